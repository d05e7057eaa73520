// An app as it is handed to the hub: a document, and the folder that its sample data lies in.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/model/app.h"

namespace tollgate::server {

struct AppPackage {
  std::filesystem::path file;  // of the document
  std::string text;
  std::shared_ptr<const model::App> app;
  std::vector<std::filesystem::path> sample_files;  // all inside the document's folder

  // `sample_data.records`: arrays by entity; null when the document has none.
  const Json* sample_records() const;
  bool has_samples() const;
};

// `path`: the document, or a folder with app.json.
Result<AppPackage> load_app_package(const std::filesystem::path& path);

}  // namespace tollgate::server
