#include "unpack.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace tollgate::evidence {

namespace {

constexpr size_t kChunkBytes = 16'384;

// Hands on one piece after the other until `take` says no; the last status of zlib.
template <typename Take>
int inflate_all(std::string_view packed, DeflateFormat format, Take&& take) {
  z_stream stream{};
  const int bits = format == DeflateFormat::kRaw ? -MAX_WBITS : MAX_WBITS;
  if (inflateInit2(&stream, bits) != Z_OK) return Z_MEM_ERROR;
  constexpr size_t kMaxInputBytes = std::numeric_limits<uInt>::max();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min(packed.size(), kMaxInputBytes));
  std::array<char, kChunkBytes> chunk;
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    const size_t made = chunk.size() - stream.avail_out;
    if (!take(std::string_view(chunk.data(), made))) break;
    // No progress and no more input: the stream is cut off.
    if (status == Z_OK && made == 0 && stream.avail_in == 0) break;
  }
  inflateEnd(&stream);
  return status;
}

}  // namespace

std::optional<Unpacked> unpack(std::string_view packed, DeflateFormat format,
                               UnpackBudget& budget) {
  Unpacked result;
  bool within = true;
  const int status = inflate_all(packed, format, [&](std::string_view made) {
    within = made.size() <= budget.bytes_left;
    if (!within) return false;
    budget.bytes_left -= made.size();
    result.bytes.append(made);
    return true;
  });
  if (!within || (status != Z_STREAM_END && result.bytes.empty())) return std::nullopt;
  result.whole = status == Z_STREAM_END;
  return result;
}

std::string unpack_start(std::string_view packed, DeflateFormat format, size_t size) {
  std::string start;
  inflate_all(packed, format, [&](std::string_view made) {
    start.append(made.substr(0, size - start.size()));
    return start.size() < size;
  });
  return start;
}

void unpack_pieces(std::string_view packed, DeflateFormat format,
                   const std::function<bool(std::string_view)>& take) {
  inflate_all(packed, format, take);
}

}  // namespace tollgate::evidence
