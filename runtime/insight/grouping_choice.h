// By which fields the groups of a question can be made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/insight/question.h"

namespace tollgate::insight {

struct GroupingChoice {
  std::string group_by;  // "" for none
  std::string entity;    // whose records the groups are; of the metrics where they are no records
  std::string label;     // in the vocabulary's language
};

// Fields that the records of all the metrics have and that make groups: references and choices.
std::vector<GroupingChoice> groupings_of(const Vocabulary& words,
                                         const std::vector<const model::Metric*>& metrics);
// As the app's own quick filters do it, else by the people who use it, else by the first there is.
GroupingChoice default_grouping(const Vocabulary& words,
                                const std::vector<const model::Metric*>& metrics);
// `name` is as phrase_name gives it.
GroupingChoice named_grouping(const Vocabulary& words,
                              const std::vector<const model::Metric*>& metrics,
                              std::string_view name);

}  // namespace tollgate::insight
