#include "http/compression.h"

#include <zlib.h>

#include "http/field_text.h"

namespace tollgate::server {
namespace {

// "q=0", "q=0.0", "q=0.000": any digit but 0 makes the weight positive.
bool has_positive_weight(std::string_view parameters) {
  const size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return true;
  return parameters.substr(q + 2).find_first_of("123456789") != std::string_view::npos;
}

}  // namespace

bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding) {
  while (!accept_encoding.empty()) {
    const size_t comma = accept_encoding.find(',');
    const std::string_view item = accept_encoding.substr(0, comma);
    const size_t semicolon = item.find(';');
    if (without_blanks(item.substr(0, semicolon)) == encoding) {
      return semicolon == std::string_view::npos || has_positive_weight(item.substr(semicolon));
    }
    if (comma == std::string_view::npos) break;
    accept_encoding.remove_prefix(comma + 1);
  }
  return false;
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzipHeader = 15 + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipHeader, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(result == Z_STREAM_END ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::optional<std::string> gunzip(std::string_view packed, size_t max_bytes) {
  constexpr size_t kPieceBytes = 64 * 1024;
  z_stream stream{};
  constexpr int kGzipHeader = 15 + 16;
  if (inflateInit2(&stream, kGzipHeader) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  int result = Z_OK;
  while (result == Z_OK && out.size() <= max_bytes) {
    const size_t before = out.size();
    out.resize(before + kPieceBytes);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = kPieceBytes;
    result = inflate(&stream, Z_NO_FLUSH);
    out.resize(before + kPieceBytes - stream.avail_out);
  }
  const bool whole = result == Z_STREAM_END && stream.avail_in == 0 && out.size() <= max_bytes;
  inflateEnd(&stream);
  return whole ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace tollgate::server
