// Small files that must outlive a crash of the machine.
#pragma once

#include <filesystem>
#include <string_view>

#include "tollgate/base/result.h"

namespace tollgate::server {

// The file and its name in the folder are on the disk when this is ok. Refused:
// server.cannot_write.
Status write_durably(const std::filesystem::path& file, std::string_view text);

// The bytes of a file, or the names in a folder, are on the disk when this is ok; "" is the current
// folder. Refused: server.cannot_write.
Status sync_file(const std::filesystem::path& file);

}  // namespace tollgate::server
