// What a request names must be there: each of these gives it, or says what would have been right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "call.h"

namespace tollgate::api {

Result<engine::AppRules*> require_app(const Call& call);
// A diagnostic "api.unknown_<what>" with the nearest of `ids`.
Diagnostic unknown(std::string_view what, std::string_view name, std::string_view pointer,
                   const std::vector<std::string>& ids);
// Refused also for records that were discarded.
Result<store::StoredRecord> require_record(const Call& call, std::string_view entity,
                                           const std::string& record);

// `limit` and `offset` of a request within bounds.
int64_t bounded(const std::optional<int64_t>& wanted, int64_t otherwise, int64_t most);

// The person's role by the app; the one that the page names where the app does not tell.
std::string effective_role(const Call& call);

template <typename T>
std::vector<std::string> ids_of(const std::vector<T>& named) {
  std::vector<std::string> ids;
  for (const T& one : named) ids.push_back(one.id);
  return ids;
}

}  // namespace tollgate::api
