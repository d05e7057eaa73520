// The memory that the bodies of all requests take.
#pragma once

#include <cstdint>

namespace tollgate::server {

// One request's part of a total, from before it is read until the handler
// has answered: a body that waits for the engine takes as much as one that is being read.
class BodyShare {
 public:
  explicit BodyShare(uint64_t& total) : total_(total) {}
  ~BodyShare() { resize(0); }
  BodyShare(const BodyShare&) = delete;
  BodyShare& operator=(const BodyShare&) = delete;
  void resize(uint64_t bytes) {
    total_ += bytes - bytes_;
    bytes_ = bytes;
  }

 private:
  uint64_t& total_;
  uint64_t bytes_ = 0;
};

}  // namespace tollgate::server
