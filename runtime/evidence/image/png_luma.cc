#include "image/png_luma.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "bytes.h"
#include "unpack.h"

namespace tollgate::evidence {
namespace {

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
constexpr size_t kChunkHead = 8;  // length and type; a checksum of 4 bytes stands behind the data
constexpr int64_t kBlock = 8;

struct Header {
  size_t width = 0;
  size_t height = 0;
  size_t sample_bytes = 1;
  size_t channels = 1;  // as stored: a palette's index is one
  bool palette = false;

  size_t pixel_bytes() const { return sample_bytes * channels; }
  size_t row_bytes() const { return width * pixel_bytes(); }
};

std::optional<Header> read_header(std::string_view png) {
  if (!png.starts_with(kSignature) || !has_at(png, 12, "IHDR") || png.size() < 33) {
    return std::nullopt;
  }
  const uint8_t depth = byte_at(png, 24), colour = byte_at(png, 25);
  const bool plain = byte_at(png, 26) == 0 && byte_at(png, 27) == 0 && byte_at(png, 28) == 0;
  Header header{big32(png, 16), big32(png, 20), depth / size_t{8}, 1, colour == 3};
  if (colour == 2) header.channels = 3;
  if (colour == 4) header.channels = 2;
  if (colour == 6) header.channels = 4;
  const bool known = colour == 0 || colour == 2 || colour == 3 || colour == 4 || colour == 6;
  const bool fits = depth == 8 || (depth == 16 && !header.palette);
  if (!plain || !known || !fits || header.width == 0 || header.height == 0) return std::nullopt;
  if (header.width > kMaxPngUnpackedBytes / header.pixel_bytes()) return std::nullopt;
  if (header.height > kMaxPngUnpackedBytes / (header.row_bytes() + 1)) return std::nullopt;
  return header;
}

int32_t luma(uint32_t red, uint32_t green, uint32_t blue) {
  return static_cast<int32_t>((299 * red + 587 * green + 114 * blue + 500) / 1000);
}

// Undoes the filters of one row after the other and sums the pixels of each block.
class Rows {
 public:
  Rows(const Header& header, std::string_view palette)
      : header_(header),
        palette_(palette),
        row_(header.row_bytes(), 0),
        above_(header.row_bytes(), 0) {
    blocks_.width = (int64_t(header.width) + kBlock - 1) / kBlock;
    blocks_.height = (int64_t(header.height) + kBlock - 1) / kBlock;
    blocks_.means.resize(size_t(blocks_.width * blocks_.height), 0);
    sums_.resize(size_t(blocks_.width), 0);
  }

  // False: enough.
  bool take(std::string_view bytes) {
    while (!bytes.empty() && y_ < header_.height && !broken_) {
      if (!has_filter_) {
        filter_ = byte_at(bytes, 0);
        broken_ = filter_ > 4;
        has_filter_ = true;
        bytes.remove_prefix(1);
        continue;
      }
      const size_t count = std::min(bytes.size(), row_.size() - filled_);
      std::copy_n(bytes.begin(), count, row_.begin() + std::ptrdiff_t(filled_));
      filled_ += count;
      bytes.remove_prefix(count);
      if (filled_ == row_.size()) end_row();
    }
    return y_ < header_.height && !broken_;
  }

  LumaBlocks blocks() && {
    blocks_.whole = y_ == header_.height;
    return std::move(blocks_);
  }

 private:
  static int paeth(int left, int up, int corner) {
    const int guess = left + up - corner;
    const int by_left = std::abs(guess - left), by_up = std::abs(guess - up);
    const int by_corner = std::abs(guess - corner);
    if (by_left <= by_up && by_left <= by_corner) return left;
    return by_up <= by_corner ? up : corner;
  }

  void undo_filter() {
    const size_t back = header_.pixel_bytes();
    for (size_t i = 0; i < row_.size(); ++i) {
      const int left = i >= back ? row_[i - back] : 0;
      const int up = above_[i];
      const int corner = i >= back ? above_[i - back] : 0;
      const int add = filter_ == 1   ? left
                      : filter_ == 2 ? up
                      : filter_ == 3 ? (left + up) / 2
                      : filter_ == 4 ? paeth(left, up, corner)
                                     : 0;
      row_[i] = static_cast<uint8_t>(row_[i] + add);
    }
  }

  int32_t luma_at(size_t x) const {
    const uint8_t* pixel = &row_[x * header_.pixel_bytes()];
    if (header_.palette) {
      const size_t entry = size_t{pixel[0]} * 3;
      return luma(byte_at(palette_, entry), byte_at(palette_, entry + 1),
                  byte_at(palette_, entry + 2));
    }
    if (header_.channels < 3) return pixel[0];
    const size_t step = header_.sample_bytes;  // of two bytes the first says enough
    return luma(pixel[0], pixel[step], pixel[2 * step]);
  }

  void end_row() {
    undo_filter();
    for (size_t x = 0; x < header_.width; ++x) sums_[x / kBlock] += luma_at(x);
    above_.swap(row_);
    filled_ = 0;
    has_filter_ = false;
    ++y_;
    if (y_ % kBlock == 0 || y_ == header_.height) end_blocks();
  }

  void end_blocks() {
    const int64_t row = (int64_t(y_) - 1) / kBlock;
    const int64_t tall = int64_t(y_) - row * kBlock;
    for (int64_t x = 0; x < blocks_.width; ++x) {
      const int64_t wide = std::min(kBlock, int64_t(header_.width) - x * kBlock);
      blocks_.means[size_t(row * blocks_.width + x)] =
          static_cast<int32_t>(sums_[size_t(x)] * 8 / (wide * tall)) - 128 * 8;
    }
    std::fill(sums_.begin(), sums_.end(), 0);
  }

  const Header& header_;
  std::string_view palette_;
  std::vector<uint8_t> row_;
  std::vector<uint8_t> above_;
  std::vector<int64_t> sums_;  // of the row of blocks so far
  LumaBlocks blocks_;
  size_t y_ = 0;
  size_t filled_ = 0;
  uint8_t filter_ = 0;
  bool has_filter_ = false;
  bool broken_ = false;
};

}  // namespace

std::optional<LumaBlocks> read_png_luma(std::string_view png) {
  if (png.size() > kMaxPngBytes) return std::nullopt;
  const std::optional<Header> header = read_header(png);
  if (!header) return std::nullopt;
  std::string packed;
  std::string_view palette;
  for (size_t at = kSignature.size(); at + kChunkHead <= png.size();) {
    const size_t length = big32(png, at);
    const std::string_view type = png.substr(at + 4, 4);
    const std::string_view data = png.substr(at + kChunkHead, length);  // shorter where it is cut
    if (type == "PLTE") palette = data;
    if (type == "IDAT") packed += data;
    if (type == "IEND" || data.size() < length) break;
    at += kChunkHead + length + 4;
  }
  Rows rows(*header, palette);
  unpack_pieces(packed, DeflateFormat::kZlib,
                [&](std::string_view made) { return rows.take(made); });
  return std::move(rows).blocks();
}

}  // namespace tollgate::evidence
