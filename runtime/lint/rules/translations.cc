// Every text is there in every language that the document declares.
#include <array>
#include <nlohmann/json.hpp>

#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

constexpr std::array<std::string_view, 8> kTextMembers = {
    "label", "help", "placeholder", "unit", "message", "advice", "submit_label", "title"};

bool is_text(const std::string& name, const Json& value) {
  if (!value.is_object() || value.empty()) return false;
  for (const std::string_view member : kTextMembers) {
    if (name == member) return value.begin()->is_string();
  }
  return false;
}

void check_text(const model::App& app, Findings& findings, const Json& text,
                const std::string& pointer) {
  for (const std::string& locale : app.locales) {
    const auto found = text.find(locale);
    if (found != text.end() && found->is_string() &&
        !found->get_ref<const std::string&>().empty()) {
      continue;
    }
    findings.warning("missing_translation", "缺少 " + locale + " 的文本",
                     "the text in " + locale + " is missing", pointer, {locale});
  }
}

void walk(const model::App& app, Findings& findings, const Json& value,
          const std::string& pointer) {
  if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) {
      walk(app, findings, value[i], pointer_child(pointer, i));
    }
  } else if (value.is_object()) {
    for (auto it = value.begin(); it != value.end(); ++it) {
      if (it.key() == "sample_data") continue;
      const std::string child = pointer_child(pointer, it.key());
      if (is_text(it.key(), *it)) {
        check_text(app, findings, *it, child);
      } else {
        walk(app, findings, *it, child);
      }
    }
  }
}

}  // namespace

void translations(const model::App& app, Findings& findings) { walk(app, findings, *app.raw, ""); }

}  // namespace tollgate::lint
