#include "tollgate/base/time_zone.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "time_zone_rule.h"

namespace tollgate {
namespace {

#include "time_zone_data.inc"

struct Transition {
  int64_t at;  // UTC seconds
  int32_t offset;
};

struct Zone {
  int32_t first_offset = 0;
  std::vector<Transition> transitions;
  TimeZoneRule rule;
};

// The table in its packed form, and the zones unpacked so far.
class Table {
 public:
  Table() {
    size_t at = 0;
    zones_.resize(varint(at));
    starts_.reserve(zones_.size());
    for (size_t i = 0; i < zones_.size(); ++i) {
      starts_.push_back(at);
      skip_zone(at);
    }
    const size_t names = varint(at);
    std::string name;
    for (size_t i = 0; i < names; ++i) {
      name.resize(varint(at));
      const size_t rest = varint(at);
      name.append(text(at, rest));
      at += rest;
      names_.push_back(name);
      zone_of_name_.push_back(static_cast<uint32_t>(varint(at)));
    }
  }

  const std::vector<std::string>& names() const { return names_; }

  const Zone& zone(uint32_t name) {
    std::unique_ptr<Zone>& zone = zones_[zone_of_name_[name]];
    if (zone == nullptr) zone = read_zone(starts_[zone_of_name_[name]]);
    return *zone;
  }

 private:
  static std::string_view text(size_t at, size_t length) {
    return {reinterpret_cast<const char*>(kData) + at, length};
  }

  static uint64_t varint(size_t& at) {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = kData[at++];
      value |= uint64_t(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value;
    }
  }

  static void skip_zone(size_t& at) {
    for (uint64_t offsets = varint(at); offsets > 0; --offsets) varint(at);
    for (uint64_t transitions = varint(at); transitions > 0; --transitions) {
      varint(at);
      ++at;
    }
    const uint64_t rule = varint(at);
    at += rule;
  }

  static std::unique_ptr<Zone> read_zone(size_t at) {
    auto zone = std::make_unique<Zone>();
    std::vector<int32_t> offsets(varint(at));
    for (int32_t& offset : offsets) {
      const uint64_t zigzag = varint(at);
      const int64_t half = static_cast<int64_t>(zigzag >> 1);
      offset = static_cast<int32_t>((zigzag & 1) != 0 ? -half - 1 : half);
    }
    zone->first_offset = offsets[0];
    int64_t moment = -(int64_t(1) << 35);
    for (uint64_t count = varint(at); count > 0; --count) {
      const uint64_t step = varint(at);
      moment += static_cast<int64_t>((step & 1) != 0 ? step >> 1 : (step >> 1) * 60);
      zone->transitions.push_back({moment, offsets[kData[at++]]});
    }
    const size_t length = varint(at);
    zone->rule = TimeZoneRule::parse(text(at, length));
    return zone;
  }

  std::vector<std::unique_ptr<Zone>> zones_;
  std::vector<size_t> starts_;
  std::vector<std::string> names_;
  std::vector<uint32_t> zone_of_name_;
};

Table& table() {
  static thread_local Table instance;  // zones are unpacked on demand
  return instance;
}

int32_t offset_at(const Zone& zone, int64_t utc_seconds) {
  const auto& transitions = zone.transitions;
  if (transitions.empty() || utc_seconds >= transitions.back().at) {
    if (zone.rule.known()) return zone.rule.offset_at(utc_seconds);
    return transitions.empty() ? zone.first_offset : transitions.back().offset;
  }
  const auto after = std::upper_bound(transitions.begin(), transitions.end(), utc_seconds,
                                      [](int64_t t, const Transition& x) { return t < x.at; });
  return after == transitions.begin() ? zone.first_offset : (after - 1)->offset;
}

}  // namespace

std::optional<uint32_t> find_time_zone(std::string_view name) {
  const std::vector<std::string>& names = table().names();
  const auto found = std::lower_bound(names.begin(), names.end(), name);
  if (found == names.end() || *found != name) return std::nullopt;
  return static_cast<uint32_t>(found - names.begin());
}

std::string_view time_zone_name(uint32_t zone) { return table().names()[zone]; }

uint32_t time_zone_count() { return static_cast<uint32_t>(table().names().size()); }

std::string_view time_zone_version() { return kVersion; }

int32_t utc_offset_at(uint32_t zone, int64_t utc_seconds) {
  return offset_at(table().zone(zone), utc_seconds);
}

int32_t utc_offset_at_local(uint32_t zone, int64_t local_seconds, bool repeated) {
  const Zone& z = table().zone(zone);
  // No offset is larger than a day: those of the days around are the candidates.
  constexpr int64_t kDay = 86400;
  const int32_t before = offset_at(z, local_seconds - kDay);
  const int32_t after = offset_at(z, local_seconds + kDay);
  if (before == after) {
    const int32_t here = offset_at(z, local_seconds - before);
    if (here == before) return before;
  }
  // The earlier instant that shows this local time; in a gap, the offset before it.
  const bool before_holds = offset_at(z, local_seconds - before) == before;
  const bool after_holds = offset_at(z, local_seconds - after) == after;
  if (repeated && after_holds) return after;
  if (before_holds) return before;
  return after_holds ? after : before;
}

int32_t standard_offset(uint32_t zone) {
  const Zone& z = table().zone(zone);
  if (z.rule.known()) return z.rule.standard_offset();
  return z.transitions.empty() ? z.first_offset : z.transitions.back().offset;
}

}  // namespace tollgate
