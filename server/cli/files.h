// Whole files as text, with a bound; "-" is standard input.
#pragma once

#include <cstdint>
#include <string>

#include "tollgate/base/result.h"

namespace tollgate::server {

// More than any app document, record or context that a command reads may have.
inline constexpr uint64_t kMaxDocumentBytes = uint64_t{16} << 20;

Result<std::string> read_file(const std::string& path, uint64_t max_bytes);

}  // namespace tollgate::server
