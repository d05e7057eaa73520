# The hub's allocator (docs/decisions/0099): jemalloc of the system, linked statically, so that a
# package needs nothing further. Not where a sanitizer watches each allocation by itself.
if(NOT EMSCRIPTEN)
  add_library(tollgate_third_party_jemalloc INTERFACE)
  if(NOT TOLLGATE_SANITIZE)
    find_library(TOLLGATE_JEMALLOC NAMES libjemalloc_pic.a REQUIRED)
    target_link_libraries(tollgate_third_party_jemalloc INTERFACE "${TOLLGATE_JEMALLOC}" m)
  endif()
endif()
