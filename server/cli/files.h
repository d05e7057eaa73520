// Whole files as text, with a bound; "-" is standard input.
#pragma once

#include <cstdint>
#include <string>

#include "tollgate/base/result.h"

namespace tollgate::server {

Result<std::string> read_file(const std::string& path, uint64_t max_bytes);

}  // namespace tollgate::server
