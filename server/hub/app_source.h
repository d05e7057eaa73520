// An app as it is handed to the hub: a document, and the folder that its sample data lies in.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/model/app.h"

namespace tollgate::server {

struct AppSource {
  std::filesystem::path file;  // of the document
  std::string text;
  std::shared_ptr<const model::App> app;
  std::vector<std::filesystem::path> sample_files;  // all inside the document's folder

  std::optional<bool> with_samples;  // none: as the hub was started
  bool in_memory = false;            // nothing of it is kept

  // `sample_data.records`: arrays by entity; null when the document has none.
  const Json* sample_records() const;
  bool has_samples() const;
};

// `path`: the document, or a folder with app.json.
Result<AppSource> load_app_source(const std::filesystem::path& path);

}  // namespace tollgate::server
