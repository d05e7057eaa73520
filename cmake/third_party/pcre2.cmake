# PCRE2, 8-bit, with Unicode and without JIT: the same engine with the same limits on both sides.
set(source "${TOLLGATE_DEPS}/pcre2/src")
set(generated "${CMAKE_BINARY_DIR}/third_party/pcre2")
configure_file("${source}/pcre2.h.generic" "${generated}/pcre2.h" COPYONLY)
configure_file("${source}/config.h.generic" "${generated}/config.h" COPYONLY)
configure_file("${source}/pcre2_chartables.c.dist" "${generated}/pcre2_chartables.c" COPYONLY)
set(files auto_possess compile config context convert dfa_match error extuni find_bracket
  jit_compile maketables match match_data newline ord2utf pattern_info script_run serialize
  string_utils study substitute substring tables ucd valid_utf xclass)
list(TRANSFORM files REPLACE "(.+)" "${source}/pcre2_\\1.c")
_tollgate_third_party(pcre2 SOURCES ${files} "${generated}/pcre2_chartables.c"
  INCLUDES "${generated}"
  DEFINE HAVE_CONFIG_H SUPPORT_PCRE2_8 SUPPORT_UNICODE HAVE_MEMMOVE HAVE_STRERROR
    MATCH_LIMIT=1000000 MATCH_LIMIT_DEPTH=10000 HEAP_LIMIT=20000 PARENS_NEST_LIMIT=100
  OPTIONS $<IF:$<BOOL:${EMSCRIPTEN}>,-Os,-O2> "-I${source}")
target_compile_definitions(tollgate_third_party_pcre2 PUBLIC
  PCRE2_CODE_UNIT_WIDTH=8 PCRE2_STATIC)
