# Third-party libraries as targets `tollgate_third_party_<name>`, compiled from the sources that
# cmake/fetch_dependencies put, verified, into TOLLGATE_DEPS. Their headers are system headers and
# their code is compiled without warnings.

set(TOLLGATE_DEPS "${CMAKE_SOURCE_DIR}/.cache/deps" CACHE PATH "Unpacked third-party sources")
if(NOT EXISTS "${TOLLGATE_DEPS}/.complete")
  message(FATAL_ERROR "Third-party sources are missing: run cmake/fetch_dependencies (or ./dev).")
endif()

# What a library's own tests look for is not looked for at each test run again: checking these files
# took a quarter of the build. ./dev fuzz still looks into all of them.
set(undefined_unchecked)
set(unsanitized)
if(TOLLGATE_SANITIZE AND NOT TOLLGATE_FUZZ)
  set(undefined_unchecked -fno-sanitize=undefined)
  set(unsanitized -fno-sanitize=all)
endif()

function(_tollgate_third_party name)
  cmake_parse_arguments(arg "" "" "SOURCES;INCLUDES;DEFINE;OPTIONS" ${ARGN})
  set(target tollgate_third_party_${name})
  if(arg_SOURCES)
    add_library(${target} STATIC EXCLUDE_FROM_ALL ${arg_SOURCES})
    target_compile_options(${target} PRIVATE -w ${undefined_unchecked} ${arg_OPTIONS})
    target_include_directories(${target} SYSTEM PUBLIC ${arg_INCLUDES})
    target_compile_definitions(${target} PRIVATE ${arg_DEFINE})
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} SYSTEM INTERFACE ${arg_INCLUDES})
  endif()
endfunction()

foreach(library json libsodium mpdecimal sqlite3 catch2 zlib pcre2 utf8proc imgui boost curl openssl jemalloc)
  include(third_party/${library})
endforeach()
