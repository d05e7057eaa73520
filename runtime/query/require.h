// What must be there, and may not be there: each of these gives it, or says what would have been
// right.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "context.h"
#include "tollgate/query/unknown.h"

namespace tollgate::query {

// As the viewer sees it. Refused also for records that were discarded, or may not be seen.
Result<ops::StoredRecord> require_record(const Context& context, std::string_view entity,
                                         const std::string& record);
Result<const workflow::Workflow*> require_workflow(const Context& context, const std::string& id);
Result<const model::Dashboard*> require_dashboard(const Context& context, const std::string& id);

// The text that a request searches for, "" for none. Refused: query.search_too_long.
Result<std::string> searched_text(const std::optional<std::string>& search);

// `limit` and `offset` of a request within bounds.
int64_t bounded(const std::optional<int64_t>& wanted, int64_t otherwise, int64_t most);

}  // namespace tollgate::query
