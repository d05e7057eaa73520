#include "slips.h"

#include <algorithm>
#include <string>

namespace tollgate::feel {
namespace {

struct SignSlip {
  std::string_view found;   // empty: anything
  std::string_view before;  // the same
  std::string_view zh;
  std::string_view en;
};

constexpr SignSlip kSignSlips[] = {
    {"=", "=", "相等只写一个 =", "equality is written with a single ="},
    {">", "<", "不等于写作 !=", "not equal is written !="},
    {">", "=", "大于等于写作 >=", "write >="},
    {"<", "=", "小于等于写作 <=", "write <="},
    {"", "not", "要写 not(…)", "write not(…)"},
    {"'", "", "文字要放在英文双引号里，如 \"是\"", "texts stand in double quotes, such as \"yes\""},
    {"“", "", "文字要放在英文双引号里，如 \"是\"",
     "texts stand in straight double quotes, such as \"yes\""},
    {"”", "", "文字要放在英文双引号里，如 \"是\"",
     "texts stand in straight double quotes, such as \"yes\""},
    {"‘", "", "文字要放在英文双引号里，如 \"是\"",
     "texts stand in straight double quotes, such as \"yes\""},
    {"&", "", "“并且”写作 and", "'and' is written and"},
    {"|", "", "“或者”写作 or", "'or' is written or"},
    {"!", "", "“不”写作 not(…)，不等于写作 !=", "'not' is written not(…), not equal !="},
    {"%", "", "百分数写作 / 100，余数写作 modulo(…)",
     "percentages are written / 100, remainders modulo(…)"},
    {";", "", "请用逗号 , 分开", "parts are set apart by a comma"},
    {"^", "", "乘方写作 **", "powers are written **"},
    {"≥", "", "请写 >=", "write >="},
    {"≤", "", "请写 <=", "write <="},
    {"≠", "", "请写 !=", "write !="},
    {"×", "", "乘写作 *", "write *"},
    {"÷", "", "除写作 /", "write /"},
};

constexpr FullWidthSign kFullWidthSigns[] = {
    {"（", "("},  {"）", ")"},  {"［", "["},  {"］", "]"},  {"｛", "{"},
    {"｝", "}"},  {"【", "["},  {"】", "]"},  {"，", ","},  {"、", ","},
    {"。", "."},  {"：", ":"},  {"；", ","},  {"＝", "="},  {"＜", "<"},
    {"＞", ">"},  {"＋", "+"},  {"－", "-"},  {"＊", "*"},  {"／", "/"},
    {"！", "!="}, {"＂", "\""}, {"「", "\""}, {"」", "\""}, {"％", "/ 100"},
};

// Longer ones first: 大于等于 begins with 大于.
constexpr WordSlip kWordSlips[] = {
    {"大于等于", ">="}, {"小于等于", "<="}, {"不等于", "!="}, {"不包含", "not(contains(…, \"…\"))"},
    {"大于", ">"},      {"小于", "<"},      {"等于", "="},    {"包含", "contains(…, \"…\")"},
    {"并且", "and"},    {"或者", "or"},     {"不是", "!="},   {"如果", "if … then … else …"},
    {"那么", "then"},   {"否则", "else"},   {"属于", "in"},   {"且", "and"},
    {"和", "and"},      {"或", "or"},       {"是", "="},      {"非", "not(…)"},
};

constexpr WordSlip kCapitalSlips[] = {
    {"AND", "and"},
    {"OR", "or"},
    {"NOT", "not(…)"},
    {"IN", "in"},
    {"IF", "if … then … else …"},
    {"THEN", "then"},
    {"ELSE", "else"},
    {"TRUE", "true"},
    {"FALSE", "false"},
    {"NULL", "null"},
    {"BETWEEN", "between … and …"},
    {"FOR", "for … in … return …"},
    {"SOME", "some … in … satisfies …"},
    {"EVERY", "every … in … satisfies …"},
    {"RETURN", "return"},
    {"SATISFIES", "satisfies"},
};

bool equal_but_for_case(std::string_view word, std::string_view capitals) {
  return word.size() == capitals.size() &&
         std::equal(word.begin(), word.end(), capitals.begin(), [](char c, char capital) {
           return c == capital || (c >= 'a' && c <= 'z' && c - 'a' + 'A' == capital);
         });
}

Span joined(const Token& first, const Token& last) { return {first.span.begin, last.span.end}; }

// The text around the token at which reading stops.
class SlipFinder {
 public:
  SlipFinder(std::string_view text, std::span<const Token> tokens, size_t at)
      : text_(text), tokens_(tokens), at_(std::min(at, tokens.size() - 1)) {}

  std::optional<Slip> find() const {
    for (const auto look : {&SlipFinder::open_range, &SlipFinder::choice, &SlipFinder::grouping,
                            &SlipFinder::word, &SlipFinder::sign}) {
      if (std::optional<Slip> slip = (this->*look)()) return slip;
    }
    return std::nullopt;
  }

 private:
  std::string_view covered(Span span) const {
    return text_.substr(span.begin, span.end - span.begin);
  }
  // The token's text, by its distance to the one at fault; empty where there is none.
  std::string_view near(ptrdiff_t distance) const {
    const ptrdiff_t index = static_cast<ptrdiff_t>(at_) + distance;
    if (index < 0 || index >= static_cast<ptrdiff_t>(tokens_.size())) return {};
    return covered(tokens_[static_cast<size_t>(index)].span);
  }
  // The bracket that is open before a token; SIZE_MAX when none is.
  size_t open_bracket_before(size_t token) const {
    size_t closed = 0;
    while (token-- > 0) {
      const std::string_view w = covered(tokens_[token].span);
      if (w == ")" || w == "]" || w == "}") ++closed;
      const bool opens = w == "(" || w == "[" || w == "{";
      if (opens && closed == 0) return token;
      if (opens) --closed;
    }
    return SIZE_MAX;
  }

  // `[1..]` and `[..5]`. A "]" after the dots was read as the beginning of one more range.
  std::optional<Slip> open_range() const {
    if (near(0) == ".." && (near(-1) == "[" || near(-1) == "(")) return without_start();
    if (near(0) == ")" && near(-1) == "..") return without_end(at_ - 1, at_);
    if (near(-1) == "]" && near(-2) == "..") return without_end(at_ - 2, at_ - 1);
    return std::nullopt;
  }

  std::optional<Slip> without_start() const {
    const bool written_out = near(2) == "]" || near(2) == ")";
    const std::string end(written_out ? near(1) : "…");
    const std::string bound = (near(2) == ")" ? "< " : "<= ") + end;
    const size_t last = std::min(written_out ? at_ + 2 : at_, tokens_.size() - 1);
    return Slip{{"区间缺少起点，没有下限时请写 " + bound,
                 "the range has no start; without a lower limit write " + bound},
                joined(tokens_[at_ - 1], tokens_[last])};
  }

  std::optional<Slip> without_end(size_t dots, size_t bracket) const {
    const size_t open = open_bracket_before(dots);
    if (open == SIZE_MAX || open + 1 == dots) return std::nullopt;
    const std::string start(covered(joined(tokens_[open + 1], tokens_[dots - 1])));
    const std::string bound = (covered(tokens_[open].span) == "[" ? ">= " : "> ") + start;
    return Slip{{"区间缺少终点，没有上限时请写 " + bound,
                 "the range has no end; without an upper limit write " + bound},
                joined(tokens_[open], tokens_[bracket])};
  }

  // if(a > 3, 1, 2), as spreadsheets have it.
  std::optional<Slip> choice() const {
    if (near(0) != ",") return std::nullopt;
    const size_t open = open_bracket_before(at_);
    if (open == SIZE_MAX || open == 0 || covered(tokens_[open - 1].span) != "if") {
      return std::nullopt;
    }
    return Slip{{"请写 if 条件 then 值 else 值", "write if condition then value else value"},
                tokens_[open - 1].span};
  }

  // 1,000: thousands set apart.
  std::optional<Slip> grouping() const {
    const auto is_group = [&](size_t comma) {
      if (comma + 1 >= tokens_.size() || covered(tokens_[comma].span) != ",") return false;
      const Span group = tokens_[comma + 1].span;
      const size_t digits = covered(group).find('.');
      return tokens_[comma + 1].kind == TokenKind::kNumber &&
             tokens_[comma - 1].span.end + 1 == group.begin &&
             std::min<size_t>(digits, group.end - group.begin) == 3;
    };
    if (at_ == 0 || tokens_[at_ - 1].kind != TokenKind::kNumber || !is_group(at_)) {
      return std::nullopt;
    }
    std::string number(near(-1));
    size_t last = at_ - 1;
    for (; is_group(last + 1); last += 2) number += covered(tokens_[last + 2].span);
    return Slip{{"数字里不写千位分隔符，请写 " + number,
                 "digits are not set apart in groups; write " + number},
                joined(tokens_[at_ - 1], tokens_[last])};
  }

  // An operator in Chinese or in capitals: here, or in the words just read as one name.
  std::optional<Slip> word() const {
    size_t first = at_;
    while (first > 0 && tokens_[first - 1].kind == TokenKind::kWord) --first;
    for (size_t i = first; i <= at_; ++i) {
      if (tokens_[i].kind != TokenKind::kWord) continue;
      const std::string_view w = covered(tokens_[i].span);
      std::optional<WordSlip> slip = i == at_ ? lone_word_slip(w) : word_slip(w);
      if (i == at_ && !slip) {
        slip = word_slip_inside(w);
        if (slip && !w.starts_with(slip->found)) slip.reset();
      }
      if (!slip) continue;
      const uint32_t begin = tokens_[i].span.begin;
      const std::string instead(slip->instead);
      return Slip{{"请写 " + instead, "write " + instead},
                  {begin, begin + static_cast<uint32_t>(slip->found.size())}};
    }
    return std::nullopt;
  }

  std::optional<Slip> sign() const {
    if (tokens_[at_].kind == TokenKind::kEnd) return std::nullopt;
    for (const SignSlip& slip : kSignSlips) {
      if ((slip.found.empty() || slip.found == near(0)) &&
          (slip.before.empty() || slip.before == near(-1))) {
        return Slip{{std::string(slip.zh), std::string(slip.en)}, tokens_[at_].span};
      }
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  size_t at_;
};

}  // namespace

std::optional<Slip> find_slip(std::string_view text, std::span<const Token> tokens, size_t at) {
  return SlipFinder(text, tokens, at).find();
}

std::optional<WordSlip> word_slip(std::string_view word) {
  for (const WordSlip& slip : kWordSlips) {
    if (slip.found == word) return slip;
  }
  for (const WordSlip& slip : kCapitalSlips) {
    if (slip.found == word) return slip;
  }
  return std::nullopt;
}

std::optional<WordSlip> lone_word_slip(std::string_view word) {
  if (is_keyword(word)) return std::nullopt;
  for (const WordSlip& slip : kCapitalSlips) {
    if (equal_but_for_case(word, slip.found)) return WordSlip{word, slip.instead};
  }
  return word_slip(word);
}

std::optional<WordSlip> word_slip_inside(std::string_view word) {
  constexpr size_t kShort = 3;  // bytes of one Chinese character
  std::optional<WordSlip> first;
  size_t place = word.size();
  for (const WordSlip& slip : kWordSlips) {
    if (slip.found.size() <= kShort) continue;
    const size_t at = word.find(slip.found);
    if (at < place) {
      place = at;
      first = slip;
    }
  }
  return first;
}

std::optional<FullWidthSign> full_width_sign(std::string_view word) {
  std::optional<FullWidthSign> first;
  size_t place = word.size();
  for (const FullWidthSign& sign : kFullWidthSigns) {
    const size_t at = word.find(sign.sign);
    if (at < place) {
      place = at;
      first = sign;
    }
  }
  return first;
}

}  // namespace tollgate::feel
