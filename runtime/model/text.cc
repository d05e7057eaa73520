#include "tollgate/model/text.h"

namespace tollgate::model {
namespace {

std::string_view primary_language(std::string_view locale) {
  return locale.substr(0, locale.find('-'));
}

const std::string* find_locale(const Text& text, std::string_view locale) {
  if (locale.empty()) return nullptr;
  for (const auto& [tag, value] : text.by_locale) {
    if (tag == locale) return &value;
  }
  for (const auto& [tag, value] : text.by_locale) {
    if (primary_language(tag) == primary_language(locale)) return &value;
  }
  return nullptr;
}

// The offset of the "}}" that ends the expression beginning at `at`; npos when there is none.
size_t expression_end(std::string_view message, size_t at) {
  size_t braces = 0;
  bool in_string = false;
  for (size_t i = at; i < message.size(); ++i) {
    const char c = message[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++braces;
    } else if (c == '}' && braces > 0) {
      --braces;
    } else if (c == '}' && i + 1 < message.size() && message[i + 1] == '}') {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool Text::has(std::string_view locale) const {
  for (const auto& [tag, value] : by_locale) {
    if (tag == locale) return !value.empty();
  }
  return false;
}

const std::string& Text::in(std::string_view locale, std::string_view fallback) const {
  static const std::string kNothing;
  if (const std::string* found = find_locale(*this, locale)) return *found;
  if (const std::string* found = find_locale(*this, fallback)) return *found;
  return by_locale.empty() ? kNothing : by_locale.front().second;
}

std::vector<MessagePart> split_message(std::string_view message) {
  std::vector<MessagePart> parts;
  const auto literal = [&](size_t begin, size_t end) {
    if (end > begin)
      parts.push_back({false, std::string(message.substr(begin, end - begin)), begin});
  };
  size_t begin = 0;
  for (size_t open = message.find("{{"); open != std::string_view::npos;
       open = message.find("{{", begin)) {
    const size_t end = expression_end(message, open + 2);
    if (end == std::string_view::npos) break;
    literal(begin, open);
    parts.push_back({true, std::string(message.substr(open + 2, end - open - 2)), open + 2});
    begin = end + 2;
  }
  literal(begin, message.size());
  return parts;
}

}  // namespace tollgate::model
