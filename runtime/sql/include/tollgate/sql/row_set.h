// Rows of a table by rowid, for conditions over so many of them that no list of values would do.
//
//   db.query("SELECT ... WHERE in_rows(?1,rowid)").bind(set)
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tollgate::sql {

class RowSet {
 public:
  // Rows count from 0; negative ones are never in a set.
  void add(int64_t row) {
    if (row < 0) return;
    const auto word = static_cast<size_t>(row / kBits);
    if (word >= words_.size()) words_.resize(word + 1);
    words_[word] |= uint64_t{1} << (row % kBits);
  }
  void remove(int64_t row) {
    if (has(row)) words_[static_cast<size_t>(row / kBits)] &= ~(uint64_t{1} << (row % kBits));
  }
  bool has(int64_t row) const {
    const auto word = static_cast<size_t>(row / kBits);
    return row >= 0 && word < words_.size() && (words_[word] >> (row % kBits) & 1) != 0;
  }
  int64_t count() const {
    int64_t sum = 0;
    for (const uint64_t word : words_) sum += std::popcount(word);
    return sum;
  }
  // What is in both.
  void narrow(const RowSet& other) {
    if (words_.size() > other.words_.size()) words_.resize(other.words_.size());
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  std::vector<int64_t> rows() const {
    std::vector<int64_t> rows;
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1) {
        rows.push_back(int64_t(i) * kBits + std::countr_zero(word));
      }
    }
    return rows;
  }

 private:
  static constexpr int64_t kBits = 64;
  std::vector<uint64_t> words_;
};

}  // namespace tollgate::sql
