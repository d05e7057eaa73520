#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/formula_names.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/wording/formula.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxPasted = 20'000;  // as many as a choice may have options
constexpr std::string_view kBlanks = " \r\v\f";

std::string_view without_blanks(std::string_view text) {
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// What stands before the separator; the rest stays in `text`.
std::string_view cut(std::string_view& text, char separator) {
  const size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return without_blanks(part);
}

Diagnostic no_points(size_t line, std::string_view cell, std::string_view list) {
  const std::string number = std::to_string(line);
  const std::string shown(cell);
  return make_error(
      "designer.pasted_points",
      {"第 " + number + " 行的分值“" + shown + "”不是 0 以上的数字；请改正，或删掉这一行",
       "The points '" + shown + "' in line " + number +
           " are no number from 0 up; correct them, or take the line away"},
      {.pointer = std::string(list)});
}

}  // namespace

Result<Change> plan(const Json& document, const PasteItems& command) {
  const Json* list = array_at(document, command.list);
  if (list == nullptr && (find_pointer(document, command.list) != nullptr ||
                          object_at(document, pointer_parent(command.list)) == nullptr)) {
    return gone(command.list);
  }
  const Json pattern = new_element(document, command.list);
  if (!pattern.is_object() || !pattern.contains("label")) return gone(command.list);
  const std::string definition = definition_at(document, pointer_child(command.list, size_t{0}));
  const bool option = definition == "option";
  const std::vector<std::string> locales = locales_of(document);
  const bool known = std::find(locales.begin(), locales.end(), command.locale) != locales.end();
  const std::string& locale = known ? command.locale : locales.front();

  Json elements = list != nullptr ? *list : Json::array();
  std::set<std::string> ids, labels;
  for (std::string& id : taken_ids(document, command.list)) ids.insert(std::move(id));
  for (const Json& element : elements) {
    if (element.is_object()) labels.insert(label_of(document, element, locale));
  }
  std::optional<wording::Names> names;  // of the conditions, written by labels
  size_t line_number = 0, added = 0, number = 1;
  for (std::string_view rest = command.text; !rest.empty();) {
    std::string_view line = cut(rest, '\n');
    ++line_number;
    const std::string label(cut(line, '\t'));
    if (label.empty()) continue;
    // An option twice would be one that nobody can tell from the other.
    if (option && !labels.insert(label).second) continue;
    if (++added > kMaxPasted) {
      return make_error("designer.pasted_too_many",
                        {"一次最多粘贴 20000 行", "At most 20000 lines can be pasted at a time"},
                        {.pointer = command.list});
    }
    Json element = pattern;
    for (std::string id; id.empty() || !ids.insert(id).second;) {
      id = definition + "_" + std::to_string(number++);
      element["id"] = id;
    }
    element["label"] = {{locale, label}};
    if (const std::string_view cell = cut(line, '\t'); !cell.empty()) {
      const Result<Json> points = parse_json(cell);
      if (!points || !points.value().is_number() || points.value() < 0) {
        return no_points(line_number, cell, command.list);
      }
      element["points"] = points.value();
    }
    if (const std::string_view rule = cut(line, '\t'); !option && !rule.empty()) {
      if (!names) names = formula_names(document, pointer_child(command.list, size_t{0}), locale);
      element["met"] = wording::read_formula(rule, *names).feel;
    }
    if (const std::string advice(cut(line, '\t')); !option && !advice.empty()) {
      element["advice"] = {{locale, advice}};
    }
    elements.push_back(std::move(element));
  }
  Change change;
  const LocalizedText words = element_words(definition);
  change.title = {"粘贴" + words.zh, "Paste: " + words.en};
  if (added > 0) change.edits.push_back({EditKind::kSet, command.list, std::move(elements)});
  return change;
}

}  // namespace tollgate::designer
