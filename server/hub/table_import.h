// Brings the rows of a CSV file (UTF-8, its head in the first row) into an engine.
#pragma once

#include <filesystem>

#include "hub/sample_import.h"

namespace tollgate::server {

inline constexpr uint64_t kMaxTableBytes = uint64_t{256} << 20;

// `options.params` names the entity; `leave_out`: columns of the head that are not imported.
// Refused: what read_file and data.import refuse, server.table_not_utf8, server.table_without_head,
// server.unknown_column.
Result<ImportSummary> import_table(EnginePort& engine, const std::filesystem::path& file,
                                   const ImportOptions& options,
                                   const std::vector<std::string>& leave_out);

}  // namespace tollgate::server
