#include "tollgate/designer/document/title_parts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::designer {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

bool is_path(std::string_view text) {
  if (text.empty() || text.front() < 'a' || text.front() > 'z' || text.back() == '.') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

// The pieces between the top-level plus signs; nullopt where quotes or brackets do not close.
std::optional<std::vector<std::string_view>> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  size_t begin = 0;
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      if (--depth < 0) return std::nullopt;
    } else if (c == '+' && depth == 0) {
      pieces.push_back(trimmed(text.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (quoted || depth != 0) return std::nullopt;
  pieces.push_back(trimmed(text.substr(begin)));
  return pieces;
}

// What stands between a beginning and an end; nullopt where the text is not like that.
std::optional<std::string_view> between(std::string_view text, std::string_view begin,
                                        std::string_view end) {
  if (text.size() < begin.size() + end.size() || !text.starts_with(begin) || !text.ends_with(end)) {
    return std::nullopt;
  }
  return text.substr(begin.size(), text.size() - begin.size() - end.size());
}

std::optional<TitlePart> part_of(std::string_view piece) {
  if (piece.size() >= 2 && piece.front() == '"' && piece.back() == '"') {
    const Result<Json> words = parse_json(piece);
    if (!words || !words->is_string()) return std::nullopt;
    return TitlePart{"", words->get<std::string>()};
  }
  if (is_path(piece)) return TitlePart{std::string(piece), ""};
  if (const auto inner = between(piece, "string(", ")"); inner && is_path(trimmed(*inner))) {
    return TitlePart{std::string(trimmed(*inner)), ""};
  }
  // As title_text() guards a field that may be empty.
  const auto guarded = between(piece, "(if ", ")");
  if (!guarded) return std::nullopt;
  const size_t equals = guarded->find(" = null then \"\" else ");
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view path = guarded->substr(0, equals);
  const std::optional<TitlePart> value = part_of(guarded->substr(equals + 21));
  if (!is_path(path) || !value || value->path != path) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::vector<TitlePart>> read_title(std::string_view text) {
  std::vector<TitlePart> parts;
  if (trimmed(text).empty()) return parts;
  const auto pieces = pieces_of(text);
  if (!pieces) return std::nullopt;
  for (const std::string_view piece : *pieces) {
    std::optional<TitlePart> part = part_of(piece);
    if (!part) return std::nullopt;
    parts.push_back(*std::move(part));
  }
  return parts;
}

std::string title_text(std::span<const TitlePart> parts, std::span<const ConditionField> fields) {
  std::string text;
  for (const TitlePart& part : parts) {
    if (!text.empty()) text += " + ";
    if (part.path.empty()) {
      text += json_quoted(part.words);
      continue;
    }
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const ConditionField& known) {
      return known.path == part.path;
    });
    const bool is_text = field == fields.end() || field->kind == ValueKind::kText;
    const std::string value = is_text ? part.path : "string(" + part.path + ")";
    // One empty field would make the whole title empty.
    text +=
        parts.size() == 1 ? value : "(if " + part.path + " = null then \"\" else " + value + ")";
  }
  return text;
}

std::vector<ConditionField> title_fields(const Json& document, std::string_view entity,
                                         std::string_view locale) {
  std::vector<ConditionField> fields =
      condition_fields(document, pointer_child(entity, "title"), locale);
  std::erase_if(fields, [](const ConditionField& field) {
    const bool readable = field.kind == ValueKind::kText || field.kind == ValueKind::kNumber ||
                          field.kind == ValueKind::kDate || field.kind == ValueKind::kTime ||
                          field.kind == ValueKind::kDateTime;
    return !readable || field.path.starts_with("user.") || field.path.starts_with("score.");
  });
  return fields;
}

}  // namespace tollgate::designer
