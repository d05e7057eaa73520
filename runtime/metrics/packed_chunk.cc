#include "packed_chunk.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tollgate::metrics {
namespace {

constexpr int kMaxScale = 18;
constexpr size_t kHeaderBytes = 2 + 16 + 16 + sizeof(RowBits);

size_t width_for(uint128 reach) {
  if (reach == 0) return 0;
  for (const size_t width : {1, 2, 4, 8}) {
    if (reach >> (8 * width) == 0) return width;
  }
  return 16;
}

template <typename Integer>
void append_little(std::string& out, Integer value) {
  for (size_t i = 0; i < sizeof(Integer); ++i) out.push_back(char(uint8_t(value >> (8 * i))));
}

template <typename Integer>
Integer read_little(const uint8_t* bytes, size_t count = sizeof(Integer)) {
  Integer value = 0;
  for (size_t i = 0; i < count; ++i) value |= Integer(bytes[i]) << (8 * i);
  return value;
}

template <typename Each>
void for_bits(const RowBits& bits, Each each) {
  for (size_t w = 0; w < bits.size(); ++w) {
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      each(w * 64 + size_t(std::countr_zero(left)));
    }
  }
}

// How many zeros all numbers have at their ends.
int common_scale(std::span<const int128> values, const RowBits& present) {
  int scale = kMaxScale;
  for_bits(present, [&](size_t row) {
    while (scale > 0 && values[row] % int128(power_of_10(scale)) != 0) --scale;
  });
  return scale;
}

template <typename Word, typename Out>
void spread(const std::vector<uint8_t>& data, int128 base, Out* out) {
  const Out from = Out(base);
  for (size_t row = 0; row < kChunkRows; ++row) {
    Word word;
    std::memcpy(&word, data.data() + row * sizeof(Word), sizeof(Word));
    out[row] = Out(from + Out(word));
  }
}

static_assert(std::endian::native == std::endian::little);

}  // namespace

uint128 PackedChunk::raw(size_t row) const {
  return width_ == 0 ? 0 : read_little<uint128>(data_.data() + row * width_, width_);
}

void PackedChunk::put_raw(size_t row, uint128 raw) {
  for (size_t i = 0; i < width_; ++i) data_[row * width_ + i] = uint8_t(raw >> (8 * i));
}

PackedChunk PackedChunk::pack(std::span<const int128> values, const RowBits& present) {
  PackedChunk chunk;
  chunk.present_ = present;
  int scale = common_scale(values, present);
  const int128 unit = int128(power_of_10(scale));
  bool any = false;
  int128 least = 0;
  int128 most = 0;
  for_bits(present, [&](size_t row) {
    const int128 value = values[row] / unit;
    least = any ? std::min(least, value) : value;
    most = any ? std::max(most, value) : value;
    any = true;
  });
  chunk.scale_ = any ? scale : 0;
  chunk.base_ = least;
  chunk.reach_ = uint128(most) - uint128(least);
  chunk.width_ = width_for(chunk.reach_);
  if (chunk.width_ == 0) return chunk;
  chunk.data_.resize(chunk.width_ * kChunkRows);
  for_bits(present,
           [&](size_t row) { chunk.put_raw(row, uint128(values[row] / unit) - uint128(least)); });
  return chunk;
}

std::optional<int128> PackedChunk::get(size_t row) const {
  if (!has_bit(present_, row)) return std::nullopt;
  return int128(uint128(base_) + raw(row)) * int128(power_of_10(scale_));
}

void PackedChunk::set(size_t row, std::optional<int128> value) {
  if (!value) {
    put_bit(present_, row, false);
    return;
  }
  const int128 unit = int128(power_of_10(scale_));
  const int128 scaled = *value / unit;
  const uint128 distance = uint128(scaled) - uint128(base_);
  const bool fits =
      *value % unit == 0 && scaled >= base_ && (width_ == 16 || distance >> (8 * width_) == 0);
  if (fits) {
    put_bit(present_, row, true);
    put_raw(row, distance);
    reach_ = std::max(reach_, distance);
    return;
  }
  std::vector<int128> values(kChunkRows);
  for_bits(present_, [&](size_t other) { values[other] = *get(other); });
  values[row] = *value;
  RowBits present = present_;
  put_bit(present, row, true);
  *this = pack(values, present);
}

bool PackedChunk::is_narrow() const {
  return least() >= INT64_MIN && least() <= INT64_MAX && reach_ <= uint128(INT64_MAX) &&
         most() <= INT64_MAX && width_ < 16;
}

void PackedChunk::read(int64_t* out) const {
  switch (width_) {
    case 0:
      std::fill_n(out, kChunkRows, int64_t(base_));
      return;
    case 1:
      return spread<uint8_t>(data_, base_, out);
    case 2:
      return spread<uint16_t>(data_, base_, out);
    case 4:
      return spread<uint32_t>(data_, base_, out);
    default:
      return spread<uint64_t>(data_, base_, out);
  }
}

void PackedChunk::read_wide(int128* out) const {
  for (size_t row = 0; row < kChunkRows; ++row) out[row] = int128(uint128(base_) + raw(row));
}

std::string PackedChunk::to_bytes() const {
  std::string bytes;
  bytes.reserve(kHeaderBytes + data_.size());
  bytes.push_back(char(scale_));
  bytes.push_back(char(width_));
  append_little(bytes, uint128(base_));
  append_little(bytes, reach_);
  for (const uint64_t word : present_) append_little(bytes, word);
  bytes.append(reinterpret_cast<const char*>(data_.data()), data_.size());
  return bytes;
}

std::optional<PackedChunk> PackedChunk::from_bytes(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return std::nullopt;
  const auto* at = reinterpret_cast<const uint8_t*>(bytes.data());
  PackedChunk chunk;
  chunk.scale_ = at[0];
  chunk.width_ = at[1];
  chunk.base_ = int128(read_little<uint128>(at + 2));
  chunk.reach_ = read_little<uint128>(at + 18);
  for (size_t i = 0; i < chunk.present_.size(); ++i) {
    chunk.present_[i] = read_little<uint64_t>(at + 34 + 8 * i);
  }
  if (chunk.scale_ > kMaxScale || chunk.width_ != width_for(chunk.reach_) ||
      bytes.size() != kHeaderBytes + chunk.width_ * kChunkRows) {
    return std::nullopt;
  }
  // Twice what aggregates admit: sums of what another program wrote here stay in bounds.
  const uint128 most = 2 * power_of_10(32) / power_of_10(chunk.scale_);
  const uint128 base = chunk.base_ < 0 ? uint128(0) - uint128(chunk.base_) : uint128(chunk.base_);
  if (base > most || chunk.reach_ > most) return std::nullopt;
  chunk.data_.assign(at + kHeaderBytes, at + bytes.size());
  return chunk;
}

}  // namespace tollgate::metrics
