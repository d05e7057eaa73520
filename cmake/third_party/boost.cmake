# Boost's headers (Asio) come from the system; only the hub uses them, natively.
if(NOT EMSCRIPTEN)
  find_package(Boost 1.81 QUIET)
  find_package(Threads REQUIRED)
  add_library(tollgate_third_party_boost INTERFACE)
  target_include_directories(tollgate_third_party_boost SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
  target_link_libraries(tollgate_third_party_boost INTERFACE Threads::Threads)
endif()
