// Groups of time as a widget shows them.
#pragma once

#include <vector>

#include "widget_numbers.h"

namespace tollgate::query {

// In order of time, with the periods in between that have no records and that of now, which is
// marked; at most `most`, the latest. Records without a date come last. Gaps of more than 100
// periods are left out: one wrong year may not push all others out of sight.
std::vector<messages::Group> groups_in_time(const WidgetNumbers& numbers,
                                            const model::Grouping& group_by,
                                            std::vector<messages::Group> groups, size_t most,
                                            const MakeGroup& empty);

}  // namespace tollgate::query
