// A zip file that is written from front to end, its last file in parts that follow each other, so
// that no piece of it has to wait for the next: what was written before is known by a few numbers.
//
//   std::string piece = zip_files({{"a.xml", text}}) + zip_open(last);
//   piece += zip_part(last, part, false);  // as often as needed
//   piece += zip_close({{"a.xml", text}}, last);
//
// Source: PKWARE APPNOTE 6.3.10, 4.3; a file of unknown size is followed by a data descriptor
// (4.3.9). Parts are deflated by themselves and end at a byte (RFC 1951, 3.2.4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::query {

struct ZipStream {
  std::string_view path;
  uint32_t crc = 0;
  uint64_t size = 0;  // before it was packed
  uint64_t packed_size = 0;
};

using ZipFiles = std::vector<std::pair<std::string_view, std::string>>;  // paths and contents

inline constexpr uint64_t kMaxZipBytes = 0xffff'ffff;  // without zip64

std::string zip_files(const ZipFiles& files);
std::string zip_open(const ZipStream& stream);
// `last`: no part follows.
std::string zip_part(ZipStream& stream, std::string_view bytes, bool last);
// What stands behind the last part. `files`: what zip_files() was given.
std::string zip_close(const ZipFiles& files, const ZipStream& stream);

}  // namespace tollgate::query
