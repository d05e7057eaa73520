#include "tollgate/designer/document/message_labels.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace tollgate::designer {
namespace {

std::string_view unpadded(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The text with each {{ … }} whose inside has another name under that name.
std::string renamed(std::string_view text,
                    const std::function<std::optional<std::string>(std::string_view)>& name) {
  std::string out;
  while (!text.empty()) {
    const size_t begin = text.find("{{");
    const size_t end = begin == std::string_view::npos ? begin : text.find("}}", begin + 2);
    if (end == std::string_view::npos) break;
    const std::string_view inside = text.substr(begin + 2, end - begin - 2);
    out += text.substr(0, begin);
    if (const auto other = name(unpadded(inside))) {
      out += "{{ " + *other + " }}";
    } else {
      out += text.substr(begin, end + 2 - begin);
    }
    text.remove_prefix(end + 2);
  }
  return out.append(text);
}

bool is_plain(std::string_view label) {
  return !label.empty() && label.find_first_of("{}") == std::string_view::npos &&
         unpadded(label) == label;
}

// A label that means this field and no other, nor another one's path.
bool is_clear(const ConditionField& field, std::span<const ConditionField> fields) {
  return is_plain(field.label) &&
         std::none_of(fields.begin(), fields.end(), [&](const ConditionField& other) {
           return &other != &field && (other.label == field.label || other.path == field.label);
         });
}

}  // namespace

std::string message_with_labels(std::string_view text, std::span<const ConditionField> fields) {
  return renamed(text, [&](std::string_view path) -> std::optional<std::string> {
    for (const ConditionField& field : fields) {
      if (field.path == path && is_clear(field, fields)) return field.label;
    }
    return std::nullopt;
  });
}

std::string message_with_paths(std::string_view text, std::span<const ConditionField> fields) {
  return renamed(text, [&](std::string_view label) -> std::optional<std::string> {
    for (const ConditionField& field : fields) {
      if (field.label == label && is_clear(field, fields)) return field.path;
    }
    return std::nullopt;
  });
}

}  // namespace tollgate::designer
