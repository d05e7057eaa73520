// Some thousand whole numbers of one column, each of them there or missing, in as few bytes as they
// need: without the zeros at their ends, as distances from the smallest, in 0, 1, 2, 4, 8 or 16
// bytes each.
//
//   PackedChunk chunk = PackedChunk::pack(values, present);    // units of 10^-12: 12.5, 3, 0.25
//   chunk.get(1);                                              // 3000000000000
//   chunk.set(1, std::nullopt);                                // in place where the new one fits
//
// A column of conditions needs no numbers: what is there is true.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/decimal.h"

namespace tollgate::metrics {

inline constexpr size_t kChunkRows = 4096;
// A bit for each row.
using RowBits = std::array<uint64_t, kChunkRows / 64>;

inline bool has_bit(const RowBits& bits, size_t row) { return bits[row / 64] >> (row % 64) & 1; }
inline void put_bit(RowBits& bits, size_t row, bool value) {
  const uint64_t bit = uint64_t{1} << (row % 64);
  bits[row / 64] = value ? bits[row / 64] | bit : bits[row / 64] & ~bit;
}

class PackedChunk {
 public:
  PackedChunk() = default;  // all missing
  // `values` holds kChunkRows; those whose bit is not set are not looked at.
  static PackedChunk pack(std::span<const int128> values, const RowBits& present);
  // What to_bytes() wrote; nullopt for anything else.
  static std::optional<PackedChunk> from_bytes(std::string_view bytes);
  std::string to_bytes() const;

  const RowBits& present() const { return present_; }
  std::optional<int128> get(size_t row) const;
  void set(size_t row, std::optional<int128> value);

  // Whether all numbers, divided by 10^scale(), fit 64 bits.
  bool is_narrow() const;
  int scale() const { return scale_; }
  // The numbers by rows, divided by 10^scale(): `out` holds kChunkRows. Those that are missing are
  // anything.
  void read(int64_t* out) const;      // narrow ones
  void read_wide(int128* out) const;  // any
  // Between these lie all numbers that are there, divided by 10^scale().
  int128 least() const { return base_; }
  int128 most() const { return base_ + int128(reach_); }
  size_t bytes() const { return sizeof(*this) + data_.capacity(); }

 private:
  uint128 raw(size_t row) const;
  void put_raw(size_t row, uint128 raw);

  RowBits present_ = {};
  int scale_ = 0;
  size_t width_ = 0;  // bytes a number
  int128 base_ = 0;
  uint128 reach_ = 0;  // the largest distance from the base
  std::vector<uint8_t> data_;
};

}  // namespace tollgate::metrics
