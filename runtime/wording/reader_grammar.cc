// The grammar: as FEEL's, with words between the operands that FEEL has a call for. Long because
// each level of precedence has a way in either language, and they call each other.
//
// Source: DMN 1.5, 10.3.1.2.
#include <algorithm>

#include "periods.h"
#include "reader.h"
#include "tollgate/feel/type.h"

namespace tollgate::wording {
namespace {

constexpr size_t kDeepest = 60;  // as FEEL's parser, which refuses deeper ones

// Before a value alone, as in a list of tests; "是" is a value there.
bool is_test_word(const CompareWord& row, size_t) {
  return row.is_sign || (!row.after_number && std::u32string_view(row.text).size() > 1);
}

}  // namespace

const Name* FormulaReader::expression() {
  if (++depth_ > kDeepest) {
    skip();
    if (at_ < size()) copy(size());
    --depth_;
    return nullptr;
  }
  const Name* node = comparison();
  while (true) {
    skip();
    size_t end = 0;
    const JoinWord* word = longest(kJoinWords, at_, end);
    const bool sign =
        word != nullptr && !is_of_name(point(at_)) && point(at_) != U'&' && point(at_) != U'|';
    if (word == nullptr || sign || (word->join != Join::kAnd && word->join != Join::kOr)) break;
    emit_operator(word->join == Join::kAnd ? "and" : "or", end);
    node = nullptr;
    (void)comparison();
  }
  --depth_;
  return node;
}

const Name* FormulaReader::comparison() {
  const size_t start = pieces_.size();
  const Name* left = additive();
  while (pieces_.size() > start && comparison_tail(start, left)) left = nullptr;
  return left;
}

bool FormulaReader::comparison_tail(size_t start, const Name* left) {
  skip();
  // A word that reaches the end may still grow.
  if (operand_ && !unclosed_ && (at_ < size() || !lead_.empty())) note(Expected::kOperator, left);
  if (at_ >= size()) return false;
  size_t end = 0;
  const OperatorWord* word = longest(kOperatorWords, at_, end);
  size_t compare_end = 0;
  const CompareWord* sign = longest(
      kCompareWords, at_, [](const CompareWord& row) { return std::u32string_view(row.text); },
      [](const CompareWord& row, size_t) { return !row.after_number; }, compare_end);
  if (sign != nullptr && compare_end > end) {
    compare(start, left, sign->comparison, compare_end);
    return true;
  }
  if (word == nullptr) return number_without_sign();
  switch (word->op) {
    case FormulaOperator::kEmpty:
      emit_operator("= null", end);
      spaced_ = false;
      return true;
    case FormulaOperator::kNotEmpty:
      emit_operator("!= null", end);
      spaced_ = false;
      return true;
    case FormulaOperator::kIn:
    case FormulaOperator::kNotIn:
      inside(start, left, word->op == FormulaOperator::kNotIn, end);
      return true;
    case FormulaOperator::kBetween:
      between(end);
      return true;
    case FormulaOperator::kInstanceOf:
      emit_operator("instance of", end);
      type();
      return true;
    default:
      contains(start, left, word->op, end);
      return true;
  }
}

void FormulaReader::compare(size_t start, const Name* left, Comparison op, size_t end) {
  const bool equal = op == Comparison::kEqual || op == Comparison::kUnequal;
  if (equal && period(start, left, op == Comparison::kUnequal, end, true)) return;
  emit_operator(std::string(feel_text(op)), end);
  skip();
  const size_t right = pieces_.size();
  note(Expected::kOperand, left);
  (void)additive(left);
  // A moment is compared with today by its day.
  const bool today = pieces_.size() > right && pieces_[right].feel == "today()";
  if (today && left != nullptr && left->kind == NameKind::kDateTime) {
    const Span source = pieces_[start].source;
    insert(start, "date(", {source.begin, source.begin});
    const Span last = pieces_[right - 1].source;  // of the left side
    // Behind the left side: right before the comparison, which moved by one.
    pieces_.insert(pieces_.begin() + ptrdiff_t(right), {")", {last.end, last.end}, {}});
  }
}

// "拜访日期 在 本月": a range of days, of which today's day may be one.
bool FormulaReader::period(size_t start, const Name* left, bool negated, size_t word_end,
                           bool equal) {
  TimeSpan time;
  const size_t from = past_space(word_end);
  size_t end = time_span(from, time);
  if (end == 0 || point(past_space(end)) == U'(') return false;
  // A name may begin like a time: "本月目标".
  if (name_at(from).end > end) return false;
  if (time.period == Period::kDay && time.days == 1) {
    if (equal) return false;  // "= 今天" is a comparison
    time.days = 1;
  }
  size_t inside_end = 0;
  (void)longest(kInsideWords, past_space(end), inside_end);
  end = std::max(end, inside_end);
  const Span source = span(at_, end);
  if (left != nullptr && left->kind == NameKind::kDateTime) {
    insert(start, "date(", {pieces_[start].source.begin, pieces_[start].source.begin});
    append(")", {source.begin, source.begin});
  }
  const std::string range = time.period == Period::kDay ? last_days_range(time.days)
                                                        : period_range(time.period, time.before);
  emit_operator("in", word_end);
  skip();
  emit(range, end);
  if (negated) {
    insert(start, "not(", source);
    append(")", source);
  }
  return true;
}

void FormulaReader::contains(size_t start, const Name* left, FormulaOperator op, size_t end) {
  const char* feel = "contains(";
  bool negated = false;
  switch (op) {
    case FormulaOperator::kNotContains:
      negated = true;
      [[fallthrough]];
    case FormulaOperator::kContains:
      feel = has_many(left) ? "list contains(" : "contains(";
      break;
    case FormulaOperator::kNotStartsWith:
      negated = true;
      [[fallthrough]];
    case FormulaOperator::kStartsWith:
      feel = "starts with(";
      break;
    case FormulaOperator::kNotEndsWith:
      negated = true;
      [[fallthrough]];
    default:
      feel = "ends with(";
      break;
  }
  const Span source = span(at_, end);
  insert(start, (negated ? "not(" : "") + std::string(feel), source);
  lead_.clear();
  emit(",", end);
  skip();
  if (lead_.empty()) lead_ = " ";
  note(Expected::kOperand, left);
  (void)additive(left);
  append(negated ? "))" : ")", source);
}

void FormulaReader::inside(size_t start, const Name* left, bool negated, size_t end) {
  if (period(start, left, negated, end, false)) return;
  const Span source = span(at_, end);
  // "在 3 到 5 之间".
  Amount amount_read;
  const size_t number_end = amount(past_space(end), amount_read);
  size_t to_end = 0;
  if (number_end != 0 && longest(kBetweenEnds, past_space(number_end), to_end) != nullptr) {
    if (negated) insert(start, "not(", source);
    between(end);
    if (negated) append(")", source);
    return;
  }
  if (negated) insert(start, "not(", source);
  emit_operator("in", end);
  skip();
  const size_t first = pieces_.size();
  note(Expected::kOperand, left);
  size_t sign_end = 0;
  const CompareWord* sign = longest(
      kCompareWords, at_, [](const CompareWord& row) { return std::u32string_view(row.text); },
      is_test_word, sign_end);
  if (sign != nullptr) emit(std::string(feel_text(sign->comparison)), sign_end);
  (void)additive(left);
  // Several without brackets: "属于 赢单、丢单".
  skip();
  bool several = false;
  while (point(at_) == U'、' && pieces_.size() > first) {
    lead_.clear();
    emit(",", at_ + 1);
    skip();
    if (lead_.empty()) lead_ = " ";
    note(Expected::kOperand, left);
    (void)additive(left);
    several = true;
    skip();
  }
  if (several) {
    insert(first, "(", source);
    append(")", source);
  }
  if (negated) append(")", source);
}

void FormulaReader::between(size_t end) {
  emit_operator("between", end);
  skip();
  note(Expected::kOperand, nullptr);
  (void)additive();
  skip();
  size_t to_end = 0;
  if (longest(kBetweenEnds, at_, to_end) == nullptr) return;
  emit_operator("and", to_end);
  skip();
  note(Expected::kOperand, nullptr);
  (void)additive();
  const size_t after = past_space(at_);
  size_t close = 0;
  if (longest(kRangeEnds, after, close) != nullptr) at_ = close;
}

// "15 以上"; and a number that nothing compares with what stands before it.
bool FormulaReader::number_without_sign() {
  if (!is_digit(point(at_)) && !is_of_name(point(at_))) return false;
  Amount read;
  const size_t end = is_digit(point(at_)) ? amount(at_, read) : 0;
  if (end == 0) return false;
  size_t word_end = 0;
  const CompareWord* word = longest(
      kCompareWords, past_space(end),
      [](const CompareWord& row) { return std::u32string_view(row.text); },
      [](const CompareWord& row, size_t) { return row.after_number; }, word_end);
  const std::string number = read.number.to_text();
  if (word != nullptr) {
    if (lead_.empty()) lead_ = " ";
    emit(std::string(feel_text(word->comparison)) + " " + number, word_end);
    return true;
  }
  const std::string written(raw(at_, end));
  problem("formula.no_comparison",
          {"与 " + written + " 怎么比？", "how is it compared with " + written + "?"}, at_, end,
          {"≥ " + written, "< " + written, "= " + written});
  copy(end);
  return true;
}

const Name* FormulaReader::additive(const Name* compared) {
  const Name* left = unary(compared);
  while (true) {
    skip();
    const char32_t c = point(at_);
    const char* feel = nullptr;
    size_t length = 1;
    switch (c) {
      case U'+':
        feel = "+";
        break;
      case U'-':
      case U'−':
        feel = "-";
        break;
      case U'*':
        if (point(at_ + 1) == U'*') length = 2;
        feel = length == 2 ? "**" : "*";
        break;
      case U'^':
        feel = "**";
        break;
      case U'×':
        feel = "*";
        break;
      case U'/':
      case U'÷':
        feel = "/";
        break;
      default:
        break;
    }
    if (feel == nullptr) return left;
    emit(feel, at_ + length);
    skip();
    note(Expected::kOperand, nullptr);
    (void)unary(nullptr);
    left = nullptr;
  }
}

const Name* FormulaReader::unary(const Name* compared) {
  skip();
  if (++depth_ > kDeepest) {
    if (at_ < size()) copy(size());
    --depth_;
    return nullptr;
  }
  const Name* node = nullptr;
  size_t end = 0;
  if (point(at_) == U'-' || point(at_) == U'−') {
    emit("-", at_ + 1);
    (void)unary(nullptr);
  } else if (const JoinWord* word = longest(kJoinWords, at_, end);
             word != nullptr && word->join == Join::kNot && name_at(at_).end <= end &&
             point(end) != U'_') {
    if (point(past_space(end)) == U'(') {
      emit("not", end);
      skip();
      lead_.clear();
      arguments(U')');
    } else {
      const Span source = span(at_, end);
      emit("not(", end);
      skip();
      lead_.clear();
      (void)comparison();
      append(")", source);
    }
  } else {
    node = postfix(compared);
  }
  --depth_;
  return node;
}

const Name* FormulaReader::postfix(const Name* compared) {
  const size_t start = pieces_.size();
  const Name* node = primary(compared);
  operand_ = pieces_.size() != start;
  if (!operand_) return node;
  while (true) {
    skip();
    const char32_t c = point(at_);
    if (c == U'.' && point(at_ + 1) != U'.') {
      node = member(node, true, at_ + 1);
    } else if ((c == U'的' || c == U'›') && member_follows(node, at_ + 1)) {
      node = member(node, false, at_ + 1);
    } else if (c == U'[') {
      node = filter(node);
    } else if (c == U'(') {
      arguments(U')');
      node = nullptr;
    } else {
      return node;
    }
  }
}

bool FormulaReader::member_follows(const Name* of, size_t sign_end) {
  const size_t from = past_space(sign_end);
  size_t end = 0;
  return (of != nullptr && !of->members.empty()) || longest(kMemberWords, from, end) != nullptr;
}

const Name* FormulaReader::member(const Name* of, bool by_dot, size_t sign_end) {
  if (!by_dot) lead_.clear();
  emit(".", sign_end);
  skip();
  if (!by_dot) lead_.clear();
  note(Expected::kMember, nullptr, of);
  if (at_ >= size()) return nullptr;
  Match match;
  if (of != nullptr) match_in(of->members, at_, match);
  const Name* quoted = nullptr;
  if (match.end != 0) return use(match);
  if (of != nullptr && (point(at_) == U'「' || point(at_) == U'\'')) {
    const size_t kept = scopes_.size();
    scopes_.push_back(&of->members);
    const bool done = quoted_name(quoted);
    scopes_.resize(kept);
    if (done) return quoted;
  }
  size_t end = 0;
  const MemberWord* word = longest(kMemberWords, at_, end);
  if (word != nullptr) {
    emit(std::string(word->member), end);
    return nullptr;
  }
  end = at_;
  while (is_of_name(point(end)) || point(end) == U'_') {
    if (end > at_ && !is_latin(point(end)) && operator_begins(end)) break;
    ++end;
  }
  if (end == at_) return nullptr;
  if (of != nullptr && !of->members.empty()) {
    const std::string written(raw(at_, end));
    problem("formula.unknown_name",
            {"“" + of->label + "”没有“" + written + "”", of->label + " has no “" + written + "”"},
            at_, end, nearest(written, &of->members));
  }
  copy(end);
  return nullptr;
}

const Name* FormulaReader::filter(const Name* list) {
  if (lead_.find('/') == std::string::npos) lead_.clear();
  emit("[", at_ + 1);
  ++brackets_;
  const size_t locals = locals_.size();
  if (list != nullptr) {
    scopes_.push_back(&list->members);
  }
  locals_.push_back({"item", U"item", list});
  note(Expected::kOperand, nullptr);
  (void)expression();
  locals_.resize(locals);
  if (list != nullptr) scopes_.pop_back();
  --brackets_;
  skip();
  if (point(at_) == U']') {
    emit("]", at_ + 1);
  } else {
    unclosed_ = true;
  }
  return list;
}

// A bracket with what stands between its commas: values, ranges, tests, names of arguments.
void FormulaReader::arguments(char32_t close, const Name* compared) {
  copy(at_ + 1);
  pieces_.back().feel = close == U')' ? "(" : "[";
  ++brackets_;
  while (true) {
    skip();
    if (at_ >= size()) {
      const bool begins =
          pieces_.back().feel == "," || pieces_.back().feel == "(" || pieces_.back().feel == "[";
      if (begins && !unclosed_) note(Expected::kOperand, compared);
      unclosed_ = true;
      break;
    }
    const char32_t c = point(at_);
    if (c == close || c == U']' || c == U')') {
      emit(c == U')' ? ")" : "]", at_ + 1);
      break;
    }
    if (c == U'}') break;
    const size_t before = at_;
    if (c == U',' || c == U'、' || c == U';') {
      emit(",", at_ + 1);
      continue;
    }
    if (c == U'.' && point(at_ + 1) == U'.') {
      emit("..", at_ + 2);
      continue;
    }
    if (c == U':') {
      emit(":", at_ + 1);
      continue;
    }
    size_t sign_end = 0;
    const CompareWord* sign = longest(
        kCompareWords, at_, [](const CompareWord& row) { return std::u32string_view(row.text); },
        is_test_word, sign_end);
    if (sign != nullptr) {
      emit(std::string(feel_text(sign->comparison)), sign_end);
      continue;
    }
    // The name of an argument, before its colon, is no field.
    size_t word = at_;
    while (is_latin_part_or_space(word)) ++word;
    if (word > at_ && point(word) == U':' && is_latin(point(at_))) {
      copy(word);
      continue;
    }
    note(Expected::kOperand, compared);
    if (compared != nullptr && option(compared, 0)) continue;
    if (compared != nullptr && text(compared)) continue;
    (void)expression();
    if (at_ == before) copy(at_ + 1);
  }
  --brackets_;
}

bool FormulaReader::is_latin_part_or_space(size_t i) const {
  const char32_t c = point(i);
  return is_latin(c) || is_digit(c) || c == U'_' || c == U' ';
}

void FormulaReader::context() {
  emit("{", at_ + 1);
  ++brackets_;
  while (true) {
    skip();
    if (at_ >= size()) break;
    if (point(at_) == U'}') {
      emit("}", at_ + 1);
      break;
    }
    if (point(at_) == U',') {
      emit(",", at_ + 1);
      continue;
    }
    // A key as it is, up to its colon.
    size_t end = at_;
    const bool quoted = point(end) == U'"';
    if (quoted) ++end;
    while (end < size() && (quoted ? point(end) != U'"' : point(end) != U':') &&
           point(end) != U'}' && (quoted || point(end) != U',')) {
      ++end;
    }
    while (end < size() && point(end) != U':' && point(end) != U'}' && point(end) != U',') ++end;
    if (end == at_) break;
    copy(end);
    if (point(at_) != U':') continue;
    emit(":", at_ + 1);
    note(Expected::kOperand, nullptr);
    (void)expression();
  }
  --brackets_;
}

// A type as it stands there.
void FormulaReader::type() {
  skip();
  size_t best = 0;
  for (const std::string& name : feel::simple_type_names()) {
    best = std::max(best, match_word(phrase_text(name).points, at_));
  }
  if (best != 0) {
    copy(best);
    return;
  }
  size_t end = at_;
  while (is_latin(point(end)) || point(end) == U'_') ++end;
  const size_t open = past_space(end);
  if (point(open) == U'<') {
    int deep = 0;
    for (end = open; end < size(); ++end) {
      if (point(end) == U'<') ++deep;
      if (point(end) == U'>' && point(end - 1) != U'-' && --deep == 0) {
        ++end;
        break;
      }
    }
    if (point(past_space(end)) == U'-' && point(past_space(end) + 1) == U'>') {
      copy(past_space(end) + 2);
      type();
      return;
    }
  }
  if (end > at_) copy(end);
}

}  // namespace tollgate::wording
