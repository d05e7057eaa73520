// A zip file's table of contents and its entries, for reading documents that are zip files.
// Source: PKWARE APPNOTE 6.3.10, 4.3. Not read: zip64, encryption, methods other than 0 and 8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "unpack.h"

namespace tollgate::evidence {

struct ZipEntry {
  std::string_view name;
  uint32_t method = 0;
  uint32_t packed_size = 0;
  uint32_t unpacked_size = 0;  // as claimed
  uint32_t header_at = 0;
};

class ZipArchive {
 public:
  static constexpr size_t kMaxEntries = 20'000;

  // nullopt when there is no table of contents, or it has too many entries. `bytes` must outlive
  // the archive.
  static std::optional<ZipArchive> open(std::string_view bytes);

  const std::vector<ZipEntry>& entries() const { return entries_; }
  const ZipEntry* find(std::string_view name) const;
  // The entry's content; nullopt when it is damaged, encrypted or beyond the budget.
  std::optional<std::string> read(const ZipEntry& entry, UnpackBudget& budget) const;
  // The first `size` bytes of it, or as many as can be read.
  std::string read_start(const ZipEntry& entry, size_t size, UnpackBudget& budget) const;

 private:
  std::optional<std::string_view> packed(const ZipEntry& entry) const;

  std::string_view bytes_;
  std::vector<ZipEntry> entries_;
};

}  // namespace tollgate::evidence
