#include "column_words.h"

#include <bit>
#include <cstring>

#include "machine.h"

namespace tollgate::feel {
namespace {

// A bit for each row where the test holds, eight rows at a time: a byte's shifts are constants.
template <typename Test>
uint64_t bits_where(size_t rows, Test test) {
  uint64_t holds = 0;
  size_t row = 0;
  for (; row + 8 <= rows; row += 8) {
    uint64_t byte = 0;
    for (size_t k = 0; k < 8; ++k) byte |= uint64_t(test(row + k)) << k;
    holds |= byte << row;
  }
  for (; row < rows; ++row) holds |= uint64_t(test(row)) << row;
  return holds;
}

template <typename Test>
uint64_t test_words(Words a, Words b, size_t rows, Test test) {
  if (b.step != 0) return bits_where(rows, [=](size_t row) { return test(a[row], b[row]); });
  const int64_t limit = b[0];
  if (a.step == 1)
    return bits_where(rows, [=](size_t row) { return test(a.first[row].word(), limit); });
  return bits_where(rows, [=](size_t row) { return test(a[row], limit); });
}

void put(Value* place, uint64_t head, int64_t word) {
  const uint64_t raw[2] = {head, static_cast<uint64_t>(word)};
  std::memcpy(static_cast<void*>(place), raw, sizeof raw);
}

int64_t wrapped(uint64_t word) { return static_cast<int64_t>(word); }

}  // namespace

bool words_compare(uint64_t head, bool equality) {
  switch (static_cast<Tag>(head & 0xff)) {
    case Tag::kNumber:
    case Tag::kDate:
    case Tag::kYearsMonthsDuration:
    case Tag::kDaysTimeDuration:
      return true;
    case Tag::kDateTime:
      return !zone_of(head).is_named();
    case Tag::kBoolean:
      return equality;
    default:
      return false;
  }
}

uint64_t compare_words(Operator op, Words a, Words b, size_t rows) {
  switch (op) {
    case Operator::kEqual:
      return test_words(a, b, rows, [](int64_t x, int64_t y) { return x == y; });
    case Operator::kNotEqual:
      return test_words(a, b, rows, [](int64_t x, int64_t y) { return x != y; });
    case Operator::kLess:
      return test_words(a, b, rows, [](int64_t x, int64_t y) { return x < y; });
    case Operator::kLessEqual:
      return test_words(a, b, rows, [](int64_t x, int64_t y) { return x <= y; });
    case Operator::kGreater:
      return test_words(a, b, rows, [](int64_t x, int64_t y) { return x > y; });
    default:
      return test_words(a, b, rows, [](int64_t x, int64_t y) { return x >= y; });
  }
}

uint64_t equal_texts(Words a, Words b, uint64_t active) {
  uint64_t same = 0;
  for (; active != 0; active &= active - 1) {
    const auto row = static_cast<size_t>(std::countr_zero(active));
    same |= uint64_t(equal_strings(a.at(row), b.at(row))) << row;
  }
  return same;
}

bool add_all(Words a, Words b, size_t rows, uint64_t head, Value* out) {
  int64_t over = 0;
  for (size_t row = 0; row < rows; ++row, a.first += a.step, b.first += b.step) {
    const int64_t x = a.first->word();
    const int64_t y = b.first->word();
    const int64_t sum = wrapped(static_cast<uint64_t>(x) + static_cast<uint64_t>(y));
    over |= (x ^ sum) & (y ^ sum);
    put(out + row, head, sum);
  }
  return over >= 0;
}

bool subtract_all(Words a, Words b, size_t rows, uint64_t head, Value* out) {
  int64_t over = 0;
  for (size_t row = 0; row < rows; ++row, a.first += a.step, b.first += b.step) {
    const int64_t x = a.first->word();
    const int64_t y = b.first->word();
    const int64_t difference = wrapped(static_cast<uint64_t>(x) - static_cast<uint64_t>(y));
    over |= (x ^ y) & (x ^ difference);
    put(out + row, head, difference);
  }
  return over >= 0;
}

void subtract_seconds(Words a, Words b, size_t rows, int64_t shift, Value* out) {
  const uint64_t head = Value::days_time_duration({0, 0}).head();
  for (size_t row = 0; row < rows; ++row, a.first += a.step, b.first += b.step) {
    put(out + row, head, a.first->word() - b.first->word() - shift);
  }
}

bool multiply_all(Words a, Words b, size_t rows, uint64_t head, Value* out) {
  uint64_t wide = 0;  // not zero when a factor has more than 32 bits
  Words c = a;
  Words d = b;
  for (size_t row = 0; row < rows; ++row, c.first += c.step, d.first += d.step) {
    const uint64_t x = static_cast<uint64_t>(c.first->word());
    const uint64_t y = static_cast<uint64_t>(d.first->word());
    wide |= ((x + kHalfWord) | (y + kHalfWord)) >> 32;
    put(out + row, head, wrapped(x * y));
  }
  if (wide == 0) return true;
  for (size_t row = 0; row < rows; ++row) {
    int64_t product;
    if (!multiply_words(a[row], b[row], product)) return false;
    put(out + row, head, product);
  }
  return true;
}

}  // namespace tollgate::feel
