// Screenshots are compared with photos, too.
#include "image/png_luma.h"

#include <bit>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "files_test_support.h"
#include "image/jpeg_luma.h"
#include "image/picture_hash.h"
#include "tollgate/evidence/inspect.h"

namespace tollgate::evidence {
namespace {

using Brightness = std::function<int(int, int)>;

int scenery(int x, int y) { return (x * x * 7 + y * 53 + x * y * 11) % 200 + 20; }

std::string chunk(const std::string& type, const std::string& data) {
  return big(static_cast<uint32_t>(data.size()), 4) + type + data + big(0, 4);
}

std::string png_of(int width, int height, int depth, int colour, const std::string& rows,
                   const std::string& palette = "") {
  const std::string packed = deflated(rows, false);
  std::string file =
      "\x89PNG\r\n\x1a\n" +
      chunk("IHDR", big(static_cast<uint32_t>(width), 4) + big(static_cast<uint32_t>(height), 4) +
                        char(depth) + char(colour) + std::string(3, '\0'));
  if (!palette.empty()) file += chunk("PLTE", palette);
  // In two pieces, as writers do.
  file += chunk("IDAT", packed.substr(0, packed.size() / 2));
  file += chunk("IDAT", packed.substr(packed.size() / 2));
  return file + chunk("IEND", "");
}

int guess(int left, int up, int corner) {
  const int all = left + up - corner;
  const int a = std::abs(all - left), b = std::abs(all - up), c = std::abs(all - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

// The picture that blocks of these brightnesses make, row by row under `filter`.
std::string make_png_picture(int width, int height, int depth, int colour, int filter,
                             const Brightness& lit) {
  const int channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
  const int bytes = channels * depth / 8;
  std::string palette;
  for (int i = 0; colour == 3 && i < 256; ++i) palette += std::string(3, char(255 - i));
  std::string rows;
  std::string above(size_t(width * bytes), '\0');
  for (int y = 0; y < height; ++y) {
    std::string row;
    for (int x = 0; x < width; ++x) {
      const int grey = lit(x / 8, y / 8);
      for (int c = 0; c < channels; ++c) {
        const bool alpha = (colour == 4 || colour == 6) && c == channels - 1;
        row += char(alpha ? 255 : colour == 3 ? 255 - grey : grey);
        if (depth == 16) row += '\x7f';
      }
    }
    rows += char(filter);
    for (size_t i = 0; i < row.size(); ++i) {
      const auto at = [&](const std::string& of, bool there) {
        return there ? int(uint8_t(of[i - size_t(bytes)])) : 0;
      };
      const bool there = i >= size_t(bytes);
      const int left = at(row, there), corner = at(above, there), up = uint8_t(above[i]);
      const int take = filter == 1   ? left
                       : filter == 2 ? up
                       : filter == 3 ? (left + up) / 2
                       : filter == 4 ? guess(left, up, corner)
                                     : 0;
      rows += char(uint8_t(row[i]) - take);
    }
    above = row;
  }
  return png_of(width, height, depth, colour, rows, palette);
}

TEST_CASE("a screenshot of a photo is almost the same picture") {
  const auto photo = read_luma_blocks(make_grey_jpeg(400, 320, scenery));
  REQUIRE(photo);
  const uint64_t hash = *picture_hash(*photo);
  for (const int colour : {0, 2, 3, 4, 6}) {
    for (const int depth : {8, 16}) {
      if (colour == 3 && depth == 16) continue;
      for (int filter = 0; filter <= 4; ++filter) {
        CAPTURE(colour, depth, filter);
        const std::string png = make_png_picture(400, 320, depth, colour, filter, scenery);
        const auto blocks = read_png_luma(png);
        REQUIRE(blocks);
        CHECK(blocks->whole);
        CHECK(blocks->at(3, 5) == (scenery(3, 5) - 128) * 8);
        CHECK(std::popcount(*picture_hash(*blocks) ^ hash) <= 5);
        if (filter == 4) CHECK(inspect("p", png)->picture_hash.size() == 16);
      }
    }
  }
  // Sizes that are no multiple of a block.
  const auto odd = read_png_luma(make_png_picture(397, 315, 8, 2, 4, scenery));
  REQUIRE(odd);
  CHECK(odd->width == 50);
  CHECK(odd->at(49, 39) == (scenery(49, 39) - 128) * 8);
}

TEST_CASE("a PNG that is cut or lies is read to an end and never compared") {
  const std::string whole = make_png_picture(200, 160, 8, 2, 3, scenery);
  REQUIRE(read_png_luma(whole)->whole);
  for (size_t size = 0; size + 16 < whole.size(); size += 1 + size % 97) {
    const auto blocks = read_png_luma(std::string_view(whole).substr(0, size));
    if (!blocks) continue;
    CHECK_FALSE(blocks->whole);
    CHECK_FALSE(picture_hash(*blocks));
  }
  for (size_t at = 0; at < whole.size(); at += 3) {
    for (const char byte : {'\0', '\xff', '\x07'}) {
      std::string changed = whole;
      changed[at] = byte;
      (void)read_png_luma(changed);
    }
  }
  // Rows that a head promises and nobody has: refused before anything is unpacked.
  CHECK_FALSE(read_png_luma(png_of(100'000, 100'000, 8, 6, "")));
  CHECK_FALSE(read_png_luma(png_of(INT32_MAX, 1, 16, 6, "")));
  CHECK_FALSE(read_png_luma(png_of(64, 64, 4, 0, std::string(33 * 64, 'x'))));
  CHECK_FALSE(read_png_luma(png_of(64, 64, 8, 5, std::string(65 * 64, 'x'))));
  const auto bad_filter = read_png_luma(png_of(64, 64, 8, 0, std::string(65 * 64, '\x09')));
  REQUIRE(bad_filter);
  CHECK_FALSE(bad_filter->whole);
}

}  // namespace
}  // namespace tollgate::evidence
