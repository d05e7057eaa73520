# tollgate_module(NAME feel_eval
#                 [HOT]                              compiled for speed in a browser's release, too,
#                                                    where everything else is compiled for size
#                 [DEPENDS base feel_value ...]      other modules, by their NAME; linked publicly
#                 [PRIVATE_DEPENDS store ...]        the same, kept from whoever uses this module
#                 [THIRD_PARTY json sqlite3 ...]     pinned libraries, see third_party.cmake
#                 [TEST_DEPENDS ...] [TEST_THIRD_PARTY ...]
#                 [FUZZ_RUNS 300])                   inputs that the tests give each of its fuzz targets
#
# One module: the library `tollgate_<NAME>` from every *.cc here and below (not *_test.cc, not
# main.cc, not folders that are modules themselves), with `include/` as its only public include
# root. A header of a module that is not in DEPENDS is therefore not found, nor one that is only in
# the PRIVATE_DEPENDS of a module in between. A module's own tests find both.
#
# The *_test.cc become one executable `tollgate_<NAME>_tests`, registered with ctest and run from
# the source folder, so tests open their data by a path relative to it. Under WebAssembly the same
# tests run in node.
#
# Test helpers that only tests may use live in files called *_test_support.{h,cc}. Each X_fuzz.cc
# becomes the libFuzzer executable X_fuzz, natively and with sanitizers only; its seeds lie in the
# folder X_fuzz_seeds beside it.

add_custom_target(tollgate_all_tests)
# What the site needs from a WebAssembly build; those who make a part of it add_dependencies() here.
add_custom_target(tollgate_web)

function(tollgate_module)
  cmake_parse_arguments(arg "HOT" "NAME;FUZZ_RUNS" "DEPENDS;PRIVATE_DEPENDS;THIRD_PARTY;TEST_DEPENDS;TEST_THIRD_PARTY" ${ARGN})
  if(NOT arg_NAME OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "tollgate_module: NAME is missing, or unknown words: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set(target tollgate_${arg_NAME})

  _tollgate_sources(all)
  set(tests ${all})
  list(FILTER tests INCLUDE REGEX "_test(_support)?\\.cc$")
  set(sources ${all})
  list(FILTER sources EXCLUDE REGEX "(_test(_support)?|_fuzz|/main)\\.cc$")
  set(fuzzers ${all})
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cc$")

  list(TRANSFORM arg_DEPENDS PREPEND tollgate_ OUTPUT_VARIABLE links)
  list(TRANSFORM arg_PRIVATE_DEPENDS PREPEND tollgate_ OUTPUT_VARIABLE private_links)
  list(TRANSFORM arg_THIRD_PARTY PREPEND tollgate_third_party_ OUTPUT_VARIABLE third_party)

  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_link_libraries(${target} PRIVATE tollgate_own_code ${private_links})
    if(arg_HOT)
      target_compile_options(${target} PRIVATE ${tollgate_fast})
      tollgate_use_precompiled(${target} ${tollgate_precompiled_hot})
    else()
      tollgate_use_precompiled(${target} tollgate_precompiled)
    endif()
    tollgate_compile_together(${target})
    set(visibility PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(visibility INTERFACE)
  endif()
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/include")
    target_include_directories(${target} ${visibility} "${CMAKE_CURRENT_SOURCE_DIR}/include")
  endif()
  target_link_libraries(${target} ${visibility} ${links} ${third_party})
  set_property(GLOBAL APPEND PROPERTY TOLLGATE_MODULES ${arg_NAME})
  set_property(GLOBAL PROPERTY TOLLGATE_DEPENDS_${arg_NAME}
    ${arg_DEPENDS} ${arg_PRIVATE_DEPENDS} ${arg_TEST_DEPENDS})

  if(NOT arg_FUZZ_RUNS)
    set(arg_FUZZ_RUNS 50000)  # about two seconds with sanitizers, for most targets
  endif()
  foreach(fuzzer IN LISTS fuzzers)
    tollgate_fuzzer("${fuzzer}" ${arg_FUZZ_RUNS} ${target})
  endforeach()
  if(tests AND BUILD_TESTING)
    list(TRANSFORM arg_TEST_DEPENDS PREPEND tollgate_)
    list(TRANSFORM arg_TEST_THIRD_PARTY PREPEND tollgate_third_party_)
    tollgate_tests(NAME ${target}_tests SOURCES ${tests}
      LINK ${target} ${private_links} ${arg_TEST_DEPENDS} ${arg_TEST_THIRD_PARTY})
  endif()
endfunction()

# Begun first, in this order, or a core is idle at the end of a run; all others may come as they like.
set(tollgate_long_tests api conformance store bounds accounts engine sync_meetings evidence)

# tollgate_tests(NAME target SOURCES files LINK targets): one Catch2 executable, one ctest test.
function(tollgate_tests)
  cmake_parse_arguments(arg "" "NAME" "SOURCES;LINK" ${ARGN})
  add_executable(${arg_NAME} ${arg_SOURCES})
  target_include_directories(${arg_NAME} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${arg_NAME} PRIVATE
    ${arg_LINK} tollgate_own_code tollgate_third_party_catch2)
  target_compile_options(${arg_NAME} PRIVATE ${tollgate_test_code})
  set_property(GLOBAL APPEND PROPERTY TOLLGATE_TESTS ${arg_NAME})
  tollgate_use_precompiled(${arg_NAME} tollgate_precompiled_tests)
  tollgate_compile_together(${arg_NAME})
  if(EMSCRIPTEN)
    target_link_options(${arg_NAME} PRIVATE -sEXIT_RUNTIME=1 -sNODERAWFS=1 -sINVOKE_RUN=0
      -sEXPORTED_RUNTIME_METHODS=callMain -sENVIRONMENT=node)
    set(command node "${CMAKE_SOURCE_DIR}/cmake/run_wasm_test.mjs" "$<TARGET_FILE:${arg_NAME}>")
  else()
    set(command ${arg_NAME})
  endif()
  add_dependencies(tollgate_all_tests ${arg_NAME})
  # The same numbers each time, should a test ask Catch2 for random ones; it prints the seed it got.
  add_test(NAME ${arg_NAME} COMMAND ${command} --rng-seed 1 WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${arg_NAME} PROPERTIES TIMEOUT 600
    ENVIRONMENT "${tollgate_sanitizer_environment}")
  string(REGEX REPLACE "^tollgate_(.*)_tests$" "\\1" module ${arg_NAME})
  list(FIND tollgate_long_tests ${module} place)
  if(NOT place EQUAL -1)
    math(EXPR cost "50 - ${place}")
    set_tests_properties(${arg_NAME} PROPERTIES COST ${cost})
  endif()
endfunction()

# tollgate_link_optimised_first(): of an inline function that several objects hold, a linker takes the
# first copy that it reads. Objects of tests hold copies without optimisation of nlohmann/json and the
# standard library, so the modules go first, whole; what nobody calls the linker drops as before.
# To be called when all modules are there.
function(tollgate_link_optimised_first)
  get_property(tests GLOBAL PROPERTY TOLLGATE_TESTS)
  foreach(test IN LISTS tests)
    get_target_property(open ${test} LINK_LIBRARIES)
    set(seen "")
    set(first "")
    while(open)
      list(POP_FRONT open name)
      string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" name "${name}")
      if(name IN_LIST seen OR NOT TARGET "${name}" OR name MATCHES "_third_party_")
        continue()
      endif()
      list(APPEND seen ${name})
      get_target_property(type ${name} TYPE)
      if(type STREQUAL STATIC_LIBRARY)
        list(APPEND first "$<TARGET_FILE:${name}>")
      endif()
      get_target_property(links ${name} INTERFACE_LINK_LIBRARIES)
      if(links)
        list(APPEND open ${links})
      endif()
    endwhile()
    target_link_options(${test} PRIVATE
      "$<$<CONFIG:Debug>:LINKER:--whole-archive;${first};LINKER:--no-whole-archive>")
  endforeach()
endfunction()

# tollgate_fuzzer(file runs link...): the tests give every fuzz target the same `runs` inputs each time,
# so that a red run is red again; ./dev fuzz looks for new ones.
function(tollgate_fuzzer file runs)
  if(EMSCRIPTEN OR NOT TOLLGATE_SANITIZE)
    return()
  endif()
  cmake_path(GET file STEM name)
  add_executable(${name} "${file}")
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARGN} tollgate_own_code)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  cmake_path(REPLACE_EXTENSION file "" OUTPUT_VARIABLE seeds)
  set(seeds "${seeds}_seeds")
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/corpus/${name}")
  if(NOT EXISTS "${seeds}")
    set(seeds "")
  endif()
  set_property(GLOBAL APPEND PROPERTY TOLLGATE_FUZZERS "${name}|${seeds}")
  if(BUILD_TESTING)
    add_dependencies(tollgate_all_tests ${name})
    # The seeds are given one by one: into a folder libFuzzer would write what it finds, and the next
    # run would begin elsewhere. This build tells it little of what an input reached, so each seed is
    # kept to be changed, and lengths are not raised step by step.
    set(given_seeds "")
    if(seeds)
      file(GLOB given_seeds CONFIGURE_DEPENDS "${seeds}/*")
      list(SORT given_seeds)
      list(JOIN given_seeds "," given_seeds)
      set(given_seeds "-seed_inputs=${given_seeds}")
    endif()
    add_test(NAME ${name} COMMAND ${name} -seed=1 -runs=${runs} -keep_seed=1 -len_control=0 -max_len=4096
      -timeout=10 -artifact_prefix=${CMAKE_BINARY_DIR}/corpus/ ${given_seeds})
    set_tests_properties(${name} PROPERTIES TIMEOUT 120 ENVIRONMENT "${tollgate_sanitizer_environment}")
  endif()
endfunction()

# All *.cc of this folder and below, without those of nested modules.
function(_tollgate_sources out)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  file(GLOB_RECURSE nested "${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt")
  foreach(list IN LISTS nested)
    cmake_path(GET list PARENT_PATH folder)
    if(NOT folder STREQUAL CMAKE_CURRENT_SOURCE_DIR)
      list(FILTER files EXCLUDE REGEX "^${folder}/")
    endif()
  endforeach()
  set(${out} ${files} PARENT_SCOPE)
endfunction()

# A DEPENDS that names no module would only show as a missing -l at link time: say it now.
function(tollgate_check_dependencies)
  get_property(modules GLOBAL PROPERTY TOLLGATE_MODULES)
  foreach(module IN LISTS modules)
    get_property(depends GLOBAL PROPERTY TOLLGATE_DEPENDS_${module})
    foreach(name IN LISTS depends)
      if(NOT TARGET tollgate_${name})
        message(WARNING "module ${module} DEPENDS on ${name}, which is no module")
      endif()
    endforeach()
  endforeach()
endfunction()
