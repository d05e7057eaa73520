// Time zones from one pinned table (see tools/codegen), the same in the browser and on the hub.
//
//   std::optional<uint32_t> paris = find_time_zone("Europe/Paris");
//   int32_t seconds = utc_offset_at(*paris, 1538949600);   // 7200
//
// A zone is its number in the table's list of names. Offsets are seconds east of UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tollgate {

std::optional<uint32_t> find_time_zone(std::string_view name);
std::string_view time_zone_name(uint32_t zone);
uint32_t time_zone_count();
std::string_view time_zone_version();  // "2025b"

// The offset in force at an instant (seconds since 1970-01-01T00:00:00Z).
int32_t utc_offset_at(uint32_t zone, int64_t utc_seconds);
// The offset in force when local clocks show this time. In a gap the offset before it is meant,
// in an overlap the earlier instant: the choice of java.time and of RFC 5545. With `repeated` the
// later one is meant, when there are two.
int32_t utc_offset_at_local(uint32_t zone, int64_t local_seconds, bool repeated = false);
// The offset outside of daylight saving, for times without a date.
int32_t standard_offset(uint32_t zone);

// What an optional time zone can be: nothing, a fixed offset, or a named zone. 24 bits.
class ZoneRef {
 public:
  constexpr ZoneRef() = default;
  static constexpr ZoneRef none() { return {}; }
  static constexpr ZoneRef offset(int32_t seconds) {
    return ZoneRef(static_cast<uint32_t>(seconds + kBias));
  }
  static constexpr ZoneRef named(uint32_t zone) { return ZoneRef(kNamed + zone); }
  static constexpr ZoneRef from_bits(uint32_t bits) { return ZoneRef(bits); }

  constexpr uint32_t bits() const { return bits_; }
  constexpr bool is_none() const { return bits_ == 0; }
  constexpr bool is_offset() const { return bits_ != 0 && bits_ < kNamed; }
  constexpr bool is_named() const { return bits_ >= kNamed; }
  constexpr int32_t offset_seconds() const { return static_cast<int32_t>(bits_) - kBias; }
  constexpr uint32_t zone() const { return bits_ - kNamed; }
  constexpr bool operator==(const ZoneRef&) const = default;

  // The offset at a local time; 0 for none.
  int32_t offset_at_local(int64_t local_seconds, bool repeated = false) const {
    if (is_none()) return 0;
    return is_offset() ? offset_seconds() : utc_offset_at_local(zone(), local_seconds, repeated);
  }
  int32_t offset_at(int64_t utc_seconds) const {
    if (is_none()) return 0;
    return is_offset() ? offset_seconds() : utc_offset_at(zone(), utc_seconds);
  }

 private:
  static constexpr int32_t kBias = 1 << 17;
  static constexpr uint32_t kNamed = 1u << 20;
  constexpr explicit ZoneRef(uint32_t bits) : bits_(bits) {}
  uint32_t bits_ = 0;
};

constexpr int32_t kLargestOffsetSeconds = 18 * 3600;

// "Z", "+08:00", "-02:30:15" or "@Europe/Paris"; nullopt for anything else.
std::optional<ZoneRef> parse_zone(std::string_view text);

}  // namespace tollgate
