#include "tollgate/model/widgets/checks.h"

#include "read_parts.h"

namespace tollgate::model {
namespace {

Check read_check(const Reader& from) {
  Check check;
  check.id = from.text("id");
  check.label = from.label("label");
  check.help = from.label("help");
  check.metrics = from.texts("metrics");
  check.healthy = from.optional_expression("healthy");
  check.at_risk = from.optional_expression("at_risk");
  check.concerned = from.optional_expression("concerned");
  check.records_of = from.text("records_of");
  check.drill = from.object("drill", read_drill);
  check.pointer = from.pointer();
  return check;
}

}  // namespace

void read_kind(const Reader& from, ChecksWidget& widget) {
  widget.checks = from.list("checks", read_check);
}

const Check* ChecksWidget::find_check(std::string_view check_id) const {
  for (const Check& check : checks) {
    if (check.id == check_id) return &check;
  }
  return nullptr;
}

}  // namespace tollgate::model
