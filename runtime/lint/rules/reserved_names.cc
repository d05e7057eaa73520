// Fields and metrics are names in expressions: they may not be called what expressions use already.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/model/ids.h"

namespace tollgate::lint {
namespace {

template <typename T>
void check_name(Findings& findings, const T& thing) {
  if (!model::is_reserved_name(thing.id)) return;
  const std::string better =
      model::suggest_id(thing.id, "field", [](std::string_view) { return false; });
  const LocalizedText name = quoted(thing);
  findings.error("reserved_name", "标识" + name.zh + "在表达式里另有含义，不能使用",
                 "the id " + name.en + " means something else in expressions and cannot be used",
                 pointer_child(thing.pointer, "id"), {better});
}

void check_names(Findings& findings, const std::vector<model::Field>& fields) {
  for (const model::Field& field : fields) {
    check_name(findings, field);
    check_names(findings, field.fields);
  }
}

}  // namespace

void reserved_names(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) check_names(findings, entity.fields);
  for (const model::Metric& metric : app.metrics) check_name(findings, metric);
}

}  // namespace tollgate::lint
