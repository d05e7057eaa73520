// Failures to sign in, counted by account and by address: after some, the next try waits.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tollgate/base/clock.h"

namespace tollgate::accounts {

// Kept in memory, bounded: a restart forgives. Not for several threads at once.
class Attempts {
 public:
  // `free_failures` are forgiven; each further one doubles the wait from one second to fifteen
  // minutes. What is not tried for an hour is forgotten.
  explicit Attempts(int free_failures) : free_failures_(free_failures) {}

  // Seconds until the next try is listened to; 0: now.
  int64_t wait_seconds(const std::string& key, Instant now) const;
  void failed(const std::string& key, Instant now);
  void succeeded(const std::string& key) { failures_.erase(key); }
  // The last one was none; those before it still count.
  void take_back(const std::string& key);

 private:
  struct Failures {
    int count = 0;
    Instant last;
  };
  void forget_old(Instant now);

  const int free_failures_;
  std::map<std::string, Failures> failures_;
};

}  // namespace tollgate::accounts
