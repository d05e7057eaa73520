# SQLite's amalgamation. Only runtime/store may use it (tools/check_layers).
_tollgate_third_party(sqlite3
  SOURCES "${TOLLGATE_DEPS}/sqlite3/deps/sqlite3/sqlite3.c"
  INCLUDES "${TOLLGATE_DEPS}/sqlite3/deps/sqlite3"
  DEFINE
    SQLITE_DQS=0
    SQLITE_THREADSAFE=$<IF:$<BOOL:${EMSCRIPTEN}>,0,2>
    SQLITE_DEFAULT_MEMSTATUS=0
    SQLITE_DEFAULT_FOREIGN_KEYS=1
    SQLITE_LIKE_DOESNT_MATCH_BLOBS
    SQLITE_MAX_EXPR_DEPTH=200
    SQLITE_OMIT_DEPRECATED
    SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_OMIT_SHARED_CACHE
    SQLITE_USE_ALLOCA
    # Files come through the store's own VFS: no POSIX files in the browser.
    $<$<BOOL:${EMSCRIPTEN}>:SQLITE_OS_OTHER=1>
  # With AddressSanitizer this one file takes longer to compile than all of runtime/store, api and
  # engine; its copies of our bytes are looked at all the same, where it calls memcpy.
  OPTIONS $<IF:$<BOOL:${EMSCRIPTEN}>,-Os,-O2> ${unsanitized})
