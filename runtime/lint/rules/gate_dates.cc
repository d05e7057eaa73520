// A date that a gate asks for and that does not say whether it may lie in the future: somebody who
// knows what it means should say so, because a gate that only wants any date takes every one.
#include "ids.h"
#include "rules.h"

namespace tollgate::lint {

void gate_dates(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) {
    for (const model::Field& field : entity.fields) {
      if (!field.asked_by_gate) continue;
      const LocalizedText name = quoted(field);
      findings.warning(
          "gate_date",
          "关卡要求填写" + name.zh +
              "，任何日期都能通过；请说明它能不能晚于现在（past：true 为不能）",
          "a gate asks for " + name.en +
              ", and any date lets the record pass: say whether it may lie in the future (past: "
              "true where it may not)",
          field.pointer);
    }
  }
}

}  // namespace tollgate::lint
