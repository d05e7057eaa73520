// Semantic versions (semver.org 2.0.0): which of two is higher.
//
//   parse_version("1.10.0-beta.2")   nullopt for what is none
//   compare_versions("1.9.0", "1.10.0") < 0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::package {

struct Version {
  uint32_t major = 0;
  uint32_t minor = 0;
  uint32_t patch = 0;
  std::vector<std::string> pre_release;  // "beta", "2"; none: it is released
};

// At most 64 bytes. What stands behind a + is read and means nothing.
std::optional<Version> parse_version(std::string_view text);

// By rule 11: numbers as numbers, a pre-release below its release.
std::strong_ordering compare_versions(const Version& a, const Version& b);

}  // namespace tollgate::package
