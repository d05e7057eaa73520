// Where the next page of a list begins, as the text that a reply's `next` and a request's `after`
// carry: the values that the last row is sorted by. A row that is added, moved or deleted between
// two pages shifts nothing.
#pragma once

#include <optional>
#include <string>

#include "tollgate/base/result.h"
#include "tollgate/store/record_query.h"

namespace tollgate::query {

// nullopt where it would be longer than a request should be: then there are offsets.
std::optional<std::string> cursor_of(const store::RecordQuery& query,
                                     const store::RecordPlace& place);

// Sets the query's place. `after` comes from outside: anything but what cursor_of() gave for the
// same entity and order is refused as query.cursor_wrong, and an offset beside it, too.
Status set_place(store::RecordQuery& query, const std::optional<std::string>& after);

}  // namespace tollgate::query
