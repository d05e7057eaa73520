// Brings sample data (docs/app-document.md) and the files it speaks of into an engine: JSON lines
// in a file, or the records that an app document holds itself.
//
// A file's first line may be a header {"format": "tollgate.sample/1", "base_date": "2026-06-30",
// "blobs": [{"path": "evidence/photo-1.png"}]}; paths are relative to the data's folder and may not
// leave it, not even by a link. Dates are moved by the days between base_date and `today`, so that
// a demonstration is never out of date.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "hub/engine_port.h"
#include "hub/import_steps.h"
#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct ImportOptions {
  // Days since 1970-01-01 that base_date is moved to; none: dates stay as they are.
  std::optional<int64_t> today;
  std::function<void(int64_t records)> progress;
  // Other members of data.import's params, and what became of each line: see ImportSteps.
  Json params = {{"keep_existing", true}};
  std::function<void(const std::string& text, const Json& line)> on_line;
};

// Unless the options say otherwise, records that are there already stay as they are: people may
// have changed them since.
Result<ImportSummary> import_sample(EnginePort& engine, const std::filesystem::path& file,
                                    const ImportOptions& options);

// `records`: arrays of {id, values, at?, status?} by entity, as `sample_data.records` has them.
Result<ImportSummary> import_records(EnginePort& engine, const Json& records,
                                     const ImportOptions& options);

}  // namespace tollgate::server
