// The day by the system's clock, in UTC: days since 1970-01-01.
#pragma once

#include <chrono>
#include <cstdint>

namespace tollgate::server {

inline int64_t days_today() {
  using namespace std::chrono;
  return floor<days>(system_clock::now()).time_since_epoch().count();
}

}  // namespace tollgate::server
