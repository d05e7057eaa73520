# Compiler settings for all targets, and the interface target `tollgate_own_code` that only our own
# code links: warnings are errors there, third-party code is compiled without any.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(TOLLGATE_WERROR "Treat warnings in our own code as errors" ON)
option(TOLLGATE_LTO "Link-time optimisation of everything" OFF)
option(TOLLGATE_FUZZ "Build the fuzz targets with libFuzzer" OFF)
set(TOLLGATE_SANITIZE "" CACHE STRING "Sanitizers for all code, as in -fsanitize=")

# Same bits in the browser and on the hub: no fused multiply-add, no machine-specific instructions.
add_compile_options(-ffp-contract=off -ffunction-sections -fdata-sections)

# What tests are built with: instructions are chosen in one pass, without a search for the best, and
# only functions of a few instructions are put where they are called. A file compiles in half the time
# and its program is smaller, as each copy of a function would be instrumented anew.
set(quick_instructions "-mllvm -fast-isel -mllvm -inline-threshold=20")

if(EMSCRIPTEN)
  add_compile_options(-fwasm-exceptions)
  add_link_options(
    -fwasm-exceptions
    -sALLOW_MEMORY_GROWTH=1
    -sSTACK_SIZE=1MB
    -sMODULARIZE=1
    -sEXPORT_ES6=1
    # `worker,node` alone would hang in browsers.
    -sENVIRONMENT=web,worker,node
    -sDYNAMIC_EXECUTION=0)
  set(CMAKE_EXECUTABLE_SUFFIX .mjs)
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 ${quick_instructions}")
  set(CMAKE_C_FLAGS_DEBUG "-O1 -g1 ${quick_instructions}")
  # Without it each link of a test rewrites the whole module for functions that nobody calls from
  # JavaScript: two of its three seconds.
  set(CMAKE_EXE_LINKER_FLAGS_DEBUG "-sWASM_BIGINT")
  # Bytes are what a browser waits for; modules that a keystroke runs through are HOT
  # (tollgate_module.cmake) and compiled for speed.
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-Oz -DNDEBUG")
else()
  add_link_options(-fuse-ld=lld -Wl,--gc-sections)
  # -O1 keeps sanitizer runs several times faster than -O0 and still gives usable stacks.
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")
  set(CMAKE_C_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")
  # An assertion is for who develops: in a release it would end the hub for everybody.
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
  set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
endif()

if(TOLLGATE_LTO)
  add_compile_options(-flto)
  add_link_options(-flto)
endif()

if(TOLLGATE_SANITIZE)
  add_compile_options(-fsanitize=${TOLLGATE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TOLLGATE_SANITIZE})
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  if(NOT TOLLGATE_FUZZ)
    # Relative, so that the compiler cache serves other checkouts; its content is part of the command,
    # as neither ninja nor the cache looks into the list.
    set(undefined_unchecked "${CMAKE_SOURCE_DIR}/cmake/undefined_unchecked.txt")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${undefined_unchecked}")
    file(SHA256 "${undefined_unchecked}" undefined_unchecked_hash)
    file(RELATIVE_PATH undefined_unchecked "${CMAKE_BINARY_DIR}" "${undefined_unchecked}")
    add_compile_options(-fsanitize-ignorelist=${undefined_unchecked})
    add_compile_definitions(UNDEFINED_UNCHECKED_${undefined_unchecked_hash})
    add_compile_options("SHELL:${quick_instructions}")
  endif()
endif()

# What tests run with. Of each allocation the last eight calls are kept, for a report to tell: with
# the thirty of the default a seventh of a run goes into keeping them.
set(tollgate_sanitizer_environment
  "UBSAN_OPTIONS=print_stacktrace=1"
  "ASAN_OPTIONS=detect_stack_use_after_return=1:malloc_context_size=8")

if(TOLLGATE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# What the code of tests is compiled with in a build for tests: without optimisation it takes half the
# time, and the code that it tests is optimised as before (see tollgate_link_optimised_first).
set(tollgate_test_code "$<$<CONFIG:Debug>:-O0>")

# What a HOT module, or a library that it stands on, is compiled with where the rest is made small.
set(tollgate_fast "")
if(EMSCRIPTEN)
  set(tollgate_fast "$<$<CONFIG:Release>:-O3>")
endif()

add_library(tollgate_own_code INTERFACE)
target_compile_options(tollgate_own_code INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough
  -Wno-missing-field-initializers
  # libstdc++ 12 uses a deprecated function inside std::stable_sort.
  -Wno-deprecated-declarations
  $<$<BOOL:${TOLLGATE_WERROR}>:-Werror>)
