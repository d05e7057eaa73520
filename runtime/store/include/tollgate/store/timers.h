// The times that automations wait for. Derived from the log, as verdicts are.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace tollgate::store {

// A metric's threshold is due at no time: its row only says on which side the number was.
inline constexpr int64_t kNeverDue_ms = std::numeric_limits<int64_t>::max();

// One for an automation and a record: its latest occurrence alone.
struct TimerRow {
  std::string automation;
  std::string record;  // "": of the automation as a whole
  std::string entity;
  int64_t due_ms = 0;
  bool done = false;  // the time came and was seen to
  bool operator==(const TimerRow&) const = default;
};

}  // namespace tollgate::store
