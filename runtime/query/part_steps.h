// Parts of an app document as people are told them: the labels along the way to each.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/messages/messages.h"
#include "tollgate/query/texts.h"

namespace tollgate::query {

inline constexpr size_t kMaxPartChanges = 200;

// The way to the part, with the label that the first of the documents gives each step.
std::vector<messages::PartStep> part_steps(const std::string& path,
                                           std::initializer_list<const Json*> documents,
                                           const std::string& locale);
// What `after` has that `before` has not, and the other way round.
std::vector<messages::PartChange> part_changes(const Json& before, const Json& after,
                                               const std::string& locale);

}  // namespace tollgate::query
