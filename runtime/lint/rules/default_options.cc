// What a choice begins with is one of its options: a record that begins with anything else can
// never be submitted by somebody who leaves the field alone.
#include <algorithm>

#include "expression_uses.h"
#include "rules.h"
#include "tollgate/feel/parse.h"
#include "tollgate/feel/unknown_name.h"
#include "tollgate/feel/words.h"

namespace tollgate::lint {
namespace {

using model::Field;
using model::Option;

std::string name_in(const model::Text& label, const std::string& id, std::string_view locale) {
  const std::string& text = label.in(locale);
  return text.empty() ? id : text;
}

// The options that may be meant, as they stand in an expression: known by a label, or spelt alike.
std::vector<std::string> options_like(const Field& field, const std::string& wanted) {
  std::vector<std::string> found;
  std::vector<std::string> ids;
  for (const Option& option : field.options) {
    ids.push_back(option.id);
    const bool named = std::ranges::any_of(
        option.label.by_locale, [&](const auto& label) { return label.second == wanted; });
    if (named) found.push_back('"' + option.id + '"');
  }
  constexpr size_t kLongestSlip = 100;  // bytes; looking for what is near takes time by length
  if (!found.empty() || wanted.size() > kLongestSlip) return found;
  for (const std::string& id : feel::likely_names(wanted, ids)) found.push_back('"' + id + '"');
  return found;
}

std::string all_options(const Field& field, std::string_view locale, const char* separator) {
  constexpr size_t kShown = 8;
  std::string text;
  for (size_t i = 0; i < std::min(field.options.size(), kShown); ++i) {
    const Option& option = field.options[i];
    if (i != 0) text += separator;
    text += name_in(option.label, option.id, locale) + " (\"" + option.id + "\")";
  }
  if (field.options.size() > kShown) text += " …";
  return text;
}

class DefaultOptions {
 public:
  explicit DefaultOptions(Findings& findings) : findings_(findings) {}

  void check(const Field& field) {
    for (const Field& inner : field.fields) check(inner);
    if (!model::is_choice(field.type) || !field.default_value) return;
    const Result<feel::Ast> ast = feel::parse(field.default_value->text, feel::Scope());
    if (!ast) return;  // the rule on expressions says so
    left_ = kMaxOfOne;
    look(field, *ast, ast->root);
  }

 private:
  // Only texts that become the value: not those that a condition compares with.
  void look(const Field& field, const feel::Ast& ast, feel::NodeId id) {
    if (left_ == 0) return;
    const feel::Node& node = ast.node(id);
    const std::span<const feel::NodeId> children = ast.children(node);
    if (node.kind == feel::NodeKind::kIf) {
      for (const feel::NodeId child : children.subspan(1)) look(field, ast, child);
    } else if (node.kind == feel::NodeKind::kList) {
      for (const feel::NodeId child : children) look(field, ast, child);
    } else if (node.kind == feel::NodeKind::kLiteral && ast.constant(node).is_string()) {
      const std::string value(ast.constant(node).as_string());
      if (field.find_option(value) == nullptr) report(field, value, node.span);
    }
  }

  void report(const Field& field, const std::string& value, Span span) {
    --left_;
    const LocalizedText shown = feel::words::in_quotes(value);
    Diagnostic finding =
        make_error("lint.default_no_option",
                   {"“" + name_in(field.label, field.id, "zh-CN") + "”没有" + shown.zh +
                        "这个选项，不能作默认值；选项有：" + all_options(field, "zh-CN", "、"),
                    "'" + name_in(field.label, field.id, "en") + "' has no option " + shown.en +
                        " to begin with; its options: " + all_options(field, "en", ", ")},
                   {{}, field.default_value->pointer, span}, options_like(field, value));
    findings_.add(std::move(finding));
  }

  static constexpr size_t kMaxOfOne = 5;  // findings in one default; the others come after these

  Findings& findings_;
  size_t left_ = 0;
};

}  // namespace

void default_options(const model::App& app, Findings& findings) {
  DefaultOptions rule(findings);
  for (const model::Entity& entity : app.entities) {
    for (const Field& field : entity.fields) rule.check(field);
  }
}

}  // namespace tollgate::lint
