#include "tollgate/insight/phrase.h"

#include <algorithm>
#include <optional>

#include "tollgate/wording/scan.h"

namespace tollgate::insight {
namespace {

using namespace wording;  // its words and its way of reading them

PhraseKind kind_of(Join join) {
  switch (join) {
    case Join::kAnd:
      return PhraseKind::kAnd;
    case Join::kOr:
      return PhraseKind::kOr;
    case Join::kNot:
      return PhraseKind::kNot;
    case Join::kOpen:
      return PhraseKind::kOpen;
    case Join::kClose:
      return PhraseKind::kClose;
  }
  return PhraseKind::kEnd;
}

std::optional<model::WindowPeriod> window_period(Period period) {
  switch (period) {
    case Period::kWeek:
      return model::WindowPeriod::kWeek;
    case Period::kMonth:
      return model::WindowPeriod::kMonth;
    case Period::kQuarter:
      return model::WindowPeriod::kQuarter;
    case Period::kYear:
      return model::WindowPeriod::kYear;
    case Period::kDay:
      break;
  }
  return std::nullopt;
}

class PhraseReader : private Scan {
 public:
  PhraseReader(std::string_view text, const std::vector<std::string>& names) : Scan(text) {
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
  void skip_space() { at_ = past_space(at_); }

  PhraseToken& add(PhraseKind kind, size_t end) {
    PhraseToken& token = tokens_.emplace_back();
    token.kind = kind;
    token.span = span(at_, end);
    at_ = end;
    return token;
  }

  bool number_follows(size_t from) const {
    Amount read;
    return amount(from, read) != 0;
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
    TimeSpan read;
    const size_t end = time_span(at_, read);
    if (end == 0) return false;
    model::Window& window = add(PhraseKind::kWindow, end).window;
    window.period = window_period(read.period);
    window.before = read.before;
    if (read.days != 0) window.days = read.days;
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
        [&](const JoinWord& row, size_t) { return row.join != Join::kNot || starts_clause(); },
        end);
    if (word == nullptr) return false;
    const bool again = word->join == Join::kAnd && after(PhraseKind::kAnd);
    add(kind_of(word->join), end);
    if (again) tokens_.pop_back();  // ", and"
    return true;
  }

  bool number() {
    const char32_t c = point(at_);
    const bool compared =
        after(PhraseKind::kCompare) || after(PhraseKind::kBetween) || after(PhraseKind::kTo);
    const bool plain = is_digit(c) || is_money_sign(c) || match(U"百分之", at_) != 0;
    if (!plain && !compared) return false;
    Amount read;
    const size_t end = amount(at_, read);
    if (end == 0) return false;
    PhraseToken& added = add(PhraseKind::kNumber, end);
    added.number = read.number;
    added.unit = read.unit;
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

  std::vector<std::u32string> names_;
  size_t at_ = 0;
  std::vector<PhraseToken> tokens_;
};

}  // namespace

std::vector<PhraseToken> phrase_tokens(std::string_view text,
                                       const std::vector<std::string>& names) {
  return PhraseReader(text, names).run();
}

}  // namespace tollgate::insight
