#include "tollgate/package/version.h"

#include <algorithm>
#include <charconv>

namespace tollgate::package {
namespace {

constexpr size_t kMaxVersionBytes = 64;

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool has_leading_zero(std::string_view text) { return text.size() > 1 && text.front() == '0'; }

std::vector<std::string_view> parts_between_dots(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t dot = text.find('.');
    parts.push_back(text.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    text.remove_prefix(dot + 1);
  }
}

bool is_identifier(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

std::optional<uint32_t> small_number(std::string_view text) {
  uint32_t number = 0;
  if (!is_number(text) || has_leading_zero(text)) return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// Numbers below words; among numbers the longer is the larger, as none begins with a zero.
std::strong_ordering compare_identifiers(const std::string& a, const std::string& b) {
  const bool a_counts = is_number(a);
  const bool b_counts = is_number(b);
  if (a_counts != b_counts) return b_counts <=> a_counts;
  if (a_counts && a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

}  // namespace

std::optional<Version> parse_version(std::string_view text) {
  if (text.size() > kMaxVersionBytes) return std::nullopt;
  if (const size_t plus = text.find('+'); plus != std::string_view::npos) {
    for (const std::string_view part : parts_between_dots(text.substr(plus + 1))) {
      if (!is_identifier(part)) return std::nullopt;
    }
    text = text.substr(0, plus);
  }
  Version version;
  if (const size_t dash = text.find('-'); dash != std::string_view::npos) {
    for (const std::string_view part : parts_between_dots(text.substr(dash + 1))) {
      if (!is_identifier(part) || (is_number(part) && has_leading_zero(part))) return std::nullopt;
      version.pre_release.emplace_back(part);
    }
    text = text.substr(0, dash);
  }
  const auto numbers = parts_between_dots(text);
  if (numbers.size() != 3) return std::nullopt;
  uint32_t* const targets[] = {&version.major, &version.minor, &version.patch};
  for (size_t i = 0; i < 3; ++i) {
    const auto number = small_number(numbers[i]);
    if (!number) return std::nullopt;
    *targets[i] = *number;
  }
  return version;
}

std::strong_ordering compare_versions(const Version& a, const Version& b) {
  if (const auto order = a.major <=> b.major; order != 0) return order;
  if (const auto order = a.minor <=> b.minor; order != 0) return order;
  if (const auto order = a.patch <=> b.patch; order != 0) return order;
  if (a.pre_release.empty() != b.pre_release.empty()) {
    return a.pre_release.empty() <=> b.pre_release.empty();
  }
  const size_t shared = std::min(a.pre_release.size(), b.pre_release.size());
  for (size_t i = 0; i < shared; ++i) {
    const auto order = compare_identifiers(a.pre_release[i], b.pre_release[i]);
    if (order != 0) return order;
  }
  return a.pre_release.size() <=> b.pre_release.size();
}

}  // namespace tollgate::package
