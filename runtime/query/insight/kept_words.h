// Numbers of words that stay the same from turn to turn (base/turn.h): a column
// may give its own anew.
//
//   KeptWords words;
//   words.begin_turn();                             // before each sample()
//   that goes on uint32_t number = words.number_of(chunk, 1, code);   // from
//   1; 0 for 0, which is none words.text(number);
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "tollgate/metrics/metrics.h"

namespace tollgate::query {

class KeptWords {
 public:
  void begin_turn() { of_code_.clear(); }
  uint32_t number_of(const metrics::SampleChunk& chunk, size_t column, uint32_t code) {
    if (code == 0) return 0;
    if (of_code_.size() <= code) of_code_.resize(size_t{code} + 1);
    uint32_t& number = of_code_[code];
    if (number == 0) {
      const auto [at, fresh] =
          numbers_.try_emplace(chunk.word(column, code), uint32_t(texts_.size()) + 1);
      if (fresh) texts_.push_back(at->first);
      number = at->second;
    }
    return number;
  }
  const std::string& text(uint32_t number) const { return texts_[number - 1]; }
  size_t size() const { return texts_.size(); }

 private:
  std::vector<uint32_t> of_code_;  // of this turn; 0: not known yet
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::string> texts_;
};

}  // namespace tollgate::query
