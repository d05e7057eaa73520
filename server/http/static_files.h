// One folder of files over HTTP, nothing outside of it.
//
// A file is revalidated by its hash (ETag); files below assets/, whose names hold a hash, are kept
// by browsers for good. `NAME.br` and `NAME.gz` beside a file, unless older, are sent instead of it
// to clients that accept them; what can be compressed and was not is compressed once and kept in
// memory.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "http/message.h"

namespace tollgate::server {

class StaticFiles {
 public:
  // Whether a file is sent otherwise than it lies there, by its name; with `bytes` it changes them.
  // What lies packed beside such a file is not sent.
  using Edit = std::function<bool(std::string_view name, std::string* bytes)>;

  explicit StaticFiles(std::filesystem::path root, Edit edit = nullptr);

  bool exists() const;
  // Whether there is a file to serve for a path as it was sent.
  bool has(std::string_view path) const;

  // Answers GET and HEAD. "/" is index.html, and "/page" also finds page.html.
  Response serve(const Request& request);

 private:
  struct Entry {
    std::filesystem::file_time_type changed;
    uintmax_t size = 0;
    std::string etag;
    std::shared_ptr<const std::string> bytes;
    std::shared_ptr<const std::string> gzipped;  // made when first asked for
  };

  std::filesystem::path find(std::string_view decoded_path) const;
  bool is_edited(const std::filesystem::path& file) const;
  const Entry* load(const std::filesystem::path& file, unsigned& status);

  std::filesystem::path root_;  // canonical; empty when there is no such folder
  Edit edit_;
  std::map<std::filesystem::path, Entry> cache_;
  uintmax_t cached_bytes_ = 0;
};

}  // namespace tollgate::server
