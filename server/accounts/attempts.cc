#include "attempts.h"

#include <algorithm>

namespace tollgate::accounts {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kForgottenAfter_seconds = 3600;
constexpr int64_t kMaxWait_seconds = 900;
constexpr size_t kMaxKeys = 20'000;

}  // namespace

int64_t Attempts::wait_seconds(const std::string& key, Instant now) const {
  const auto found = failures_.find(key);
  if (found == failures_.end() || found->second.count < free_failures_) return 0;
  const int doublings = std::min(found->second.count - free_failures_, 10);
  const int64_t wait = std::min(int64_t{1} << doublings, kMaxWait_seconds);
  const int64_t passed = (now.microseconds - found->second.last.microseconds) / kSecond;
  // A clock that was set back must not lock anybody out for longer than the wait.
  return passed < 0 ? wait : std::max<int64_t>(0, wait - passed);
}

void Attempts::failed(const std::string& key, Instant now) {
  if (failures_.size() >= kMaxKeys) forget_old(now);
  Failures& failures = failures_[key];
  ++failures.count;
  failures.last = now;
}

void Attempts::take_back(const std::string& key) {
  const auto found = failures_.find(key);
  if (found != failures_.end() && --found->second.count <= 0) failures_.erase(found);
}

void Attempts::forget_old(Instant now) {
  std::erase_if(failures_, [&](const auto& each) {
    return now.microseconds - each.second.last.microseconds > kForgottenAfter_seconds * kSecond;
  });
  // Many addresses at once: the oldest go, since those who try now must be counted.
  while (failures_.size() >= kMaxKeys) {
    failures_.erase(std::ranges::min_element(
        failures_, {}, [](const auto& each) { return each.second.last.microseconds; }));
  }
}

}  // namespace tollgate::accounts
