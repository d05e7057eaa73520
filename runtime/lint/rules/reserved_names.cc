// Fields and metrics are names in expressions: they may not be called what expressions use already.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/model/ids.h"

namespace tollgate::lint {
namespace {

void check_name(Findings& findings, const std::string& id, const std::string& pointer) {
  if (!model::is_reserved_name(id)) return;
  const std::string better = model::suggest_id(id, "field", [](std::string_view) { return false; });
  findings.error("reserved_name", "“" + id + "”在表达式里另有含义，不能用作标识",
                 "'" + id + "' means something else in expressions and cannot be an id",
                 pointer_child(pointer, "id"), {better});
}

void check_names(Findings& findings, const std::vector<model::Field>& fields) {
  for (const model::Field& field : fields) {
    check_name(findings, field.id, field.pointer);
    check_names(findings, field.fields);
  }
}

}  // namespace

void reserved_names(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) check_names(findings, entity.fields);
  for (const model::Metric& metric : app.metrics) check_name(findings, metric.id, metric.pointer);
}

}  // namespace tollgate::lint
