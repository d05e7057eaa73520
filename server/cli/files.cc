#include "cli/files.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

bool is_plain_relative(const fs::path& path) {
  return !path.empty() && path.is_relative() &&
         std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

bool is_below(const fs::path& folder, const fs::path& file) {
  return std::ranges::mismatch(folder, file).in1 == folder.end();
}

}  // namespace

Result<std::string> read_file(const std::string& path, uint64_t max_bytes) {
  const bool is_stdin = path == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      is_stdin ? stdin : std::fopen(path.c_str(), "rb"),
      is_stdin ? [](std::FILE*) { return 0; } : [](std::FILE* open) { return std::fclose(open); });
  const auto unreadable = [&] {
    return make_error("server.cannot_read",
                      {"无法读取文件“" + path + "”。", "cannot read '" + path + "'"},
                      {.source = path});
  };
  if (!file) return unreadable();
  std::string text;
  char buffer[65536];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) {
    text.append(buffer, got);
    if (text.size() > max_bytes) {
      const std::string limit = std::to_string(max_bytes >> 20) + " MiB";
      return make_error("server.file_too_large",
                        {"文件大于 " + limit + "。", "the file is larger than " + limit},
                        {.source = path});
    }
  }
  if (std::ferror(file.get()) != 0) return unreadable();
  return text;
}

Result<fs::path> resolve_inside(const fs::path& folder, const std::string& relative) {
  if (is_plain_relative(relative)) {
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder.empty() ? "." : folder, error);
    const fs::path file = error ? fs::path() : fs::weakly_canonical(root / relative, error);
    if (!error && is_below(root, file)) return file;
  }
  return make_error(
      "server.path_outside",
      {"路径“" + relative + "”不在文件夹“" + folder.string() + "”内；请写成该文件夹内的相对路径。",
       "the path '" + relative + "' leads out of the folder '" + folder.string() +
           "': name a file inside it, by a relative path"});
}

}  // namespace tollgate::server
