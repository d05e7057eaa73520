#include "packed_cell.h"

#include <zlib.h>

namespace tollgate::store {
namespace {

// Before the deflated bytes: which words they were packed with, and the size of the text.
constexpr char kWordsOfFirst = 1;
constexpr size_t kHeadBytes = 5;
constexpr size_t kLeastBytes = 80;
// A record's values stay far below, and what is damaged claims no more.
constexpr size_t kMaxBytes = size_t{64} << 20;
// 2 KB of memory to look back: a value is hardly longer.
constexpr int kWindowBits = -11;

// What values of many records have in common; the most frequent last. It is part of what is stored:
// it never changes, another one gets another number.
constexpr std::string_view kWords =
    R"("duration_ms":"facts":{"pages":"slides":"text":"note":"value":"id":"amount":"quantity":"product":)"
    R"("price":"},{"name":","owner":","what":","due_on":"2026-"source":"sample","source":"device",)"
    R"("verified":true,"watermarked":true,"latitude":"3","longitude":"1","media_type":"image/png","name":")"
    R"(.jpg","sha256":"","size_bytes":,"media_type":"image/jpeg","captured_at":"2026-0T0+08:00","latitude":")"
    R"({"accuracy_m":"10","at":"2026-0T0+08:00","latitude":"{"accuracy_m":"9","captured_at":"2026-)";

Bytef* bytes_of(std::string_view text) {
  // zlib's interface knows no const; it only reads them.
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

#if !defined(__EMSCRIPTEN__)
bool holds_objects(std::string_view json) {
  return json.starts_with('{') || json.starts_with("[{");
}

// Kept for the thread: making one takes longer than packing a value.
class Packer {
 public:
  Packer() {
    works_ = deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kWindowBits, 5,
                          Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Packer() {
    if (works_) deflateEnd(&stream_);
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  // False: it does not become smaller than `out`.
  bool pack(std::string_view text, std::string& out, size_t from) {
    if (!works_ || deflateReset(&stream_) != Z_OK ||
        deflateSetDictionary(&stream_, bytes_of(kWords), uInt(kWords.size())) != Z_OK) {
      return false;
    }
    stream_.next_in = bytes_of(text);
    stream_.avail_in = uInt(text.size());
    stream_.next_out = bytes_of(out) + from;
    stream_.avail_out = uInt(out.size() - from);
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return false;
    out.resize(out.size() - stream_.avail_out);
    return true;
  }

 private:
  z_stream stream_{};
  bool works_ = false;
};
#endif

}  // namespace

std::string pack_cell([[maybe_unused]] std::string_view json) {
#if !defined(__EMSCRIPTEN__)
  if (json.size() < kLeastBytes || json.size() > kMaxBytes || !holds_objects(json)) return {};
  static thread_local Packer packer;
  std::string packed(json.size() - 1, '\0');
  packed[0] = kWordsOfFirst;
  for (size_t i = 1; i < kHeadBytes; ++i)
    packed[i] = static_cast<char>(json.size() >> (8 * (i - 1)));
  if (packer.pack(json, packed, kHeadBytes)) return packed;
#endif
  return {};
}

std::optional<std::string> unpack_cell(std::string_view bytes) {
  if (bytes.size() <= kHeadBytes || bytes[0] != kWordsOfFirst) return std::nullopt;
  size_t size = 0;
  for (size_t i = 1; i < kHeadBytes; ++i) {
    size |= static_cast<size_t>(static_cast<unsigned char>(bytes[i])) << (8 * (i - 1));
  }
  if (size > kMaxBytes) return std::nullopt;
  z_stream stream{};
  if (inflateInit2(&stream, kWindowBits) != Z_OK) return std::nullopt;
  std::string text(size, '\0');
  bool whole = inflateSetDictionary(&stream, bytes_of(kWords), uInt(kWords.size())) == Z_OK;
  stream.next_in = bytes_of(bytes.substr(kHeadBytes));
  stream.avail_in = uInt(bytes.size() - kHeadBytes);
  stream.next_out = bytes_of(text);
  stream.avail_out = uInt(text.size());
  whole = whole && inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
  inflateEnd(&stream);
  if (!whole) return std::nullopt;
  return text;
}

}  // namespace tollgate::store
