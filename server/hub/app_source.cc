#include "hub/app_source.h"

#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::server {

const Json* AppSource::sample_records() const {
  return find_pointer(*app->raw, "/sample_data/records");
}

bool AppSource::has_samples() const {
  const Json* records = sample_records();
  return !sample_files.empty() || (records != nullptr && !records->empty());
}

Result<AppSource> load_app_source(const std::filesystem::path& path) {
  AppSource source;
  std::error_code error;
  source.file = path;
  if (std::filesystem::is_directory(path, error)) source.file /= "app.json";
  const std::filesystem::path& file = source.file;
  auto text = read_file(file.string(), kMaxDocumentBytes);
  if (!text) return std::move(text).error();
  auto app = model::load(*text, {.source = file.string()});
  if (!app) return std::move(app).error();
  source.text = std::move(*text);
  source.app = std::move(*app);
  const std::vector<std::string>& names = source.app->sample_files;
  for (size_t i = 0; i < names.size(); ++i) {
    auto sample = resolve_inside(file.parent_path(), names[i]);
    if (!sample) {
      Failure failure = std::move(sample).error();
      failure.diagnostics[0].place = {.source = file.string(),
                                      .pointer = pointer_child("/sample_data/files", i)};
      return failure;
    }
    source.sample_files.push_back(std::move(*sample));
  }
  return source;
}

}  // namespace tollgate::server
