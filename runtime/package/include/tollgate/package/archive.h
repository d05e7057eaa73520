// The zip file that a package is: written in one way only, read without trusting a byte.
//
//   std::string bytes = write_archive({{"app.json", text}, …});   // same files, same bytes
//   Result<Files> files = read_archive(bytes);
//
// Read is only what write_archive() can have written, less the choice of compression: plain paths
// of ASCII letters, sorted files that lie one behind the other, no links, folders, comments, extra
// fields, encryption or data descriptors. Whatever the table of contents claims is held against the
// bounds below before anything is unpacked. Source: PKWARE APPNOTE 6.3.10, 4.3.
//
// Refused: package.too_large, package.cut_off, package.bad_archive, package.too_many_files,
// package.encrypted, package.link, package.path_outside, package.path_character,
// package.duplicate_file, package.case_double, package.overlap, package.bomb, package.damaged.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "tollgate/base/result.h"

namespace tollgate::package {

using Files = std::map<std::string, std::string, std::less<>>;  // path to bytes

inline constexpr uint64_t kMaxPackageBytes = uint64_t{64} << 20;
inline constexpr uint64_t kMaxUnpackedBytes = uint64_t{192} << 20;  // all files together
inline constexpr size_t kMaxPackageFiles = 4000;
inline constexpr size_t kMaxPathBytes = 160;

// What is wrong with a path inside of a package; nothing where it is fine.
std::optional<Diagnostic> path_problem(std::string_view path);

// Refused: what read_archive() would refuse.
Result<std::string> write_archive(const Files& files);
Result<Files> read_archive(std::string_view bytes);

}  // namespace tollgate::package
