// Two stages of a workflow, or two options of a choice, that are called alike: nobody who reads one
// of them on a page can tell which it is.
#include <set>
#include <string>
#include <utility>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

template <typename T>
void check_labels(const std::vector<T>& items, const LocalizedText& kind, Findings& findings) {
  std::set<std::pair<std::string_view, std::string_view>> seen;  // by language
  for (const T& item : items) {
    bool is_new = true;
    for (const auto& [locale, text] : item.label.by_locale) {
      if (!text.empty() && !seen.insert({locale, text}).second) is_new = false;
    }
    if (is_new) continue;
    const LocalizedText name = quoted(item);
    findings.warning(
        "same_label", "有两个" + kind.zh + "都叫" + name.zh + "，请给其中一个改名",
        "two " + kind.en + " are called " + name.en + ": give one of them another name",
        pointer_child(item.pointer, "label"));
  }
}

void check_fields_of(const std::vector<model::Field>& fields, Findings& findings) {
  for (const model::Field& field : fields) {
    check_labels(field.options, {"选项", "options"}, findings);
    check_fields_of(field.fields, findings);
  }
}

}  // namespace

void same_labels(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) check_fields_of(entity.fields, findings);
  for (const model::Workflow& workflow : app.workflows) {
    check_labels(workflow.stages, {"阶段", "stages"}, findings);
  }
}

}  // namespace tollgate::lint
