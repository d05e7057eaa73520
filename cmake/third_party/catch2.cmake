# Catch2's amalgamation, with its own main.
_tollgate_third_party(catch2
  SOURCES "${TOLLGATE_DEPS}/catch2/extras/catch_amalgamated.cpp"
  INCLUDES "${TOLLGATE_DEPS}/catch2/extras"
  OPTIONS -O0 ${unsanitized})
