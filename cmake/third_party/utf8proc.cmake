_tollgate_third_party(utf8proc SOURCES "${TOLLGATE_DEPS}/utf8proc/utf8proc.c"
  INCLUDES "${TOLLGATE_DEPS}/utf8proc" OPTIONS -O2)
target_compile_definitions(tollgate_third_party_utf8proc PUBLIC UTF8PROC_STATIC)
