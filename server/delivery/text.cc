#include "text.h"

namespace tollgate::delivery {

std::string cut_bytes(std::string_view text, size_t limit_bytes) {
  constexpr std::string_view kEllipsis = "…";
  if (text.size() <= limit_bytes) return std::string(text);
  if (limit_bytes < kEllipsis.size()) return {};
  size_t end = limit_bytes - kEllipsis.size();
  // Back to the first byte of the character that does not fit.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + std::string(kEllipsis);
}

std::string text_with_foot(std::string_view text, std::string_view link, std::string_view foot,
                           size_t limit_bytes) {
  std::string below;
  for (const std::string_view line : {link, foot}) {
    if (!line.empty()) below += "\n" + std::string(line);
  }
  if (below.size() >= limit_bytes) below.clear();
  return cut_bytes(text, limit_bytes - below.size()) + below;
}

std::string masked(std::string text, std::string_view secret) {
  if (secret.size() < 4) return text;
  for (size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    text.replace(at, secret.size(), "***");
  }
  return text;
}

}  // namespace tollgate::delivery
