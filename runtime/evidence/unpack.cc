#include "unpack.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace tollgate::evidence {

std::optional<Unpacked> unpack(std::string_view packed, DeflateFormat format,
                               UnpackBudget& budget) {
  z_stream stream{};
  if (inflateInit2(&stream, format == DeflateFormat::kRaw ? -MAX_WBITS : MAX_WBITS) != Z_OK) {
    return std::nullopt;
  }
  constexpr size_t kMaxInputBytes = std::numeric_limits<uInt>::max();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min(packed.size(), kMaxInputBytes));
  Unpacked result;
  std::array<char, 16384> chunk;
  int status = Z_OK;
  bool within = true;
  while (status == Z_OK && within) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    const size_t made = chunk.size() - stream.avail_out;
    within = made <= budget.bytes_left;
    if (!within) break;
    budget.bytes_left -= made;
    result.bytes.append(chunk.data(), made);
    // No progress and no more input: the stream is cut off.
    if (status == Z_OK && made == 0 && stream.avail_in == 0) break;
  }
  inflateEnd(&stream);
  if (!within || (status != Z_STREAM_END && result.bytes.empty())) return std::nullopt;
  result.whole = status == Z_STREAM_END;
  return result;
}

}  // namespace tollgate::evidence
