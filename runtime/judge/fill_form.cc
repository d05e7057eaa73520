#include "tollgate/judge/fill_form.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/rules/problems.h"

namespace tollgate::judge {

void fill_form(form::FormSession& session, const Json* values, Diagnostics& problems) {
  if (values == nullptr || !values->is_object()) return;
  std::vector<std::string> order;
  for (const form::FieldChange& field : session.state().fields) {
    if (field.path.find('/') == std::string::npos) order.push_back(field.path);
  }
  for (const auto& [id, value] : values->items()) {
    if (std::find(order.begin(), order.end(), id) == order.end()) order.push_back(id);
  }
  for (const std::string& id : order) {
    const auto value = values->find(id);
    if (value == values->end()) continue;
    Result<form::Changes> set = session.set(id, *value);
    if (!set) rules::add_once(problems, set.diagnostics());
  }
}

}  // namespace tollgate::judge
