#include "import/cell.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "tollgate/record/field_behavior.h"

namespace tollgate::engine {
namespace {

using model::ValueShape;

Diagnostic bad_cell(const std::string& cell, const char* zh, const char* en) {
  const std::string shown = record::shortened(cell);
  return make_error("import.bad_cell",
                    {"“" + shown + "”应是" + zh, "'" + shown + "' should be " + en});
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

Result<Json> yes_or_no(const std::string& cell) {
  static constexpr std::array<std::string_view, 8> kYes = {"true", "yes", "y", "1",
                                                           "是",   "有",  "√", "对"};
  static constexpr std::array<std::string_view, 8> kNo = {"false", "no", "n", "0",
                                                          "否",    "无", "×", "错"};
  const std::string word = lower(trimmed(cell));
  if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return Json(true);
  if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return Json(false);
  return bad_cell(cell, "“是”或“否”", "yes or no");
}

// What names no option stays as it is: the field's check says that there is none.
std::string option_id(const model::Field& field, const std::string& text) {
  if (field.find_option(text)) return text;
  for (const model::Option& option : field.options) {
    for (const auto& [language, label] : option.label.by_locale) {
      if (label == text) return option.id;
    }
  }
  return text;
}

// Between several options people write a comma, a semicolon, the Chinese ones, or a stroke.
Json option_ids(const model::Field& field, std::string_view cell) {
  static constexpr std::array<std::string_view, 7> kBetween = {",",  ";", "，", "；",
                                                               "、", "|", "\n"};
  Json ids = Json::array();
  std::string one;
  const auto take = [&] {
    if (const std::string text = trimmed(one); !text.empty()) ids.push_back(option_id(field, text));
    one.clear();
  };
  while (!cell.empty()) {
    const auto* mark = std::find_if(kBetween.begin(), kBetween.end(),
                                    [&](std::string_view m) { return cell.starts_with(m); });
    const size_t size = mark == kBetween.end() ? 1 : mark->size();
    if (mark != kBetween.end()) {
      take();
    } else {
      one += cell.front();
    }
    cell.remove_prefix(size);
  }
  take();
  return ids;
}

Result<Json> as_json(const std::string& cell) {
  Result<Json> json = parse_json(cell);
  if (json && json->is_structured()) return json;
  return bad_cell(cell, " JSON，例如 [{\"what\": \"…\"}]", "JSON such as [{\"what\": \"…\"}]");
}

}  // namespace

std::string trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

Result<Json> value_of_cell(const model::Field& field, const std::string& cell) {
  switch (model::info_of(field.type).shape) {
    case ValueShape::kBoolean:
      return yes_or_no(cell);
    case ValueShape::kStrings:
      return option_ids(field, cell);
    case ValueShape::kItems:
    case ValueShape::kLocation:
    case ValueShape::kFile:
      return as_json(cell);
    default:
      break;
  }
  if (model::is_single_choice(field.type)) return Json(option_id(field, trimmed(cell)));
  return Json(cell);
}

}  // namespace tollgate::engine
