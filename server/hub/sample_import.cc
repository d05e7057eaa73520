#include "hub/sample_import.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "hub/ask.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/temporal.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFormat = "tollgate.sample/1";
constexpr size_t kMaxLineBytes = size_t{1} << 20;

Diagnostic cannot_read(const fs::path& file) {
  return make_error("server.cannot_read", {"无法读取文件。", "cannot read the file"},
                    {.source = file.string()});
}

// A file, and what records call it.
struct BlobFile {
  std::string path;  // below the data's folder
  std::vector<std::string> names;
};

Status put_blob(EnginePort& engine, const fs::path& folder, const BlobFile& blob) {
  const auto file = resolve_inside(folder, blob.path);
  if (!file) return Failure{file.diagnostics()};
  std::error_code error;
  if (const auto size = fs::file_size(*file, error); error || size > limits::kBlobBytes) {
    return cannot_read(*file);
  }
  std::ifstream stream(*file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (!stream) return cannot_read(*file);
  std::vector<std::string> names = blob.names;
  if (names.empty()) names.push_back(fs::path(blob.path).filename().string());
  for (const std::string& name : names) {
    const auto stored = result_of(engine.put_blob(name, bytes));
    if (!stored) return Failure{stored.diagnostics()};
  }
  return ok_status();
}

struct Header {
  std::optional<int64_t> base_day;
  std::vector<BlobFile> blobs;
};

Diagnostic bad_header(const fs::path& file, std::string pointer, LocalizedText message) {
  return make_error("server.sample_header", std::move(message),
                    {.source = file.string(), .pointer = std::move(pointer)});
}

Result<std::vector<BlobFile>> read_blob_files(const Json& blobs, const fs::path& file) {
  if (!blobs.is_array()) {
    return bad_header(file, "/blobs",
                      {"blobs 应为数组，如 [{\"path\": \"evidence/photo-1.png\"}]。",
                       "blobs must be an array such as [{\"path\": \"evidence/photo-1.png\"}]"});
  }
  std::vector<BlobFile> files;
  for (size_t i = 0; i < blobs.size(); ++i) {
    const Json* path = find_pointer(blobs[i], "/path");
    if (path == nullptr || !path->is_string()) {
      return bad_header(file, pointer_child(pointer_child("/blobs", i), "path"),
                        {"每个文件需要文本成员 path：相对于数据文件夹的路径。",
                         "each blob needs a text member path: its path below the data's folder"});
    }
    BlobFile blob{path->get<std::string>(), {}};
    if (const Json* names = find_pointer(blobs[i], "/names"); names != nullptr) {
      for (const Json& name : *names) {
        if (name.is_string()) blob.names.push_back(name.get<std::string>());
      }
    }
    files.push_back(std::move(blob));
  }
  return files;
}

// Nothing when the line is no header but a record already.
Result<std::optional<Header>> read_header(const std::string& line, const fs::path& file) {
  auto json = parse_json(line);
  if (!json) {
    Failure failure = std::move(json).error();
    for (Diagnostic& finding : failure.diagnostics) finding.place.source = file.string();
    return failure;
  }
  if (!json->is_object() || !json->contains("format")) return std::optional<Header>();
  if ((*json)["format"] != kFormat) {
    return make_error("server.sample_format",
                      {"不支持的示例数据格式。", "sample data of an unknown format"},
                      {.source = file.string(), .pointer = "/format"}, {std::string(kFormat)});
  }
  Header header;
  if (const auto base = json->find("base_date"); base != json->end() && !base->is_null()) {
    const auto date = base->is_string() ? parse_date(base->get<std::string>()) : std::nullopt;
    if (!date) {
      return make_error(
          "server.sample_base_date",
          {"base_date 应为 YYYY-MM-DD 格式的日期。", "base_date must be a date as YYYY-MM-DD"},
          {.source = file.string(), .pointer = "/base_date"});
    }
    header.base_day = date->days;
  }
  if (const auto blobs = json->find("blobs"); blobs != json->end() && !blobs->is_null()) {
    auto files = read_blob_files(*blobs, file);
    if (!files) return std::move(files).error();
    header.blobs = std::move(*files);
  }
  return std::optional<Header>(std::move(header));
}

ImportSteps steps_of(EnginePort& engine, const ImportOptions& options) {
  ImportSteps steps(engine, options.params);
  steps.progress = options.progress;
  steps.on_line = options.on_line;
  return steps;
}

// What the header asks for: the params of the lines behind it, and the files.
Result<ImportOptions> begin(EnginePort& engine, ImportOptions options, const Header& header,
                            const fs::path& folder) {
  const int64_t shift_days =
      options.today && header.base_day ? *options.today - *header.base_day : 0;
  if (shift_days != 0) options.params["shift_days"] = shift_days;
  for (const BlobFile& blob : header.blobs) {
    if (Status stored = put_blob(engine, folder, blob); !stored) return std::move(stored).error();
  }
  return options;
}

}  // namespace

Result<ImportSummary> import_sample(EnginePort& engine, const fs::path& file,
                                    const ImportOptions& options) {
  std::error_code error;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || fs::is_directory(file, error)) return cannot_read(file);
  std::optional<ImportSteps> steps;
  std::string buffer(kMaxLineBytes, '\0');
  for (int64_t number = 1; stream.peek() != std::ifstream::traits_type::eof(); ++number) {
    stream.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (stream.fail()) {
      return make_error("server.sample_line_too_long",
                        {"第 " + std::to_string(number) + " 行过长。",
                         "line " + std::to_string(number) + " is too long"},
                        {.source = file.string()});
    }
    // What was read, less the line's end, which the last line may lack.
    const auto size = static_cast<size_t>(stream.gcount()) - (stream.eof() ? 0 : 1);
    const std::string line = buffer.substr(0, size);
    if (number == 1) {
      auto header = read_header(line, file);
      if (!header) return std::move(header).error();
      if (*header) {
        const auto begun = begin(engine, options, **header, file.parent_path());
        if (!begun) return Failure{begun.diagnostics()};
        steps.emplace(steps_of(engine, *begun));
        continue;
      }
    }
    if (!steps) steps.emplace(steps_of(engine, options));
    if (Status added = steps->add(line, number); !added) return std::move(added).error();
  }
  if (!steps) return ImportSummary{};
  if (Status done = steps->finish(); !done) return std::move(done).error();
  return std::move(steps->summary);
}

Result<ImportSummary> import_records(EnginePort& engine, const Json& records,
                                     const ImportOptions& options) {
  ImportSteps steps = steps_of(engine, options);
  int64_t number = 0;
  for (const auto& [entity, list] : records.items()) {
    for (Json record : list) {
      record["entity"] = entity;
      if (Status added = steps.add(write_json(record), ++number); !added) {
        return std::move(added).error();
      }
    }
  }
  if (Status done = steps.finish(); !done) return std::move(done).error();
  return std::move(steps.summary);
}

}  // namespace tollgate::server
