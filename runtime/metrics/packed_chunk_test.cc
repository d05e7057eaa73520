#include "packed_chunk.h"

#include <catch_amalgamated.hpp>

#include "tollgate/base/random.h"

namespace tollgate::metrics {
namespace {

TEST_CASE("packed numbers read back as they were put, wherever they are and however large") {
  SeededRandom random(5);
  const int128 scales[] = {1, 10, 1'000'000, int128(power_of_10(12)), int128(power_of_10(27))};
  for (const int128 scale : scales) {
    std::vector<int128> values(kChunkRows);
    RowBits present = {};
    for (size_t row = 0; row < kChunkRows; row += 1 + random.next() % 40) {
      values[row] = (int128(random.next() % 20'001) - 10'000) * scale;
      put_bit(present, row, true);
    }
    PackedChunk chunk = PackedChunk::pack(values, present);
    for (int i = 0; i < 300; ++i) {
      const size_t row = random.next() % kChunkRows;
      const bool is_there = random.next() % 3 > 0;
      values[row] = (int128(random.next() % 100) - 50) * (i % 7 == 0 ? scales[i % 5] : scale);
      put_bit(present, row, is_there);
      chunk.set(row, is_there ? std::optional<int128>(values[row]) : std::nullopt);
    }
    const std::optional<PackedChunk> again = PackedChunk::from_bytes(chunk.to_bytes());
    REQUIRE(again);
    std::vector<int128> wide(kChunkRows);
    again->read_wide(wide.data());
    std::vector<int64_t> narrow(kChunkRows);
    if (again->is_narrow()) again->read(narrow.data());
    const int128 unit = int128(power_of_10(again->scale()));
    for (size_t row = 0; row < kChunkRows; ++row) {
      const bool is_there = has_bit(present, row);
      REQUIRE(chunk.get(row).has_value() == is_there);
      if (!is_there) continue;
      REQUIRE(bool(*chunk.get(row) == values[row]));
      REQUIRE(bool(wide[row] * unit == values[row]));
      if (again->is_narrow()) REQUIRE(bool(narrow[row] * unit == values[row]));
    }
  }
}

TEST_CASE("bytes that no chunk wrote are refused") {
  PackedChunk chunk;
  chunk.set(7, 12);
  chunk.set(8, 300);
  const std::string bytes = chunk.to_bytes();
  CHECK(PackedChunk::from_bytes(bytes));
  CHECK_FALSE(PackedChunk::from_bytes(""));
  CHECK_FALSE(PackedChunk::from_bytes(bytes + "x"));
  CHECK_FALSE(PackedChunk::from_bytes(bytes.substr(0, bytes.size() - 1)));
  std::string wide = bytes;
  wide[1] = 8;
  CHECK_FALSE(PackedChunk::from_bytes(wide));
  std::string far = bytes;
  far[17] = 0x7f;
  CHECK_FALSE(PackedChunk::from_bytes(far));
}

}  // namespace
}  // namespace tollgate::metrics
