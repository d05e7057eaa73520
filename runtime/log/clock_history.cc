#include "clock_history.h"

#include "op_lookup.h"
#include "tollgate/log/clock_watch.h"

namespace tollgate::log {

void ClockHistory::note(const ops::Op& op) {
  if (op.origin) return;  // dated by when it happened on its device
  const int64_t at_ms = op.at_ms();
  const bool behind = any_ && last_ms_ - at_ms >= kLeastMoveMilliseconds;
  if (op.clock_moved_ms || behind) {
    ++count_;
    if (jumps_.size() < kMaxFindings) {
      jumps_.push_back({op.number, last_ms_, at_ms, op.clock_moved_ms.value_or(at_ms - last_ms_),
                        op.clock_moved_ms.has_value()});
    }
  }
  last_ms_ = at_ms;
  any_ = true;
}

Diagnostics ClockHistory::findings() const {
  Diagnostics findings;
  for (const Jump& jump : jumps_) {
    const std::string n = std::to_string(jump.op_number);
    const std::string at = time_text(jump.at_ms);
    const LocalizedText how_far = moved_text(jump.moved_ms);
    if (jump.seen) {
      findings.push_back(make_warning(
          "engine.clock_moved",
          {"操作 " + n + "（" + at + "）之前，设备的时钟被" + how_far.zh,
           "before operation " + n + " (" + at + ") the device's clock was " + how_far.en},
          {.source = n, .pointer = {}, .span = {}}));
      continue;
    }
    findings.push_back(make_warning(
        "engine.clock_behind",
        {"操作 " + n + " 的时间（" + at + "）早于前一条（" + time_text(jump.before_ms) +
             "）：设备的时钟在其间" + how_far.zh + "，那之前的日期可能不对",
         "operation " + n + " is dated " + at + ", before the one in front of it (" +
             time_text(jump.before_ms) + "): meanwhile the device's clock was " + how_far.en +
             ", and dates before that may be wrong"},
        {.source = n, .pointer = {}, .span = {}}));
  }
  if (count_ > jumps_.size()) {
    const std::string more = std::to_string(count_ - jumps_.size());
    findings.push_back(make_warning(
        "engine.clock_moved",
        {"时钟另外还被移动 " + more + " 次", "the clock was moved " + more + " more times"}));
  }
  return findings;
}

}  // namespace tollgate::log
