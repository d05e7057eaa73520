// When what counts as a success happened, by what it belongs to; and in which
// stage that stood.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "actions.h"

namespace tollgate::query {

// Link key (canonical JSON) to days, in order.
using EventDays = std::unordered_map<std::string, std::vector<int64_t>>;

// Days of the records that the metric counts, whenever they were. False where
// they may not be read.
bool read_events(const Context& context, const model::Metric& metric, const std::string& link,
                 EventDays& days);

// The stage in which the record of a link key stood on a day, as the gates that
// it passed tell.
class StageHistory {
 public:
  // Of the workflow's records, at most some ten thousands; in turns
  // (base/turn.h). False: the turn is over, the same again in the next one.
  bool read(const Context& context, const model::Workflow& flow, const std::string& link);
  // The stage's place in the workflow; its number of stages where that is not
  // known.
  uint32_t stage_on(const std::string& key, int64_t day) const;
  bool is_empty() const { return moves_.empty(); }
  bool is_cut() const { return cut_; }

 private:
  struct Move {
    int64_t day;
    uint32_t stage;
  };
  size_t stages_ = 0;
  std::string after_;  // the record that was read last, by id
  size_t read_ = 0;
  std::unordered_map<std::string, std::vector<Move>> moves_;  // by day
  bool cut_ = false;
};

}  // namespace tollgate::query
