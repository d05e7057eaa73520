#include "hub/message_type.h"

#include <algorithm>
#include <array>

namespace tollgate::server {
namespace {

constexpr auto kLong =
    std::to_array<std::string_view>({"app.save", "data.import", "log.rebuild", "log.verify"});

void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
}

// Takes a string with its quotes; what is between them. Escapes stay as they are.
std::string_view take_string(std::string_view& rest) {
  size_t end = 1;
  while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
  const std::string_view text = rest.substr(1, end - 1);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return text;
}

// Takes a value up to the comma or brace behind it.
void skip_value(std::string_view& rest) {
  size_t depth = 0;
  while (!rest.empty()) {
    const char c = rest.front();
    if (c == '"') {
      take_string(rest);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    rest.remove_prefix(1);
  }
}

}  // namespace

std::string_view message_type(std::string_view rest) {
  skip_blanks(rest);
  if (!rest.starts_with('{')) return {};
  do {
    rest.remove_prefix(1);  // the brace or a comma
    skip_blanks(rest);
    if (!rest.starts_with('"')) return {};
    const bool is_type = take_string(rest) == "type";
    skip_blanks(rest);
    if (!rest.starts_with(':')) return {};
    rest.remove_prefix(1);
    skip_blanks(rest);
    if (is_type) return rest.starts_with('"') ? take_string(rest) : std::string_view();
    skip_value(rest);
  } while (rest.starts_with(','));
  return {};
}

bool takes_long(std::string_view type) { return std::ranges::find(kLong, type) != kLong.end(); }

}  // namespace tollgate::server
