#include "tollgate/insight/phrase.h"

#include <algorithm>
#include <optional>

#include "phrase_text.h"
#include "phrase_words.h"

namespace tollgate::insight {
namespace {

constexpr int64_t kMostDays = 3660;
constexpr std::u32string_view kHanDigits = U"零一二三四五六七八九";

std::optional<int64_t> han_digit(char32_t c) {
  if (c == U'两') return 2;
  if (c == U'〇') return 0;
  const size_t at = kHanDigits.find(c);
  if (at == std::u32string_view::npos) return std::nullopt;
  return int64_t(at);
}

int64_t han_factor(char32_t c) {
  return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
}

class PhraseReader {
 public:
  PhraseReader(std::string_view text, const std::vector<std::string>& names)
      : text_(phrase_text(text)) {
    for (const std::string& name : names) names_.push_back(phrase_text(name).points);
  }

  std::vector<PhraseToken> run() {
    while (skip_space(), at_ < size()) {
      if (!(known_name() || window() || by() || compare() || between() || to() || join() ||
            number() || name())) {
        ++at_;
      }
    }
    add(PhraseKind::kEnd, size());
    return std::move(tokens_);
  }

 private:
  size_t size() const { return text_.points.size(); }
  char32_t point(size_t i) const { return i < size() ? text_.points[i] : U'\0'; }
  void skip_space() {
    while (at_ < size() && is_space(point(at_))) ++at_;
  }
  size_t past_space(size_t i) const {
    while (i < size() && is_space(point(i))) ++i;
    return i;
  }

  PhraseToken& add(PhraseKind kind, size_t end) {
    PhraseToken& token = tokens_.emplace_back();
    token.kind = kind;
    token.span = {text_.begin[std::min(at_, size())], text_.begin[std::min(end, size())]};
    at_ = end;
    return token;
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

  // A plain number of digits or of Chinese ones; its end, 0 for none.
  size_t digits(size_t from, Decimal& number) const {
    size_t i = from;
    std::string text;
    if (point(i) == U'-' && is_digit(point(i + 1))) {
      text = "-";
      ++i;
    }
    while (is_digit(point(i))) {
      text.push_back(char(point(i++)));
      const bool groups = point(i) == U',' && is_digit(point(i + 1)) && is_digit(point(i + 2)) &&
                          is_digit(point(i + 3)) && !is_digit(point(i + 4));
      if (groups) ++i;
    }
    if (!text.empty() && point(i) == U'.' && is_digit(point(i + 1))) {
      do {
        text.push_back(char(point(i++)));
      } while (is_digit(point(i)));
    }
    if (text.empty()) return han_number(from, number);
    const std::optional<Decimal> read = Decimal::parse(text);
    if (!read) return 0;
    number = *read;
    return i;
  }

  size_t han_number(size_t from, Decimal& number) const {
    int64_t sum = 0;
    int64_t digit = 0;
    bool has_digit = false;
    size_t i = from;
    for (; i < size(); ++i) {
      if (const auto read = han_digit(point(i))) {
        if (digit > 1000) return 0;
        digit = has_digit ? digit * 10 + *read : *read;
        has_digit = true;
      } else if (const int64_t factor = han_factor(point(i))) {
        sum += (has_digit ? digit : 1) * factor;
        digit = 0;
        has_digit = false;
      } else {
        break;
      }
    }
    if (i == from) return 0;
    number = Decimal(sum + digit);
    return i;
  }

  bool is_money_sign(char32_t c) const {
    return std::find(std::begin(kMoneySigns), std::end(kMoneySigns), c) != std::end(kMoneySigns);
  }

  // With what stands before and behind it.
  size_t amount(size_t from, PhraseToken& token) const {
    size_t i = past_space(from);
    if (is_money_sign(point(i))) {
      token.unit = NumberUnit::kMoney;
      i = past_space(i + 1);
    }
    const size_t percent = match(U"百分之", i);
    if (percent != 0) i = percent;
    i = digits(i, token.number);
    if (i == 0) return 0;
    if (percent != 0) {
      token.unit = NumberUnit::kPercent;
      token.number = multiply(token.number, *Decimal::parse("0.01")).value_or(token.number);
      return i;
    }
    size_t end = 0;
    if (const UnitWord* unit = longest(kUnitWords, past_space(i), end)) {
      token.number = multiply(token.number, *Decimal::parse(unit->factor)).value_or(token.number);
      if (token.unit == NumberUnit::kNone) token.unit = unit->unit;
      i = end;
    }
    if (const MeasureWord* measure = longest(kMeasureWords, past_space(i), end)) {
      if (measure->unit != NumberUnit::kNone) token.unit = measure->unit;
      i = end;
    }
    return i;
  }

  bool number_follows(size_t from) const {
    PhraseToken token;
    return amount(from, token) != 0;
  }

  bool starts_clause() const {
    if (tokens_.empty()) return true;
    const PhraseKind last = tokens_.back().kind;
    return last == PhraseKind::kAnd || last == PhraseKind::kOr || last == PhraseKind::kOpen ||
           last == PhraseKind::kNot;
  }
  bool after(PhraseKind kind) const { return !tokens_.empty() && tokens_.back().kind == kind; }

  bool known_name() {
    if (!is_of_name(point(at_)) || (is_latin(point(at_)) && !at_word_start(at_))) return false;
    size_t best = 0;
    for (const std::u32string& name : names_) {
      size_t i = at_;
      size_t read = 0;
      while (i < size() && read < name.size()) {
        if (point(i) == name[read]) {
          ++i;
          ++read;
        } else if (!is_of_name(point(i)) && read > 0) {
          ++i;
        } else {
          break;
        }
      }
      const bool cut = is_latin(point(i - 1)) && is_latin(point(i));
      if (read == name.size() && !cut) best = std::max(best, i);
    }
    return best != 0 && add_name(best);
  }

  bool add_name(size_t end) {
    std::string name;
    for (size_t i = at_; i < end; ++i) {
      if (is_of_name(point(i))) append_utf8(name, point(i));
    }
    add(PhraseKind::kName, end).name = std::move(name);
    return true;
  }

  bool window() {
    size_t end = 0;
    if (const PeriodWord* period = longest(kPeriodWords, at_, end)) {
      model::Window& window = add(PhraseKind::kWindow, end).window;
      window.period = period->period;
      window.before = period->before;
      return true;
    }
    size_t last = 0;
    (void)longest(kLastWords, at_, last);
    const size_t from = past_space(last != 0 ? last : at_);
    Decimal number(1);
    size_t i = match(U"半", from);
    const bool half = i != 0;
    if (!half) i = digits(from, number);
    const bool counted = i != 0;
    if (!counted) {
      if (last == 0) return false;
      i = from;
    }
    const SpanWord* span = longest(kSpanWords, past_space(i), end);
    if (span == nullptr) return false;
    size_t inside = 0;
    (void)longest(kInsideWords, past_space(end), inside);
    if (last == 0 && inside == 0) return false;
    // "in days" and "前年" say no window.
    if (last != 0 && !counted && match(U"in", at_) == last) return false;
    const std::optional<int64_t> many = number.to_int64();
    if (!many || *many < 1 || *many > kMostDays) return false;
    const int64_t days = half ? (span->days + 1) / 2 : *many * span->days;
    add(PhraseKind::kWindow, std::max(end, inside)).window.days =
        std::clamp<int64_t>(days, 1, kMostDays);
    return true;
  }

  bool by() {
    const bool begins = tokens_.empty() || after(PhraseKind::kAnd);
    size_t end = 0;
    const auto* word = longest(
        kByWords, at_, [](const char32_t* text) { return std::u32string_view(text); },
        [&](const char32_t* text, size_t) { return begins || is_latin(*text); }, end);
    if (word == nullptr || past_space(end) >= size()) return false;
    add(PhraseKind::kBy, end);
    return true;
  }

  bool compare() {
    size_t end = 0;
    const CompareWord* word = longest(
        kCompareWords, at_, [](const CompareWord& row) { return std::u32string_view(row.text); },
        [&](const CompareWord& row, size_t stop) {
          if (row.after_number) return after(PhraseKind::kNumber) && !number_follows(stop);
          return row.is_sign || number_follows(stop) || past_space(stop) == size();
        },
        end);
    if (word == nullptr) return false;
    // "是" at the end may be the beginning of any word.
    if (!word->is_sign && past_space(end) == size() && !word->after_number &&
        std::u32string_view(word->text).size() < 2) {
      return false;
    }
    PhraseToken& token = add(PhraseKind::kCompare, end);
    token.comparison = word->comparison;
    token.after_number = word->after_number;
    return true;
  }

  bool between() {
    size_t end = 0;
    if (after(PhraseKind::kNumber) && longest(kRangeEnds, at_, end) != nullptr) {
      at_ = end;
      return true;
    }
    if (longest(kBetweenWords, at_, end) == nullptr || !number_follows(end)) return false;
    add(PhraseKind::kBetween, end);
    return true;
  }

  bool to() {
    if (!after(PhraseKind::kNumber)) return false;
    size_t end = 0;
    if (longest(kToWords, at_, end) == nullptr || !number_follows(end)) return false;
    // "between 3 and 5", but "> 3 and 5 …" are two conditions.
    const bool is_word = match(U"and", at_) == end;
    const bool ranges =
        tokens_.size() >= 2 && tokens_[tokens_.size() - 2].kind == PhraseKind::kBetween;
    if (is_word && !ranges) return false;
    add(PhraseKind::kTo, end);
    return true;
  }

  bool join() {
    size_t end = 0;
    const JoinWord* word = longest(
        kJoinWords, at_, [](const JoinWord& row) { return std::u32string_view(row.text); },
        [&](const JoinWord& row, size_t) {
          return row.kind != PhraseKind::kNot || starts_clause();
        },
        end);
    if (word == nullptr) return false;
    const bool again = word->kind == PhraseKind::kAnd && after(PhraseKind::kAnd);
    add(word->kind, end);
    if (again) tokens_.pop_back();  // ", and"
    return true;
  }

  bool number() {
    const char32_t c = point(at_);
    const bool compared =
        after(PhraseKind::kCompare) || after(PhraseKind::kBetween) || after(PhraseKind::kTo);
    const bool plain = is_digit(c) || is_money_sign(c) || match(U"百分之", at_) != 0;
    if (!plain && !compared) return false;
    PhraseToken token;
    const size_t end = amount(at_, token);
    if (end == 0) return false;
    PhraseToken& added = add(PhraseKind::kNumber, end);
    added.number = token.number;
    added.unit = token.unit;
    return true;
  }

  // A word of Latin letters, or one character: the parts of a name are put together later.
  bool name() {
    if (!is_of_name(point(at_))) return false;
    size_t end = at_ + 1;
    if (is_latin(point(at_))) {
      while (is_latin(point(end)) || is_digit(point(end)) || point(end) == U'\'') ++end;
    }
    return add_name(end);
  }

  PhraseText text_;
  std::vector<std::u32string> names_;
  size_t at_ = 0;
  std::vector<PhraseToken> tokens_;
};

}  // namespace

std::string_view feel_text(Comparison comparison) {
  static constexpr std::string_view kTexts[] = {"<", "<=", "=", "!=", ">=", ">"};
  return kTexts[size_t(comparison)];
}

std::string_view sign_of(Comparison comparison) {
  static constexpr std::string_view kSigns[] = {"<", "≤", "=", "≠", "≥", ">"};
  return kSigns[size_t(comparison)];
}

std::vector<PhraseToken> phrase_tokens(std::string_view text,
                                       const std::vector<std::string>& names) {
  return PhraseReader(text, names).run();
}

}  // namespace tollgate::insight
