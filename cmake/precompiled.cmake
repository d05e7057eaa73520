# Headers that most of our code reads, parsed once for all modules, and once more with Catch2 for
# all tests: half the time of a build goes into reading nlohmann/json otherwise. A module's own
# headers are not among them, so what may know whom is as visible as without.
option(TOLLGATE_PRECOMPILE "Parse common third-party headers once" ON)

set(common_headers
  <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
  <string_view> <unordered_map> <utility> <variant> <vector> <nlohmann/json.hpp>)

function(_tollgate_precompiled name)
  set(file "${CMAKE_BINARY_DIR}/${name}.cc")
  file(CONFIGURE OUTPUT "${file}" CONTENT "// Only to have something to compile.\n")
  add_library(${name} STATIC EXCLUDE_FROM_ALL "${file}")
  target_link_libraries(${name} PRIVATE tollgate_own_code tollgate_third_party_json)
  target_precompile_headers(${name} PRIVATE ${common_headers} ${ARGN})
endfunction()

set(tollgate_precompiled_hot tollgate_precompiled)
if(TOLLGATE_PRECOMPILE)
  # The same bytes whenever they are made, so that ccache knows what was compiled with them.
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
  _tollgate_precompiled(tollgate_precompiled)
  # Headers are precompiled for one level of optimisation.
  if(EMSCRIPTEN)
    set(tollgate_precompiled_hot tollgate_precompiled_hot)
    _tollgate_precompiled(tollgate_precompiled_hot)
    target_compile_options(tollgate_precompiled_hot PRIVATE ${tollgate_fast})
  endif()
  _tollgate_precompiled(tollgate_precompiled_tests <catch_amalgamated.hpp>)
  target_link_libraries(tollgate_precompiled_tests PRIVATE tollgate_third_party_catch2)
  target_compile_options(tollgate_precompiled_tests PRIVATE ${tollgate_test_code})
endif()

function(tollgate_use_precompiled target from)
  if(TOLLGATE_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()

# Most of our files are small and read the same headers of ours, so sixteen of a module are compiled
# as one: a build from nothing then takes about half the time. OFF is quicker for who changes one
# file often.
option(TOLLGATE_COMPILE_TOGETHER "Compile several files of a module as one" ON)

function(tollgate_compile_together target)
  if(TOLLGATE_COMPILE_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
  endif()
endfunction()
