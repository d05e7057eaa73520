#include "zip/zip_archive.h"

#include <algorithm>

namespace tollgate::evidence {
namespace {

constexpr std::string_view kEndMark("PK\5\6", 4);      // 4.3.16
constexpr std::string_view kCentralMark("PK\1\2", 4);  // 4.3.12
constexpr std::string_view kLocalMark("PK\3\4", 4);    // 4.3.7
constexpr size_t kEndSize = 22;
constexpr size_t kCentralSize = 46;
constexpr size_t kLocalSize = 30;
constexpr size_t kLongestComment = 65535;
constexpr uint32_t kStored = 0;
constexpr uint32_t kDeflated = 8;

}  // namespace

std::optional<ZipArchive> ZipArchive::open(std::string_view bytes) {
  if (bytes.size() < kEndSize) return std::nullopt;
  // The end record stands before a comment of unknown length: look for it from behind.
  const size_t first = bytes.size() - std::min(bytes.size(), kEndSize + kLongestComment);
  const size_t end = bytes.rfind(kEndMark, bytes.size() - kEndSize);
  if (end == std::string_view::npos || end < first) return std::nullopt;
  const size_t count = little16(bytes, end + 10);
  if (count > kMaxEntries) return std::nullopt;

  ZipArchive archive;
  archive.bytes_ = bytes;
  size_t at = little32(bytes, end + 16);
  for (size_t i = 0; i < count; ++i) {
    if (!has_at(bytes, at, kCentralMark) || bytes.size() - at < kCentralSize) return std::nullopt;
    const size_t name_size = little16(bytes, at + 28);
    const size_t next =
        at + kCentralSize + name_size + little16(bytes, at + 30) + little16(bytes, at + 32);
    if (next > bytes.size()) return std::nullopt;
    const bool encrypted = (little16(bytes, at + 8) & 1) != 0;
    constexpr uint32_t kUnreadable = 0xffff;
    archive.entries_.push_back({bytes.substr(at + kCentralSize, name_size),
                                encrypted ? kUnreadable : little16(bytes, at + 10),
                                little32(bytes, at + 20), little32(bytes, at + 24),
                                little32(bytes, at + 42)});
    at = next;
  }
  return archive;
}

const ZipEntry* ZipArchive::find(std::string_view name) const {
  for (const ZipEntry& entry : entries_) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::optional<std::string_view> ZipArchive::packed(const ZipEntry& entry) const {
  const size_t header = entry.header_at;
  if (!has_at(bytes_, header, kLocalMark) || bytes_.size() - header < kLocalSize) {
    return std::nullopt;
  }
  const size_t begin =
      header + kLocalSize + little16(bytes_, header + 26) + little16(bytes_, header + 28);
  if (begin > bytes_.size() || entry.packed_size > bytes_.size() - begin) return std::nullopt;
  return bytes_.substr(begin, entry.packed_size);
}

std::optional<std::string> ZipArchive::read(const ZipEntry& entry, UnpackBudget& budget) const {
  const std::optional<std::string_view> found = packed(entry);
  if (!found) return std::nullopt;
  if (entry.method == kStored) {
    if (found->size() > budget.bytes_left) return std::nullopt;
    budget.bytes_left -= found->size();
    return std::string(*found);
  }
  if (entry.method != kDeflated || entry.unpacked_size > budget.bytes_left) return std::nullopt;
  std::optional<Unpacked> unpacked = unpack(*found, DeflateFormat::kRaw, budget);
  if (!unpacked || !unpacked->whole) return std::nullopt;
  return std::move(unpacked->bytes);
}

std::string ZipArchive::read_start(const ZipEntry& entry, size_t size, UnpackBudget& budget) const {
  const std::optional<std::string_view> found = packed(entry);
  size = std::min(size, budget.bytes_left);
  if (!found || (entry.method != kStored && entry.method != kDeflated)) return {};
  std::string start = entry.method == kStored ? std::string(found->substr(0, size))
                                              : unpack_start(*found, DeflateFormat::kRaw, size);
  budget.bytes_left -= start.size();
  return start;
}

}  // namespace tollgate::evidence
