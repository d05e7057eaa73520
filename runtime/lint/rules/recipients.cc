// A notification goes to people: a person's record, its id, or a list of those.
#include "ids.h"
#include "rules.h"
#include "scopes.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {
namespace {

bool can_be_people(const feel::Type& type) {
  switch (type.kind()) {
    case feel::TypeKind::kAny:
    case feel::TypeKind::kUnknown:
    case feel::TypeKind::kNull:
    case feel::TypeKind::kString:
    case feel::TypeKind::kContext:
      return true;
    case feel::TypeKind::kList:
      return can_be_people(type.element());
    default:
      return false;
  }
}

}  // namespace

void recipients(const model::App& app, Findings& findings) {
  Scopes scopes(app);
  for (const model::Automation& automation : app.automations) {
    const KnownScope& known = scopes.scored_record(automation.on.entity);
    for (const model::Effect& effect : automation.effects) {
      const auto* notify = std::get_if<model::Notify>(&effect);
      if (notify == nullptr || !notify->to) continue;
      const Result<feel::Ast> ast = feel::parse(notify->to->text, known.scope);
      if (!ast) continue;
      const feel::Type type = feel::check(*ast, known.scope, {}).type;
      if (can_be_people(type)) continue;
      const LocalizedText words = feel::type_in_words(type);
      const LocalizedText name = quoted(automation);
      findings.error("recipient_not_a_person",
                     "自动化" + name.zh + "的通知对象应是人员、人员的编号或它们的列表，而不是“" +
                         words.zh + "”；例如引用人员的字段",
                     "the automation " + name.en +
                         " should notify a person, a person's id or a list of those, not " +
                         words.en + "; a field that refers to a person, for example",
                     notify->to->pointer);
    }
  }
}

}  // namespace tollgate::lint
