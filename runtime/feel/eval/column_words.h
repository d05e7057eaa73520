// The loops of columns whose values are words of one kind: comparing and computing them.
#pragma once

#include <cstdint>

#include "fast.h"

namespace tollgate::feel {

// The words of a column, `step` values apart (0: the same for all rows).
struct Words {
  const Value* first;
  size_t step;
  const Value& at(size_t row) const { return first[row * step]; }
  int64_t operator[](size_t row) const { return at(row).word(); }
  std::string_view text(size_t row) const { return at(row).as_string(); }
};

inline ZoneRef zone_of(uint64_t head) { return ZoneRef::from_bits((head >> 8) & 0xffffff); }

// Whether values that share this head compare as their words do.
bool words_compare(uint64_t head, bool equality);

// A bit for each row where `a op b`.
uint64_t compare_words(Operator op, Words a, Words b, size_t rows);
// A bit for each row of `active` whose texts are the same.
uint64_t equal_texts(Words a, Words b, uint64_t active);

// What the operation gives for each row, as numbers with this head; false when a word is too short
// for one of them.
bool add_all(Words a, Words b, size_t rows, uint64_t head, Value* out);
bool subtract_all(Words a, Words b, size_t rows, uint64_t head, Value* out);
bool multiply_all(Words a, Words b, size_t rows, uint64_t head, Value* out);
// a - b - shift as durations, of times in seconds: years are bounded, so nothing overflows.
void subtract_seconds(Words a, Words b, size_t rows, int64_t shift, Value* out);

}  // namespace tollgate::feel
