#include "tollgate/model/ids.h"

#include <algorithm>

#include "tollgate/base/limits.h"

namespace tollgate::model {
namespace {

bool is_id_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "Visit date (planned)" gives "visit_date_planned"; what is not Latin is left out.
std::string snake_case(std::string_view label) {
  std::string id;
  for (char c : label) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_id_letter(c) || (is_digit(c) && !id.empty())) {
      id += c;
    } else if (!id.empty() && id.back() != '_') {
      id += '_';
    }
    if (id.size() == limits::kIdCharacters) break;
  }
  while (!id.empty() && id.back() == '_') id.pop_back();
  return id;
}

}  // namespace

bool is_valid_id(std::string_view id) {
  if (id.empty() || id.size() > limits::kIdCharacters || !is_id_letter(id[0])) return false;
  return std::all_of(id.begin(), id.end(),
                     [](char c) { return is_id_letter(c) || is_digit(c) || c == '_'; });
}

const std::vector<std::string>& reserved_names() {
  static const std::vector<std::string> kNames = {
      // what expressions see beside the fields
      "now", "today", "user", "record", "score", "item", "value", "group", "id",
      // words of FEEL (DMN 1.5, 10.3.1)
      "and", "or", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies",
      "between", "instance", "of", "function", "external", "null", "true", "false", "not"};
  return kNames;
}

bool is_reserved_name(std::string_view id) {
  const std::vector<std::string>& names = reserved_names();
  return std::find(names.begin(), names.end(), id) != names.end();
}

std::string suggest_id(std::string_view label, std::string_view stem,
                       const std::function<bool(std::string_view)>& taken) {
  std::string base = snake_case(label);
  const bool from_label = !base.empty();
  if (!from_label) base = is_valid_id(stem) ? std::string(stem) : "item";
  const auto free = [&](const std::string& id) { return !is_reserved_name(id) && !taken(id); };
  if (from_label && free(base)) return base;
  for (size_t number = from_label ? 2 : 1;; ++number) {
    const std::string tail = "_" + std::to_string(number);
    std::string id = base.substr(0, limits::kIdCharacters - tail.size()) + tail;
    if (free(id)) return id;
  }
}

std::string suggest_id(std::string_view label, std::string_view stem,
                       const std::vector<std::string>& taken) {
  return suggest_id(label, stem, [&](std::string_view id) {
    return std::find(taken.begin(), taken.end(), id) != taken.end();
  });
}

}  // namespace tollgate::model
