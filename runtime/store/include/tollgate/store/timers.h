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

// What is still to be done to the times of an automation, some records at a time. None of its times
// comes until then.
struct TimerStep {
  std::string automation;
  std::string entity;
  int64_t at_ms = 0;       // when the document came into force: times before are none that come
  bool removes = false;    // first the times of records, as they were until then
  bool fills = false;      // then each record's time
  bool changed = false;    // for a trigger that is new, or another one
  std::string after = "";  // the record that was seen to last, by id
};

}  // namespace tollgate::store
