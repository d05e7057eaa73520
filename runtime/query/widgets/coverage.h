// Who could take over the uncovered records of a group, and which those are.
#pragma once

#include <string>
#include <vector>

#include "widget_numbers.h"

namespace tollgate::query {

struct Uncovered {
  std::string entity;
  std::vector<std::string> records;  // ids, all of the group that the viewer counts
};
Uncovered uncovered_of(const WidgetNumbers& numbers, const model::CoverageWidget& widget,
                       const Json& group);

// Best first: by experience, then by what they have to do already. People are judged by all of
// their numbers, whatever the page is narrowed to. Nobody where the viewer may not read what the
// proposals rest on.
std::vector<messages::Proposal> proposals_for(const WidgetNumbers& numbers,
                                              const model::Dispatch& dispatch,
                                              const Uncovered& uncovered);

}  // namespace tollgate::query
