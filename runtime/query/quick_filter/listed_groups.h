// The groups that a quick filter finds, as replies show them: with the tags that the app presets
// and those that are found.
#pragma once

#include <optional>
#include <vector>

#include "../context.h"
#include "tollgate/insight/question.h"

namespace tollgate::query {

struct ListedGroups {
  std::vector<messages::Column> columns;
  std::vector<messages::FoundGroup> groups;
  int64_t total = 0;  // all that fit
  int64_t checked = 0;
};

struct GroupLimit {
  size_t most = SIZE_MAX;
  // By the first metric instead of by key.
  std::optional<bool> descending;
};

// `more` are metrics that the filter names and the app does not have.
// In turns (base/turn.h): nothing in it yet where its turn is over.
Result<ListedGroups> list_groups(const Context& context, const model::QuickFilter& filter,
                                 const std::vector<model::Metric>& more, const GroupLimit& limit);

// A question that the viewer asks, over what the viewer may be told.
insight::Vocabulary vocabulary_of(const Context& context);

}  // namespace tollgate::query
