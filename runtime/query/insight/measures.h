// Numbers whose change can be looked at: of each record, or from one first time
// to another.
#pragma once

#include <string>
#include <vector>

#include "actions.h"
#include "kept_words.h"
#include "tollgate/insight/effect.h"

namespace tollgate::query {

struct Measure {
  std::string id;  // "metric/average_score", "between/visits_30d/signed_count_30d"
  std::string label;
  std::string unit;
  const model::Metric* metric = nullptr;  // its value for each record
  const model::Metric* start = nullptr;   // or days from the first of these
  const model::Metric* end = nullptr;     // to the first of those
  RecordLink link;                        // between them
};

std::vector<Measure> measures_of(const Context& context);

// Read in turns (base/turn.h): what is there of it stays from one to the next.
struct MeasureData {
  insight::EffectData data;
  std::vector<std::string> control_labels;
  std::vector<std::string> process_labels;
  int64_t never_ended = 0;   // began, and have not ended yet
  int64_t ended_before = 0;  // ended before they began: left out
  bool is_read = false;
  int64_t next_row = 0;
  std::vector<KeptWords> words;  // of the controls
};
// False where the records cannot be read together, or the turn is over.
bool read_measure(const Context& context, const Measure& measure, MeasureData& out);

}  // namespace tollgate::query
