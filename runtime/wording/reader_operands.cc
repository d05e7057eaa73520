// What values are written as: names, texts, options, numbers with units, dates, calls. Long as it
// holds several things: dates and calls could be files of their own.
#include <algorithm>

#include "reader.h"
#include "tollgate/feel/function_help.h"
#include "tollgate/feel/lexer.h"
#include "tollgate/feel/value.h"

namespace tollgate::wording {
namespace {

// As FEEL writes it, with or without brackets behind it.
std::string_view function_at(std::string_view text) {
  const feel::FunctionHelp* help = feel::find_function_help(text);
  return help != nullptr ? help->name : std::string_view();
}

struct FunctionWord {
  std::u32string text;
  std::string_view name;
};

const std::vector<FunctionWord>& function_words() {
  static const std::vector<FunctionWord> words = [] {
    std::vector<FunctionWord> made;
    for (const feel::FunctionHelp& help : feel::all_function_help()) {
      made.push_back({phrase_text(help.name).points, help.name});
      made.push_back({phrase_text(help.label_zh).points, help.name});
      if (help.label_en != help.name)
        made.push_back({phrase_text(help.label_en).points, help.name});
    }
    return made;
  }();
  return words;
}

bool is_close(char32_t c) {
  return c == U')' || c == U']' || c == U'}' || c == U',' || c == U':' || c == U'\0';
}

}  // namespace

const Name* FormulaReader::primary(const Name* compared) {
  skip();
  note(Expected::kOperand, compared);
  const char32_t c = point(at_);
  if (is_close(c)) return nullptr;
  const Name* node = nullptr;
  if (text(compared)) return nullptr;
  if (quoted_name(node)) return node;
  if (c == U'@') {
    copy(at_ + 1);
    skip();
    (void)text(nullptr);
    return nullptr;
  }
  if (c == U'(' || c == U'[') {
    arguments(c == U'(' ? U')' : U']', compared);
    return nullptr;
  }
  if (c == U'{') {
    context();
    return nullptr;
  }
  if (date()) return nullptr;
  if (number(compared)) return nullptr;
  const Match match = name_at(at_);
  if (option(compared, match.end)) return nullptr;
  size_t keyword_end = 0;
  const KeywordWord* word = keyword_at(at_, keyword_end);
  const bool called = match.end != 0 && point(past_space(match.end)) == U'(';
  if (called && call()) return nullptr;
  const bool keyword_wins = word != nullptr && keyword_end > match.end;
  if (match.end != 0 && !keyword_wins && name_ends(match.end)) return use(match);
  if (call()) return nullptr;
  if (word != nullptr && keyword_expression()) return nullptr;
  if (day_word()) return nullptr;
  unknown();
  return nullptr;
}

// --- texts and options

bool FormulaReader::text(const Name* compared) {
  const char32_t open = point(at_);
  const bool curly = open == U'“' || open == U'”' || open == U'‘';
  if (open != U'"' && !curly) return false;
  const char32_t close = open == U'"' ? U'"' : open == U'‘' ? U'’' : U'”';
  size_t end = at_ + 1;
  while (end < size() && point(end) != close) end += point(end) == U'\\' && !curly ? 2 : 1;
  if (end >= size()) {
    // Being typed.
    copy(size());
    return true;
  }
  const std::string inner(raw(at_ + 1, end));
  std::string value;
  if (curly) {
    value = inner;
  } else if (!feel::unescape("\"" + inner + "\"", value)) {
    copy(end + 1);
    return true;
  }
  if (compared != nullptr && !compared->options.empty()) {
    std::vector<const OptionName*> found;
    for (const OptionName& known : compared->options) {
      if (known.label == value) found.push_back(&known);
    }
    if (found.empty()) {
      for (const OptionName& known : compared->options) {
        if (known.id == value) found.push_back(&known);
      }
    }
    if (found.size() > 1) {
      std::vector<std::string> candidates;
      for (const OptionName* known : found) candidates.push_back(feel::quote(known->id));
      problem("formula.ambiguous_option",
              {"“" + value + "”有 " + std::to_string(found.size()) + " 个选项，指的是哪一个？",
               "there are " + std::to_string(found.size()) + " options “" + value +
                   "”: which one is meant?"},
              at_, end + 1, std::move(candidates));
    } else if (!found.empty()) {
      value = found.front()->id;
    }
  }
  emit(feel::quote(value), end + 1);
  return true;
}

// An option's label without quotes, where a choice is compared with it.
bool FormulaReader::option(const Name* compared, size_t longer_than) {
  if (compared == nullptr) return false;
  const OptionName* best = nullptr;
  size_t best_end = 0;
  for (const OptionName& known : compared->options) {
    for (const std::string* written : {&known.label, &known.id}) {
      if (written->empty()) continue;
      const size_t end = match_word(phrase_text(*written).points, at_);
      if (end <= best_end) continue;
      best = &known;
      best_end = end;
    }
  }
  if (best == nullptr || best_end < longer_than) return false;
  if (longer_than != 0 && best_end == longer_than) {
    const std::string written(raw(at_, best_end));
    const Match name = name_at(at_);
    if (name.name != nullptr) {
      problem("formula.ambiguous_option",
              {"“" + written + "”是选项还是字段？", "is “" + written + "” an option or a field?"},
              at_, best_end, {"“" + best->label + "”", "「" + name.name->label + "」"});
    }
  }
  emit(feel::quote(best->id), best_end);
  return true;
}

// 「A > B」 or 'A > B': a name that holds whatever it likes. A quote within is written twice.
bool FormulaReader::quoted_name(const Name*& node) {
  const char32_t open = point(at_);
  if (open != U'「' && open != U'\'') return false;
  const char32_t close = open == U'「' ? U'」' : U'\'';
  size_t end = at_ + 1;
  std::u32string inner;
  for (; end < size(); ++end) {
    if (point(end) == close) {
      if (point(end + 1) != close) break;
      ++end;
    }
    inner += point(end);
  }
  if (end >= size()) {
    copy(size());
    return true;
  }
  Match match;
  const auto look_in = [&](const std::vector<Name>& names) {
    if (match.end != 0) return;
    for (uint8_t rank = 0; rank <= 2; ++rank) {
      for (const Folded& one : folded(names)) {
        if (one.rank == rank && one.text == inner) match.all.push_back(one.name);
      }
      if (!match.all.empty()) break;
    }
    if (match.all.empty()) return;
    match.end = end + 1;
    match.name = match.all.front();
  };
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) look_in(**scope);
  look_in(names_.roots);
  if (match.end != 0) {
    node = use(match);
    return true;
  }
  const std::string written(raw(at_ + 1, end));
  problem("formula.unknown_name", {"没有“" + written + "”", "nothing is called “" + written + "”"},
          at_, end + 1, nearest(written, nullptr));
  copy(end + 1);
  return true;
}

// --- numbers and dates

// 2026-01-31 or 2026年1月31日. A subtraction of such numbers is written with spaces.
bool FormulaReader::date() {
  const auto digits_at = [&](size_t from, size_t most, std::string& out) {
    size_t i = from;
    while (i - from < most && is_digit(point(i))) out += char(point(i++));
    return i;
  };
  std::string year, month, day;
  size_t i = digits_at(at_, 4, year);
  if (year.size() != 4) return false;
  const bool dashes = point(i) == U'-';
  if (!dashes && point(i) != U'年') return false;
  i = digits_at(i + 1, 2, month);
  if (month.empty() || (dashes && month.size() != 2) || point(i) != (dashes ? U'-' : U'月')) {
    return false;
  }
  i = digits_at(i + 1, 2, day);
  if (day.empty() || (dashes && day.size() != 2) || is_digit(point(i))) return false;
  if (!dashes) {
    if (point(i) != U'日' && point(i) != U'号') return false;
    ++i;
  }
  if (month.size() == 1) month.insert(0, "0");
  if (day.size() == 1) day.insert(0, "0");
  emit("date(\"" + year + "-" + month + "-" + day + "\")", i);
  return true;
}

bool FormulaReader::number(const Name* compared) {
  const char32_t c = point(at_);
  const bool plain = is_digit(c) || (c == U'.' && is_digit(point(at_ + 1)));
  if (!plain) {
    // In Chinese digits only where a number is due: names begin with them too.
    const bool money = is_money_sign(c);
    const bool due = compared != nullptr && compared->kind == NameKind::kNumber;
    if (!money && !due && match(U"百分之", at_) == 0) return false;
    if (!money && name_at(at_).end != 0) return false;
    Amount read;
    const size_t end = amount(at_, read);
    if (end == 0 || is_of_name(point(end))) return false;
    emit(read.number.to_text(), end);
    return true;
  }
  // The digits as FEEL has them.
  size_t end = at_;
  const auto digits_from = [&](size_t i) {
    while (is_digit(point(i))) ++i;
    return i;
  };
  end = digits_from(end);
  bool whole = true;
  if (point(end) == U'.' && is_digit(point(end + 1))) {
    end = digits_from(end + 1);
    whole = false;
  }
  if (point(end) == U'e') {
    const size_t sign = point(end + 1) == U'+' || point(end + 1) == U'-' ? 1 : 0;
    if (is_digit(point(end + 1 + sign))) {
      copy(digits_from(end + 1 + sign));
      return true;
    }
  }
  // "1,000": grouped, or two values of a list.
  const auto group_at = [&](size_t i) {
    return point(i) == U',' && is_digit(point(i + 1)) && is_digit(point(i + 2)) &&
           is_digit(point(i + 3)) && !is_digit(point(i + 4));
  };
  std::string text(raw(at_, end));
  if (whole && end - at_ <= 3 && group_at(end)) {
    size_t last = end;
    std::string joined = text;
    while (group_at(last)) {
      joined += raw(last + 1, last + 4);
      last += 4;
    }
    if (brackets_ > 0) {
      const std::string written(raw(at_, last));
      std::string parted = written;
      for (size_t i = parted.find(','); i != std::string::npos; i = parted.find(',', i + 1)) {
        parted.insert(i + 1, " ");
      }
      problem(
          "formula.ambiguous_number",
          {"“" + written + "”是一个数还是几个数？", "is “" + written + "” one number or several?"},
          at_, last, {joined, parted});
    } else {
      end = last;
      if (point(end) == U'.' && is_digit(point(end + 1))) {
        const size_t tail = digits_from(end + 1);
        joined += raw(end, tail);
        end = tail;
      }
      text = joined;
    }
  }
  for (char& digit : text) {
    // Full-width digits come as three bytes: those are read again in half width below.
    if (static_cast<unsigned char>(digit) >= 0x80) {
      text.clear();
      break;
    }
  }
  if (text.empty()) {
    for (size_t i = at_; i < end; ++i) text += char(point(i));
  }
  const size_t behind = past_space(end);
  size_t length_end = 0;
  const bool counts = compared != nullptr && compared->kind == NameKind::kNumber;
  const LengthWord* length = counts ? nullptr : longest(kLengthWords, behind, length_end);
  if (length != nullptr && name_at(behind).end <= length_end) {
    Decimal number;
    if (const std::optional<Decimal> read = Decimal::parse(text)) number = *read;
    const std::optional<Decimal> many = multiply(number, Decimal(length->times));
    if (many && many->is_integer()) {
      emit("duration(\"" + std::string(length->before) +
               std::to_string(many->to_int64().value_or(0)) + length->after + "\")",
           length_end);
      return true;
    }
  }
  size_t unit_end = 0;
  const UnitWord* unit = longest(kUnitWords, behind, unit_end);
  if (unit != nullptr && name_at(behind).end <= unit_end) {
    const std::optional<Decimal> number = Decimal::parse(text);
    const std::optional<Decimal> factor = Decimal::parse(unit->factor);
    const std::optional<Decimal> value =
        number && factor ? multiply(*number, *factor) : std::nullopt;
    if (value) {
      text = value->to_text();
      if (text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
      }
      end = unit_end;
    }
  }
  size_t measure_end = 0;
  if (longest(kMeasureWords, past_space(end), measure_end) != nullptr &&
      name_at(past_space(end)).end <= measure_end && point(past_space(measure_end)) != U'(') {
    end = measure_end;
  }
  emit(text, end);
  return true;
}

// Times that stand alone, without a date that lies in them.
bool FormulaReader::day_word() {
  TimeSpan time;
  const size_t end = time_span(at_, time);
  if (end == 0) return false;
  const std::string written(raw(at_, end));
  std::string date = "…";
  for (const Name& name : names_.roots) {
    if (name.kind != NameKind::kDate && name.kind != NameKind::kDateTime) continue;
    date = name.label;
    break;
  }
  const bool latin = is_latin(point(at_));
  problem("formula.period_without_date",
          {"“" + written + "”要说明是哪个日期，例如：" + date + " 在 " + written,
           "say which date lies in “" + written + "”, such as: " + date + " in " + written},
          at_, end, {date + (latin ? " in " : " 在 ") + written});
  copy(end);
  return true;
}

// --- calls and keywords

bool FormulaReader::call() {
  size_t end = 0;
  const FunctionWord* best = nullptr;
  for (const FunctionWord& word : function_words()) {
    const size_t stop = match_word(word.text, at_);
    if (stop <= end || point(past_space(stop)) != U'(') continue;
    best = &word;
    end = stop;
  }
  if (best == nullptr) return false;
  emit(std::string(function_at(best->name)), end);
  skip();
  if (lead_.find('/') == std::string::npos) lead_.clear();
  arguments(U')');
  return true;
}

bool FormulaReader::keyword_expression() {
  size_t end = 0;
  const KeywordWord* word = keyword_at(at_, end);
  if (word == nullptr) return false;
  switch (word->keyword) {
    case FormulaKeyword::kTrue:
      emit("true", end);
      return true;
    case FormulaKeyword::kFalse:
      emit("false", end);
      return true;
    case FormulaKeyword::kNull:
      emit("null", end);
      return true;
    case FormulaKeyword::kToday:
      emit("today()", end);
      return true;
    case FormulaKeyword::kNow:
      emit("now()", end);
      return true;
    case FormulaKeyword::kYesterday:
      emit("(today() - duration(\"P1D\"))", end);
      return true;
    case FormulaKeyword::kTomorrow:
      emit("(today() + duration(\"P1D\"))", end);
      return true;
    case FormulaKeyword::kIf:
      emit("if", end);
      (void)expression();
      if (point(past_space(at_)) == U',') at_ = past_space(at_) + 1;
      if (!keyword(FormulaKeyword::kThen, "then")) return true;
      (void)expression();
      if (point(past_space(at_)) == U',' && brackets_ == 0) at_ = past_space(at_) + 1;
      if (!keyword(FormulaKeyword::kElse, "else")) return true;
      (void)expression();
      return true;
    case FormulaKeyword::kFor:
      emit("for", end);
      iterations(FormulaKeyword::kReturn, "return");
      return true;
    case FormulaKeyword::kSome:
      emit("some", end);
      iterations(FormulaKeyword::kSatisfies, "satisfies");
      return true;
    case FormulaKeyword::kEvery:
      emit("every", end);
      iterations(FormulaKeyword::kSatisfies, "satisfies");
      return true;
    case FormulaKeyword::kFunction:
      if (point(past_space(end)) != U'(') return false;
      emit("function", end);
      function_literal();
      return true;
    default:
      return false;
  }
}

// "x in list, y in 1..3 return …": the names are known behind their lists.
void FormulaReader::iterations(FormulaKeyword end_word, const char* end_feel) {
  const size_t locals = locals_.size();
  while (true) {
    skip();
    size_t end = at_;
    while (is_of_name(point(end)) || point(end) == U'_') {
      if (!is_latin_part_or_space(end)) {
        size_t word_end = 0;
        const OperatorWord* word = longest(kOperatorWords, end, word_end);
        if (word != nullptr && word->op == FormulaOperator::kIn) break;
      }
      ++end;
    }
    if (end == at_) break;
    const std::string name(raw(at_, end));
    copy(end);
    skip();
    size_t in_end = 0;
    const OperatorWord* in = longest(kOperatorWords, at_, in_end);
    if (in == nullptr || in->op != FormulaOperator::kIn) break;
    emit("in", in_end);
    const Name* list = additive();
    skip();
    if (point(at_) == U'.' && point(at_ + 1) == U'.') {
      emit("..", at_ + 2);
      (void)additive();
      list = nullptr;
    }
    locals_.push_back({name, phrase_text(name).points, list});
    skip();
    if (point(at_) != U',' && point(at_) != U'、') break;
    emit(",", at_ + 1);
  }
  if (keyword(end_word, end_feel)) (void)expression();
  locals_.resize(locals);
}

void FormulaReader::function_literal() {
  const size_t locals = locals_.size();
  skip();
  lead_.clear();
  emit("(", at_ + 1);
  while (true) {
    skip();
    if (at_ >= size()) break;
    const char32_t c = point(at_);
    if (c == U')') {
      emit(")", at_ + 1);
      break;
    }
    if (c == U',') {
      emit(",", at_ + 1);
      continue;
    }
    if (c == U':') {
      emit(":", at_ + 1);
      type();
      continue;
    }
    size_t end = at_;
    while (is_of_name(point(end)) || point(end) == U'_') ++end;
    if (end == at_) {
      copy(at_ + 1);
      continue;
    }
    const std::string name(raw(at_, end));
    locals_.push_back({name, phrase_text(name).points, nullptr});
    copy(end);
  }
  skip();
  size_t external = match(U"external", at_);
  if (external != 0) copy(external);
  (void)expression();
  locals_.resize(locals);
}

// What nobody knows stays as it is.
void FormulaReader::unknown() {
  size_t end = at_;
  if (is_latin(point(end)) || point(end) == U'_' || point(end) == U'?') {
    while (is_latin(point(end)) || is_digit(point(end)) || point(end) == U'_' ||
           point(end) == U'?') {
      ++end;
    }
  } else {
    while (is_of_name(point(end)) || point(end) == U'_') {
      if (end > at_ && operator_begins(end)) break;
      if (end > at_ && is_latin(point(end)) != is_latin(point(end - 1)) && name_at(end).end != 0) {
        break;
      }
      ++end;
    }
  }
  if (end == at_) return;
  size_t word_end = 0;
  const bool reserved = keyword_at(at_, word_end) != nullptr && word_end == end;
  const std::string written(raw(at_, end));
  if (!reserved && written != "?") {
    std::vector<std::string> candidates = nearest(written, nullptr);
    problem("formula.unknown_name",
            {"没有“" + written + "”", "nothing is called “" + written + "”"}, at_, end,
            std::move(candidates));
  }
  copy(end);
}

}  // namespace tollgate::wording
