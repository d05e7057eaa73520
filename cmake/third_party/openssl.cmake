# OpenSSL comes from the system, which keeps it safe by its updates; only the hub uses it.
if(NOT EMSCRIPTEN)
  find_package(OpenSSL 3.0 REQUIRED)
  add_library(tollgate_third_party_openssl INTERFACE)
  target_link_libraries(tollgate_third_party_openssl INTERFACE OpenSSL::SSL OpenSSL::Crypto)
endif()
