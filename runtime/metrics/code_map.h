// Numbers by 64-bit keys in one piece of memory: 16 bytes a place, where a node of a tree takes 48.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tollgate::metrics {

class CodeMap {
 public:
  // The key's number, 0 where it was not there. UINT64_MAX is no key.
  int64_t& operator[](uint64_t key) {
    if ((used_ + 1) * 2 > places_.size()) grow();
    Place& place = places_[index_of(places_, key)];
    if (place.key == kFree) {
      place.key = key;
      ++used_;
    }
    return place.number;
  }
  const int64_t* find(uint64_t key) const {
    if (places_.empty()) return nullptr;
    const Place& place = places_[index_of(places_, key)];
    return place.key == kFree ? nullptr : &place.number;
  }
  size_t bytes() const { return places_.size() * sizeof(Place); }

 private:
  static constexpr uint64_t kFree = UINT64_MAX;
  struct Place {
    uint64_t key = kFree;
    int64_t number = 0;
  };

  static size_t index_of(const std::vector<Place>& places, uint64_t key) {
    const size_t mask = places.size() - 1;
    const uint64_t mixed = key * 0x9E3779B97F4A7C15u;
    size_t at = size_t(mixed ^ mixed >> 32) & mask;
    while (places[at].key != kFree && places[at].key != key) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    std::vector<Place> larger(places_.empty() ? 16 : places_.size() * 2);
    for (const Place& place : places_) {
      if (place.key != kFree) larger[index_of(larger, place.key)] = place;
    }
    places_ = std::move(larger);
  }

  std::vector<Place> places_;
  size_t used_ = 0;
};

}  // namespace tollgate::metrics
