// Files that people name: whole texts with a bound, and paths that may not leave a folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "tollgate/base/result.h"

namespace tollgate::server {

// More than any app document, record or context that a command reads may have.
inline constexpr uint64_t kMaxDocumentBytes = uint64_t{16} << 20;

// "-" is standard input.
Result<std::string> read_file(const std::string& path, uint64_t max_bytes);

// The file that `relative` names below `folder`. Refused (server.path_outside): absolute paths,
// "..", and links that lead out of the folder. The file need not exist.
Result<std::filesystem::path> resolve_inside(const std::filesystem::path& folder,
                                             const std::string& relative);

}  // namespace tollgate::server
