# What nothing of ours asks of SQLite in a browser. (What its grammar names can't be left out of the
# amalgamation: triggers, views and windows stay.)
set(omitted)
if(EMSCRIPTEN)
  set(omitted AUTHORIZATION AUTOVACUUM CASE_SENSITIVE_LIKE_PRAGMA COMPILEOPTION_DIAGS COMPLETE
    DATETIME_FUNCS DECLTYPE DESERIALIZE FOREIGN_KEY GET_TABLE INTROSPECTION_PRAGMAS LOCALTIME
    PROGRESS_CALLBACK TCL_VARIABLE TEST_CONTROL TRACE UTF16)
  list(TRANSFORM omitted PREPEND SQLITE_OMIT_)
  list(APPEND omitted SQLITE_UNTESTABLE)
endif()

# SQLite's amalgamation. Only runtime/store may use it (tools/check_layers).
_tollgate_third_party(sqlite3
  SOURCES "${TOLLGATE_DEPS}/sqlite3/deps/sqlite3/sqlite3.c"
  INCLUDES "${TOLLGATE_DEPS}/sqlite3/deps/sqlite3"
  DEFINE
    SQLITE_DQS=0
    SQLITE_THREADSAFE=$<IF:$<BOOL:${EMSCRIPTEN}>,0,2>
    SQLITE_DEFAULT_MEMSTATUS=0
    SQLITE_DEFAULT_FOREIGN_KEYS=$<NOT:$<BOOL:${EMSCRIPTEN}>>
    SQLITE_LIKE_DOESNT_MATCH_BLOBS
    SQLITE_MAX_EXPR_DEPTH=200
    SQLITE_OMIT_DEPRECATED
    SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_OMIT_SHARED_CACHE
    SQLITE_USE_ALLOCA
    ${omitted}
    # Files come through the store's own VFS: no POSIX files in the browser.
    $<$<BOOL:${EMSCRIPTEN}>:SQLITE_OS_OTHER=1>
  # With AddressSanitizer this one file takes longer to compile than all of runtime/store, api and
  # engine; its copies of our bytes are looked at all the same, where it calls memcpy.
  OPTIONS $<IF:$<BOOL:${EMSCRIPTEN}>,-Oz,-O2> ${unsanitized})
