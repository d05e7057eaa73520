# libcurl comes from the system, linked dynamically: what speaks TLS to the world gets its fixes from
# Debian (docs/decisions/0076). Only the hub uses it, natively.
if(NOT EMSCRIPTEN)
  find_package(CURL 7.88 REQUIRED)
  add_library(tollgate_third_party_curl INTERFACE)
  target_link_libraries(tollgate_third_party_curl INTERFACE CURL::libcurl)
endif()
