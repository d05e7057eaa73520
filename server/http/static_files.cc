#include "http/static_files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "http/compression.h"
#include "http/media_type.h"
#include "http/percent.h"
#include "tollgate/base/sha256.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kMaxFileBytes = uintmax_t{256} << 20;
constexpr uintmax_t kMaxCacheBytes = uintmax_t{128} << 20;
constexpr size_t kSmallestCompressedFile = 1024;

// Only plain names: no "..", no hidden file, no backslash, no control character.
bool is_clean_segment(std::string_view segment) {
  if (segment.empty() || segment.front() == '.') return false;
  for (const char c : segment) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\' || c == ':') return false;
  }
  return true;
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

// A packed file that was left over from an earlier build is not the file any more.
bool is_up_to_date(const fs::path& packed, const fs::path& file) {
  std::error_code error;
  const auto packed_at = fs::last_write_time(packed, error);
  if (error) return false;
  const auto file_at = fs::last_write_time(file, error);
  return !error && packed_at >= file_at;
}

// 200, 404 or, when there are no file handles left, 503.
unsigned read_whole(const fs::path& path, std::string& out) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen(path.c_str(), "rbe"), [](std::FILE* open) { return std::fclose(open); });
  if (!file) return errno == EMFILE || errno == ENFILE ? 503 : 404;
  char buffer[65536];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) {
    out.append(buffer, got);
  }
  return std::ferror(file.get()) == 0 ? 200 : 404;
}

Response plain(unsigned status, const char* text) {
  Response response;
  response.status = status;
  response.set_body(text, "text/plain; charset=utf-8");
  response.set("Cache-Control", "no-store");
  return response;
}

Response no_page(unsigned status) {
  return status == 503 ? plain(503, "Busy, try again in a moment / 服务器正忙，请稍后再试\n")
                       : plain(404, "No such page / 没有这个页面\n");
}

}  // namespace

StaticFiles::StaticFiles(fs::path root, Edit edit) : edit_(std::move(edit)) {
  std::error_code error;
  root_ = fs::canonical(root, error);
  if (error || !fs::is_directory(root_, error)) root_.clear();
}

bool StaticFiles::exists() const { return !root_.empty(); }

bool StaticFiles::is_edited(const fs::path& file) const {
  return edit_ && edit_(file.filename().string(), nullptr);
}

bool StaticFiles::has(std::string_view path) const {
  const auto decoded = percent_decode(path);
  return decoded && !find(*decoded).empty();
}

// Empty when there is no such file, or when a link leads out of the folder.
fs::path StaticFiles::find(std::string_view decoded_path) const {
  if (root_.empty()) return {};
  fs::path file = root_;
  std::string_view rest = decoded_path;
  while (!rest.empty() && rest.front() == '/') rest.remove_prefix(1);
  while (!rest.empty()) {
    const size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    if (!is_clean_segment(segment)) return {};
    file /= segment;
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  }
  std::error_code error;
  if (decoded_path.ends_with('/')) {
    file /= "index.html";
  } else if (!is_file(file)) {
    file += ".html";
  }
  if (!is_file(file)) return {};
  const fs::path real = fs::canonical(file, error);
  if (error) return {};
  const auto [end, _] = std::mismatch(root_.begin(), root_.end(), real.begin(), real.end());
  return end == root_.end() ? real : fs::path{};
}

// Null with the status that says why.
const StaticFiles::Entry* StaticFiles::load(const fs::path& file, unsigned& status) {
  std::error_code error;
  status = 404;
  const auto changed = fs::last_write_time(file, error);
  const auto size = error ? 0 : fs::file_size(file, error);
  if (error || size > kMaxFileBytes) return nullptr;
  if (const auto known = cache_.find(file); known != cache_.end()) {
    if (known->second.changed == changed && known->second.size == size) return &known->second;
    cached_bytes_ -= known->second.size;
    cache_.erase(known);
  }
  std::string bytes;
  status = read_whole(file, bytes);
  if (status != 200) return nullptr;
  if (is_edited(file)) edit_(file.filename().string(), &bytes);
  if (cached_bytes_ + size > kMaxCacheBytes) {
    cache_.clear();
    cached_bytes_ = 0;
  }
  Entry entry{changed, size, '"' + hex(sha256(bytes)).substr(0, 32) + '"',
              std::make_shared<const std::string>(std::move(bytes)), nullptr};
  cached_bytes_ += size;
  return &cache_.insert_or_assign(file, std::move(entry)).first->second;
}

Response StaticFiles::serve(const Request& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = plain(405, "Only GET and HEAD / 只支持 GET 和 HEAD\n");
    response.set("Allow", "GET, HEAD");
    return response;
  }
  const auto path = percent_decode(request.path);
  const fs::path file = path ? find(*path) : fs::path{};
  if (file.empty()) return no_page(404);

  const std::string media_type(media_type_of_name(file.filename().string()));
  const std::string_view accepted = request.header("accept-encoding");
  fs::path sent = file;
  std::string encoding;
  for (const auto& [name, ending] : {std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}}) {
    if (is_edited(file)) break;
    fs::path packed = file;
    packed += ending;
    if (accepts_encoding(accepted, name) && is_file(packed) && is_up_to_date(packed, file)) {
      sent = packed;
      encoding = name;
      break;
    }
  }
  unsigned status = 404;
  const Entry* entry = load(sent, status);
  if (entry == nullptr) return no_page(status);

  Response response;
  std::string etag = entry->etag;
  response.body = entry->bytes;
  if (encoding.empty() && entry->size >= kSmallestCompressedFile && is_compressible(media_type) &&
      accepts_encoding(accepted, "gzip")) {
    Entry& kept = cache_.find(sent)->second;
    if (!kept.gzipped) kept.gzipped = std::make_shared<const std::string>(gzip(*kept.bytes, 6));
    if (!kept.gzipped->empty()) {
      response.body = kept.gzipped;
      encoding = "gzip";
      etag.insert(etag.size() - 1, "-gz");
    }
  }
  const bool is_named_by_hash =
      path->starts_with("/assets/") && path->find('-') != std::string::npos;
  response.set("Content-Type", media_type);
  response.set("ETag", etag);
  response.set("Vary", "Accept-Encoding");
  response.set("Cache-Control",
               is_named_by_hash ? "public, max-age=31536000, immutable" : "no-cache");
  if (!encoding.empty()) response.set("Content-Encoding", encoding);
  if (request.header("if-none-match").find(etag) != std::string_view::npos) {
    response.status = 304;
    response.body = nullptr;
  }
  return response;
}

}  // namespace tollgate::server
