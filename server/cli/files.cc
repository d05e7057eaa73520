#include "cli/files.h"

#include <cstdio>
#include <memory>

namespace tollgate::server {

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

}  // namespace tollgate::server
