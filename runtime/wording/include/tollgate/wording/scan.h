// Reads words, numbers and times at a place of a text, for those who read what people write.
//
//   Scan scan("近 30 天 < 5万");
//   TimeSpan time;  scan.time_span(0, time);   // 6, the end; time.days == 30
//   Amount amount;  scan.amount(9, amount);    // 11; amount.number == 50000
//
// Places are code points; `span` gives their bytes. What does not stand at the place ends at 0.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

#include "tollgate/base/decimal.h"
#include "tollgate/base/diagnostic.h"
#include "tollgate/wording/text.h"
#include "tollgate/wording/words.h"

namespace tollgate::wording {

struct Amount {
  Decimal number;  // with its unit: 80 % is 0.8
  NumberUnit unit = NumberUnit::kNone;
};

struct TimeSpan {
  Period period = Period::kDay;
  bool before = false;  // the whole period before the present one
  int64_t days = 0;     // of kDay: that many, today's included
};

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(phrase_text(text)) {}

  size_t size() const { return text_.points.size(); }
  char32_t point(size_t i) const { return i < size() ? text_.points[i] : U'\0'; }
  size_t past_space(size_t i) const {
    while (i < size() && is_space(point(i))) ++i;
    return i;
  }
  Span span(size_t begin, size_t end) const {
    return {text_.begin[begin < size() ? begin : size()], text_.begin[end < size() ? end : size()]};
  }
  bool at_word_start(size_t i) const { return i == 0 || !is_latin(point(i - 1)); }

  // Where the words end that begin at `from`; 0 where they do not stand there.
  size_t match(std::u32string_view words, size_t from) const {
    if (is_latin(words.front()) && !at_word_start(from)) return 0;
    size_t i = from;
    for (const char32_t c : words) {
      if (c == U' ') {
        const size_t after = past_space(i);
        if (after == i) return 0;
        i = after;
      } else if (point(i) == c) {
        ++i;
      } else {
        return 0;
      }
    }
    const bool cut = is_latin(words.back()) && (is_latin(point(i)) || is_digit(point(i)));
    return cut ? 0 : i;
  }

  // The row of a table whose text is the longest that stands at `from`.
  template <typename Table, typename Text, typename Fits>
  auto longest(const Table& table, size_t from, Text text, Fits fits, size_t& end) const {
    decltype(&*std::begin(table)) best = nullptr;
    end = 0;
    for (const auto& row : table) {
      const size_t stop = match(text(row), from);
      if (stop <= end || !fits(row, stop)) continue;
      best = &row;
      end = stop;
    }
    return best;
  }
  template <typename Table>
  auto longest(const Table& table, size_t from, size_t& end) const {
    return longest(
        table, from, [](const auto& row) { return text_of(row); },
        [](const auto&, size_t) { return true; }, end);
  }
  static std::u32string_view text_of(const char32_t* text) { return text; }
  template <typename Row>
  static std::u32string_view text_of(const Row& row) {
    return row.text;
  }

  // A plain number of digits or of Chinese ones.
  size_t digits(size_t from, Decimal& number) const;
  // A number with what stands before and behind it: "¥5万", "百分之八十".
  size_t amount(size_t from, Amount& read) const;
  // "今天", "last month", "近30天".
  size_t time_span(size_t from, TimeSpan& read) const;

 private:
  size_t han_number(size_t from, Decimal& number) const;

  PhraseText text_;
};

}  // namespace tollgate::wording
