#include "tollgate/designer/document/checks.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "tollgate/lint/lint.h"

namespace tollgate::designer {

Diagnostics check_document(const Json& document) {
  constexpr size_t kMaxFindings = 200;
  Diagnostics findings = lint::check_json_document(document).findings;
  std::vector<std::pair<int, size_t>> order;
  for (size_t i = 0; i < findings.size(); ++i) {
    order.emplace_back(static_cast<int>(findings[i].severity), i);
  }
  std::sort(order.begin(), order.end());
  Diagnostics sorted;
  for (const auto& [severity, index] : order) {
    if (sorted.size() == kMaxFindings) break;
    sorted.push_back(std::move(findings[index]));
  }
  return sorted;
}

}  // namespace tollgate::designer
