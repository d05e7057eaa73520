// Expressions that nobody has written yet: the app cannot be used before they are, or a gate would
// stand open. A rule that always holds on purpose says true.
#include <nlohmann/json.hpp>
#include <set>

#include "expression_uses.h"
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

// Whose members are expressions, by the list they stand in.
constexpr std::pair<std::string_view, Kind> kOwners[] = {
    {"entities", kEntity},
    {"follow_ups", {"follow_up"}},
    {"fields", kField},
    {"validations", {"validation"}},
    {"sections", {"section"}},
    {"scorecards", kScorecard},
    {"criteria", {"criterion"}},
    {"requires", {"requirement"}},
    {"automations", {"automation"}},
    {"views", kView},
    {"columns", {"view.columns"}},
    {"metrics", kMetric},
    {"dashboards", kDashboard},
    {"widgets", {"widget"}},
    {"quick_filters", kQuickFilter},
    {"tags", {"quick_filter.tags"}},
};

const Kind* kind_of_owner(std::string_view list) {
  for (const auto& [name, kind] : kOwners) {
    if (name == list) return &kind;
  }
  return nullptr;
}

model::Text text_of(const Json& object, const char* member) {
  model::Text text;
  const auto label = object.find(member);
  if (label == object.end() || !label->is_object()) return text;
  for (auto it = label->begin(); it != label->end(); ++it) {
    if (it->is_string()) text.by_locale.emplace_back(it.key(), it->get<std::string>());
  }
  return text;
}

// The nearest thing around the expression that has an id: "requirement 'Budget' (budget)".
LocalizedText owner_of(const Json& document, std::string_view pointer) {
  for (std::string at(pointer_parent(pointer)); !at.empty(); at = pointer_parent(at)) {
    const Json* object = find_pointer(document, at);
    if (object == nullptr || !object->is_object()) continue;
    const std::vector<std::string> parts = pointer_parts(at);
    const Kind* kind = parts.size() < 2 ? nullptr : kind_of_owner(parts[parts.size() - 2]);
    const auto id = object->find("id");
    const auto field = object->find("field");
    const auto& named_by = id != object->end() ? id : field;
    if (kind == nullptr || named_by == object->end() || !named_by->is_string()) continue;
    return named(*kind, quoted(named_by->get_ref<const std::string&>(), text_of(*object, "label")));
  }
  return {"应用", "app"};
}

}  // namespace

void unfinished_rules(const model::App& app, Findings& findings) {
  Scopes scopes(app);
  std::set<std::string> reported;  // a group is looked at once for each entity it groups
  for (const ExpressionUse& use : expression_uses(app, scopes)) {
    if (!use.is_blank() || !reported.insert(use.pointer).second) continue;
    const LocalizedText owner = owner_of(*app.raw, use.pointer);
    const bool is_condition =
        use.expected == feel::Type::boolean() || use.pointer.ends_with("/met");
    findings.error(
        "unfinished_rule",
        owner.zh + (is_condition ? "的条件还没有写；写好之后应用才能使用，若总是成立请写 true"
                                 : "有一处公式还没有写；写好之后应用才能使用"),
        "the " + owner.en +
            (is_condition ? " has no condition yet: the app can be used once it is "
                            "written; write true if it always holds"
                          : " has a formula that is not written yet: the app can be "
                            "used once it is"),
        use.pointer);
  }
}

}  // namespace tollgate::lint
