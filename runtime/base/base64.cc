#include "tollgate/base/base64.h"

#include <cstdint>

namespace tollgate {
namespace {

constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view part = bytes.substr(i, 3);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < part.size() ? uint8_t(part[j]) : 0u);
    for (size_t j = 0; j < 4; ++j) {
      text.push_back(j <= part.size() ? kBase64Digits[bits >> (18 - 6 * j) & 63] : '=');
    }
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (size_t i = 0; i < text.size(); i += 4) {
    uint32_t bits = 0;
    size_t pads = 0;
    for (size_t j = 0; j < 4; ++j) {
      const char c = text[i + j];
      const bool may_pad = i + 4 == text.size() && j >= 2;
      const size_t digit = kBase64Digits.find(c);
      if (c == '=' && may_pad) {
        ++pads;
      } else if (digit == std::string_view::npos || pads > 0) {
        return std::nullopt;
      }
      bits = bits << 6 | (c == '=' ? 0u : uint32_t(digit));
    }
    for (size_t j = 0; j < 3 - pads; ++j) bytes.push_back(char(bits >> (16 - 8 * j) & 255));
  }
  if (to_base64(bytes) != text) return std::nullopt;  // bits behind the end
  return bytes;
}

}  // namespace tollgate
