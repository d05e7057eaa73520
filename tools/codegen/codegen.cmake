# tollgate_codegen(<command> <source> OUT files... [SOURCES files...]): generated files below the
# build folder, made again when the schemas or the generator change.
find_program(TOLLGATE_NODE NAMES node nodejs REQUIRED)
set(TOLLGATE_CODEGEN_DIR "${CMAKE_CURRENT_LIST_DIR}")

function(tollgate_codegen command source)
  cmake_parse_arguments(arg "" "TARGET" "OUT" ${ARGN})
  file(GLOB tools CONFIGURE_DEPENDS "${TOLLGATE_CODEGEN_DIR}/*.mjs")
  if(IS_DIRECTORY "${source}")
    file(GLOB inputs CONFIGURE_DEPENDS "${source}/*.json")
  else()
    set(inputs "${source}")
  endif()
  add_custom_command(OUTPUT ${arg_OUT}
    COMMAND "${TOLLGATE_NODE}" "${TOLLGATE_CODEGEN_DIR}/main.mjs" "${command}" "${source}" "${arg_TARGET}"
    COMMAND "${CMAKE_COMMAND}" -E touch_nocreate ${arg_OUT}
    DEPENDS ${inputs} ${tools}
    COMMENT "Generating ${command}"
    VERBATIM)
endfunction()
