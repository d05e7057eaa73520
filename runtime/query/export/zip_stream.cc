#include "export/zip_stream.h"

#include <zlib.h>

namespace tollgate::query {
namespace {

constexpr std::string_view kLocalMark("PK\3\4", 4);
constexpr std::string_view kSizesMark("PK\7\x8", 4);
constexpr std::string_view kContentsMark("PK\1\2", 4);
constexpr std::string_view kEndMark("PK\5\6", 4);
constexpr uint32_t kVersionNeeded = 20;
constexpr uint32_t kDeflated = 8;
constexpr uint32_t kStored = 0;
constexpr uint32_t kSizesBehind = 1 << 3;
constexpr uint32_t kFirstDay = 0x21;  // 1980-01-01, the first that a zip file can name

void put(std::string& out, uint64_t number, size_t size) {
  for (size_t i = 0; i < size; ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
}

uint32_t checksum(uint32_t before, std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// What local header and table of contents say alike.
std::string header(uint32_t flags, uint32_t method, const ZipStream& file) {
  const bool told = (flags & kSizesBehind) == 0;
  std::string out;
  put(out, kVersionNeeded, 2);
  put(out, flags, 2);
  put(out, method, 2);
  put(out, kFirstDay << 16, 4);
  put(out, told ? file.crc : 0, 4);
  put(out, told ? file.packed_size : 0, 4);
  put(out, told ? file.size : 0, 4);
  put(out, file.path.size(), 2);
  put(out, 0, 2);  // extra fields
  return out;
}

std::string contents_entry(uint32_t flags, uint32_t method, const ZipStream& file, uint64_t at) {
  std::string out(kContentsMark);
  put(out, kVersionNeeded, 2);
  std::string shared = header(0, method, file);
  shared[2] = static_cast<char>(flags);
  out += shared;
  put(out, 0, 2);  // comment
  put(out, 0, 2);  // disk
  put(out, 0, 2);  // inner attributes
  put(out, 0, 4);  // outer attributes
  put(out, at, 4);
  out += file.path;
  return out;
}

ZipStream stored(const std::pair<std::string_view, std::string>& file) {
  return {.path = file.first,
          .crc = checksum(0, file.second),
          .size = file.second.size(),
          .packed_size = file.second.size()};
}

}  // namespace

std::string zip_files(const ZipFiles& files) {
  std::string out;
  for (const auto& file : files) {
    out += kLocalMark;
    out += header(0, kStored, stored(file));
    out += file.first;
    out += file.second;
  }
  return out;
}

std::string zip_open(const ZipStream& stream) {
  std::string out(kLocalMark);
  out += header(kSizesBehind, kDeflated, stream);
  out += stream.path;
  return out;
}

std::string zip_part(ZipStream& stream, std::string_view bytes, bool last) {
  z_stream packer{};
  constexpr int kMemory = 8;
  if (deflateInit2(&packer, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  // An empty block beside what deflateBound() reckons with, which the flush writes.
  constexpr size_t kFlushBytes = 16;
  std::string out(deflateBound(&packer, static_cast<uLong>(bytes.size())) + kFlushBytes, '\0');
  packer.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  packer.avail_in = static_cast<uInt>(bytes.size());
  packer.next_out = reinterpret_cast<Bytef*>(out.data());
  packer.avail_out = static_cast<uInt>(out.size());
  deflate(&packer, last ? Z_FINISH : Z_SYNC_FLUSH);
  out.resize(out.size() - packer.avail_out);
  deflateEnd(&packer);
  stream.crc = checksum(stream.crc, bytes);
  stream.size += bytes.size();
  stream.packed_size += out.size();
  return out;
}

std::string zip_close(const ZipFiles& files, const ZipStream& stream) {
  std::string out(kSizesMark);
  put(out, stream.crc, 4);
  put(out, stream.packed_size, 4);
  put(out, stream.size, 4);

  std::string contents;
  uint64_t at = 0;
  for (const auto& file : files) {
    contents += contents_entry(0, kStored, stored(file), at);
    at += zip_files({file}).size();
  }
  contents += contents_entry(kSizesBehind, kDeflated, stream, at);
  at += zip_open(stream).size() + stream.packed_size + out.size();

  out += contents;
  out += kEndMark;
  put(out, 0, 4);  // disks
  put(out, files.size() + 1, 2);
  put(out, files.size() + 1, 2);
  put(out, contents.size(), 4);
  put(out, at, 4);
  put(out, 0, 2);  // comment
  return out;
}

}  // namespace tollgate::query
