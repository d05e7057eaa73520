#include "tollgate/package/archive.h"

#include <zlib.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "archive_problems.h"

namespace tollgate::package {
namespace {

constexpr std::string_view kEndMark("PK\5\6", 4);      // 4.3.16
constexpr std::string_view kCentralMark("PK\1\2", 4);  // 4.3.12
constexpr std::string_view kLocalMark("PK\3\4", 4);    // 4.3.7
constexpr size_t kEndSize = 22;
constexpr size_t kCentralSize = 46;
constexpr size_t kLocalSize = 30;
constexpr uint32_t kStored = 0;
constexpr uint32_t kDeflated = 8;
constexpr uint32_t kVersionNeeded = 20;
constexpr uint32_t kFirstDay = 0x21;  // 1980-01-01, the first that a zip file can name
// What texts and pictures never reach, and bombs do; small files may.
constexpr uint64_t kHighestRatio = 200;
constexpr uint64_t kSmallFile = 65'536;

uint32_t number_at(std::string_view bytes, size_t at, size_t size) {
  uint32_t number = 0;
  for (size_t i = size; i-- > 0;) {
    number = number << 8 | (at + i < bytes.size() ? static_cast<uint8_t>(bytes[at + i]) : 0);
  }
  return number;
}
uint32_t half_at(std::string_view bytes, size_t at) { return number_at(bytes, at, 2); }
uint32_t word_at(std::string_view bytes, size_t at) { return number_at(bytes, at, 4); }

void put(std::string& out, uint64_t number, size_t size) {
  for (size_t i = 0; i < size; ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
}

uint32_t checksum(std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

struct Entry {
  std::string path;
  uint32_t method = 0;
  uint32_t crc = 0;
  uint32_t packed_size = 0;
  uint32_t size = 0;
  uint32_t header_at = 0;
};

// What local header and table of contents say alike.
std::string shared_header(const Entry& entry) {
  std::string out;
  put(out, kVersionNeeded, 2);
  put(out, 0, 2);  // flags
  put(out, entry.method, 2);
  put(out, kFirstDay << 16, 4);
  put(out, entry.crc, 4);
  put(out, entry.packed_size, 4);
  put(out, entry.size, 4);
  put(out, entry.path.size(), 2);
  put(out, 0, 2);  // extra fields
  return out;
}

std::string deflated(std::string_view bytes) {
  z_stream stream{};
  constexpr int kMaxMemory = 9;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, kMaxMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::string(bytes);
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

// Exactly `size` bytes, with the stream's end where the packed bytes end.
std::optional<std::string> inflated(std::string_view packed, uint32_t size) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
  // One more than may come, so that a longer stream is found out; the claim was bounded before.
  std::string out(size_t{size} + 1, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&stream, Z_FINISH);
  const bool whole = status == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 1;
  inflateEnd(&stream);
  if (!whole) return std::nullopt;
  out.resize(size);
  return out;
}

std::string folded(std::string_view path) {
  std::string out(path);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

class ArchiveReader {
 public:
  explicit ArchiveReader(std::string_view bytes) : bytes_(bytes) {}

  Result<Files> read() {
    if (bytes_.size() > kMaxPackageBytes) return too_large();
    if (Status found = find_contents(); !found) return std::move(found).error();
    size_t at = contents_at_;
    for (size_t i = 0; i < count_; ++i) {
      if (Status read = read_entry(at); !read) return std::move(read).error();
    }
    if (at != end_at_) return bad_archive();
    if (Status bounded = check_sizes(); !bounded) return std::move(bounded).error();
    if (Status placed = check_places(); !placed) return std::move(placed).error();
    Files files;
    for (const Entry& entry : entries_) {
      auto content = unpacked(entry);
      if (!content) return damaged(entry.path);
      files.emplace(entry.path, std::move(*content));
    }
    return files;
  }

 private:
  Status find_contents() {
    if (bytes_.size() < kEndSize) return cut_off();
    end_at_ = bytes_.size() - kEndSize;
    const std::string_view end = bytes_.substr(end_at_);
    if (!end.starts_with(kEndMark)) {
      // A zip file with a comment, or with something behind it, has its mark further up.
      const bool elsewhere = bytes_.rfind(kEndMark) != std::string_view::npos;
      return elsewhere ? bad_archive() : cut_off();
    }
    count_ = half_at(end, 10);
    contents_at_ = word_at(end, 16);
    const uint64_t contents_size = word_at(end, 12);
    if (word_at(end, 4) != 0 || half_at(end, 8) != count_ || half_at(end, 20) != 0 ||
        contents_at_ + contents_size != end_at_) {
      return bad_archive();
    }
    if (count_ > kMaxPackageFiles) return too_many_files();
    return ok_status();
  }

  Status read_entry(size_t& at) {
    const std::string_view head = bytes_.substr(at, std::min(kCentralSize, end_at_ - at));
    if (head.size() < kCentralSize || !head.starts_with(kCentralMark)) return bad_archive();
    const size_t path_size = half_at(head, 28);
    if (path_size > end_at_ - at - kCentralSize) return bad_archive();
    Entry entry;
    entry.path = bytes_.substr(at + kCentralSize, path_size);
    if (auto problem = path_problem(entry.path)) return *std::move(problem);
    if ((half_at(head, 8) & 1) != 0) return encrypted(entry.path);
    const uint32_t mode = word_at(head, 38) >> 16;
    constexpr uint32_t kKindOfFile = 0170000;
    constexpr uint32_t kPlainFile = 0100000;
    if ((mode & kKindOfFile) != 0 && (mode & kKindOfFile) != kPlainFile) return link(entry.path);
    entry.method = half_at(head, 10);
    entry.crc = word_at(head, 16);
    entry.packed_size = word_at(head, 20);
    entry.size = word_at(head, 24);
    entry.header_at = word_at(head, 42);
    const bool plain = half_at(head, 8) == 0 && half_at(head, 30) == 0 && half_at(head, 32) == 0 &&
                       (entry.method == kDeflated || entry.method == kStored) &&
                       (entry.method != kStored || entry.packed_size == entry.size);
    if (!plain) return bad_archive();
    at += kCentralSize + path_size;
    if (Status added = add_name(entry.path); !added) return added;
    entries_.push_back(std::move(entry));
    return ok_status();
  }

  // Where letters of both cases are one, or a file is another's folder, one of them would be lost.
  Status add_name(const std::string& path) {
    if (!paths_.insert(path).second) return duplicate_file(path);
    const std::string name = folded(path);
    if (!names_.insert(name).second) return case_double(path);
    for (size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1)) {
      folders_.insert(name.substr(0, slash));
    }
    return ok_status();
  }

  Status check_sizes() const {
    uint64_t total = 0;
    for (const Entry& entry : entries_) {
      total += entry.size;
      const uint64_t most = std::max(kSmallFile, kHighestRatio * entry.packed_size);
      if (entry.size > most) return bomb(entry.path);
      if (total > kMaxUnpackedBytes) return bomb(entry.path);
      if (folders_.contains(folded(entry.path))) return case_double(entry.path);
    }
    return ok_status();
  }

  // One behind the other from the first byte to the table of contents: nothing is read twice, and
  // nothing is hidden between two of them.
  Status check_places() const {
    uint64_t next = 0;
    for (const Entry& entry : entries_) {
      if (entry.header_at < next) return overlap(entry.path);
      if (entry.header_at > next) return bad_archive();
      const std::string_view head = bytes_.substr(std::min<size_t>(next, contents_at_));
      if (!head.starts_with(kLocalMark) || head.size() < kLocalSize) return bad_archive();
      // Flags, method, checksum, sizes and path as the table of contents has them.
      const bool same = half_at(head, 6) == 0 && half_at(head, 8) == entry.method &&
                        word_at(head, 14) == entry.crc && word_at(head, 18) == entry.packed_size &&
                        word_at(head, 22) == entry.size && half_at(head, 28) == 0 &&
                        half_at(head, 26) == entry.path.size() &&
                        head.substr(kLocalSize, entry.path.size()) == entry.path;
      if (!same) return bad_archive();
      next += kLocalSize + entry.path.size() + uint64_t{entry.packed_size};
      if (next > contents_at_) return overlap(entry.path);
    }
    return next == contents_at_ ? ok_status() : Status(bad_archive());
  }

  std::optional<std::string> unpacked(const Entry& entry) const {
    const size_t at = entry.header_at + kLocalSize + entry.path.size();
    const std::string_view packed = bytes_.substr(at, entry.packed_size);
    std::optional<std::string> content =
        entry.method == kStored ? std::string(packed) : inflated(packed, entry.size);
    if (content && checksum(*content) != entry.crc) content.reset();
    return content;
  }

  std::string_view bytes_;
  size_t end_at_ = 0;
  size_t contents_at_ = 0;
  size_t count_ = 0;
  std::vector<Entry> entries_;
  std::set<std::string> paths_;
  std::set<std::string> names_;
  std::set<std::string> folders_;
};

}  // namespace

std::optional<Diagnostic> path_problem(std::string_view path) {
  if (path.empty() || path.size() > kMaxPathBytes) return path_character(path);
  const bool plain = std::ranges::all_of(path, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '/';
  });
  if (path.front() == '/' || (path.size() > 1 && path[1] == ':')) return path_outside(path);
  std::string_view rest = path;
  for (;;) {
    const size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (part == "..") return path_outside(path);
    // Hidden files, and names that some systems shorten or keep for devices.
    if (part.empty() || part.front() == '.' || part.back() == '.') return path_character(path);
    if (is_device_name(folded(part.substr(0, part.find('.'))))) return path_character(path);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (!plain) return path_character(path);
  return std::nullopt;
}

Result<std::string> write_archive(const Files& files) {
  if (files.size() > kMaxPackageFiles) return too_many_files();
  uint64_t total = 0;
  for (const auto& [path, content] : files) {
    if (auto problem = path_problem(path)) return *std::move(problem);
    total += content.size();
  }
  if (total > kMaxUnpackedBytes) return too_large();
  std::string out;
  std::string contents;
  for (const auto& [path, content] : files) {
    std::string packed = deflated(content);
    // Whoever reads it takes what is packed too well for a bomb.
    const bool stored = packed.size() >= content.size() ||
                        content.size() > std::max(kSmallFile, kHighestRatio * packed.size());
    Entry entry{path, stored ? kStored : kDeflated, checksum(content), 0, 0, 0};
    const std::string& body = stored ? content : packed;
    entry.size = static_cast<uint32_t>(content.size());
    entry.packed_size = static_cast<uint32_t>(body.size());
    const size_t header_at = out.size();
    out += kLocalMark;
    const std::string shared = shared_header(entry);
    out += shared + path + body;
    contents += kCentralMark;
    put(contents, kVersionNeeded, 2);  // made by
    contents += shared;
    put(contents, 0, 2);  // comment
    put(contents, 0, 2);  // disk
    put(contents, 0, 2);  // internal attributes
    put(contents, 0, 4);  // external attributes
    put(contents, header_at, 4);
    contents += path;
    if (out.size() > kMaxPackageBytes) return too_large();
  }
  const size_t contents_at = out.size();
  out += contents;
  out += kEndMark;
  put(out, 0, 4);
  put(out, files.size(), 2);
  put(out, files.size(), 2);
  put(out, contents.size(), 4);
  put(out, contents_at, 4);
  put(out, 0, 2);
  if (out.size() > kMaxPackageBytes) return too_large();
  return out;
}

Result<Files> read_archive(std::string_view bytes) { return ArchiveReader(bytes).read(); }

}  // namespace tollgate::package
