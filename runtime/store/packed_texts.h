// The texts of a field in so many rows, packed for searching: each different text once, without
// case, and for each row which one it has and the record's status.
//
//   PackedTexts texts;
//   texts.add("协和医院 Kang", 1);                  // the next row
//   std::string bytes = texts.bytes();
//   find_in_texts(bytes, fold("kang"), [](size_t row, int status) { ... });
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tollgate::store {

inline constexpr size_t kRowsOfChunk = 16'384;

// As SQLite's LIKE reads a text: Latin letters in either case are the same, and a NUL ends it.
std::string folded(std::string_view text);

class PackedTexts {
 public:
  // At most kRowsOfChunk rows.
  void add(std::string_view text, int status);
  // Ids: with their case.
  void add_as_it_is(std::string_view text, int status);
  void add_none();  // no record, or no text in it
  size_t rows() const { return codes_.size(); }
  std::string bytes() const;

 private:
  std::unordered_map<std::string, uint16_t> known_;
  std::string texts_;  // each with a NUL behind it
  std::vector<uint32_t> ends_;
  std::vector<uint16_t> codes_;  // of rows; 0: none, else one more than the text's place
  std::vector<uint8_t> statuses_;
};

// Visits the rows whose text is one that `is_meant`, in their order. False as below.
bool find_texts(std::string_view bytes, const std::function<bool(std::string_view text)>& is_meant,
                const std::function<void(size_t row, int status)>& visit);

// Visits the rows whose text contains `searched` (folded, neither empty nor with a NUL in it), in
// their order. False: `bytes` are not what bytes() gave.
bool find_in_texts(std::string_view bytes, std::string_view searched,
                   const std::function<void(size_t row, int status)>& visit);

}  // namespace tollgate::store
