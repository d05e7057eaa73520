// Reasons with the values at hand.
#include <algorithm>
#include <string>

#include "builtin.h"
#include "reasons.h"
#include "tollgate/feel/unknown_name.h"
#include "tollgate/feel/words.h"

namespace tollgate::feel {

using words::both;
using words::fill;
using words::in_quotes;

uint16_t operation_of(const Instruction& instruction) {
  const auto op = static_cast<uint16_t>(instruction.op);
  if (instruction.op >= Op::kAdd && instruction.op <= Op::kPower) {
    return static_cast<uint16_t>(op - static_cast<uint16_t>(Op::kAdd) +
                                 static_cast<uint16_t>(Operator::kAdd));
  }
  if (instruction.op >= Op::kEqual && instruction.op <= Op::kGreaterEqual) {
    return static_cast<uint16_t>(op - static_cast<uint16_t>(Op::kEqual) +
                                 static_cast<uint16_t>(Operator::kEqual));
  }
  if (instruction.op >= Op::kJumpUnlessEqual && instruction.op <= Op::kJumpUnlessGreaterEqual) {
    return static_cast<uint16_t>(op - static_cast<uint16_t>(Op::kJumpUnlessEqual) +
                                 static_cast<uint16_t>(Operator::kEqual));
  }
  if (instruction.op == Op::kNegate) return kNegation;
  return instruction.op == Op::kIn ? kMembership : 0;
}

namespace {

// A value as part of a sentence.
std::string excerpt(const Value& value) {
  constexpr size_t kLongest = 60;
  std::string text = to_feel_excerpt(value, kLongest);
  if (text.size() <= kLongest) return text;
  if (value.is_number()) {  // zeros without end
    const Decimal n = value.as_number();
    std::string digits = Decimal::unchecked(n.negative(), n.coefficient(), 0).to_text();
    size_t zeros = 0;
    while (digits.size() > 1 && digits.back() == '0') digits.pop_back(), ++zeros;
    return digits + "e" + std::to_string(n.exponent() + static_cast<int32_t>(zeros));
  }
  size_t cut = kLongest;
  while (cut > 0 && (text[cut] & 0xc0) == 0x80) --cut;
  return text.substr(0, cut) + "…";
}

// The arguments that an instruction gives; 0 when it calls nothing.
size_t argument_count(const Instruction& instruction) {
  switch (instruction.op) {
    case Op::kCall1:
      return 1;
    case Op::kCall2:
      return 2;
    case Op::kCall:
      return instruction.c;
    case Op::kCallValue:
      return instruction.d;
    default:
      return 0;
  }
}

// What a call of a function from the expression itself got wrong: `function` with `argument`.
LocalizedText own_call_sentence(const NullOrigin& origin, const Instruction& instruction,
                                const Value& function, const Value& argument) {
  const std::vector<std::string>& parameters = function.as_function().parameters;
  if (origin.code == static_cast<uint8_t>(NullCode::kArgumentType)) {
    const size_t index = origin.detail & 15;
    const auto* const closure = dynamic_cast<const ClosureRep*>(&function.as_function());
    if (closure == nullptr || index >= parameters.size()) return sentence_of(origin, 0);
    const Lambda& lambda = closure->chunk->lambdas[closure->lambda];
    return fill("参数{0}要用 {1}，不能是 {2}", "{0} must be of type {1}, not {2}",
                {in_quotes(parameters[index]), both(lambda.parameter_types[index].text()),
                 both(excerpt(argument))});
  }
  std::string usage;
  for (const std::string& parameter : parameters) usage += (usage.empty() ? "" : ", ") + parameter;
  if (origin.code == static_cast<uint8_t>(NullCode::kArgumentName)) {
    return fill("函数没有这些名字的参数；它的参数是 ({0})",
                "the function has no arguments of these names; its arguments are ({0})",
                {both(usage)});
  }
  return fill("函数的参数是 ({0})，这里给了 {1} 个",
              "the function takes ({0}); the arguments given are {1}",
              {both(usage), both(std::to_string(argument_count(instruction)))});
}

LocalizedText index_sentence(const Value& list, const Value& position) {
  const size_t size = list.is_list() ? list.as_list().size() : 1;
  return fill("列表有 {0} 项，没有第 {1} 项", "a list of {0} has no item {1}",
              {both(std::to_string(size)), both(excerpt(position))});
}

// `name` is what was looked for in `source`.
LocalizedText member_sentence(const Value& source, std::string_view name,
                              std::vector<std::string>& candidates) {
  if (source.is_null()) {
    return fill("“.{0}”前面的值是空的", "the value before '.{0}' is empty", {both(name)});
  }
  if (source.is_context()) {
    constexpr size_t kMaxKeys = 200;
    std::vector<std::string> keys;
    const ContextRep& context = source.as_context();
    for (size_t i = 0; i < std::min(context.size(), kMaxKeys); ++i) keys.push_back(context.key(i));
    candidates = likely_names(name, keys);
  }
  const LocalizedText kind = kind_in_words(static_cast<uint8_t>(source.kind()));
  if (candidates.empty()) {
    return fill("{0}里没有{1}（{2}）", "{0} has no {1} ({2})",
                {kind, in_quotes(name), both(excerpt(source))});
  }
  return fill("{0}里没有{1}，是不是{2}？", "{0} has no {1}. Did you mean {2}?",
              {kind, in_quotes(name), in_quotes(candidates.front())});
}

// Whether the text was for date() or date and time().
bool reads_days(const NullOrigin& origin) {
  const size_t builtin = origin.detail >> 4;
  return builtin_at(static_cast<uint8_t>(builtin)).name.starts_with("date");
}

// Table 60 of DMN 1.5.
bool is_too_large_exponent(const Value& exponent) {
  static const Decimal largest(999999999);
  return exponent.is_number() && compare(exponent.as_number().abs(), largest) > 0;
}

// "1 + \"a\"", "5 in \"a\"", "\"a\", 2"
std::string values_text(const Instruction& instruction, const Value& left, const Value& right) {
  const uint16_t operation = operation_of(instruction);
  if (operation > 0 && operation < kNegation) {
    return excerpt(left) + " " + std::string(operator_text(static_cast<Operator>(operation))) +
           " " + excerpt(right);
  }
  if (operation == kMembership) return excerpt(left) + " in " + excerpt(right);
  if (left.is_null()) return right.is_null() ? std::string() : excerpt(right);
  return right.is_null() ? excerpt(left) : excerpt(left) + ", " + excerpt(right);
}

// The pattern that cannot be read; empty when its flags are at fault, which are not at hand.
std::string pattern_text(const NullOrigin& origin, const Value& pattern) {
  return is_about_flags(origin) ? std::string() : excerpt(pattern);
}

}  // namespace

Diagnostic reason_with_values(const Value& null, const Instruction& instruction, const Value& left,
                              const Value& right) {
  Diagnostic d = null_reason(null).value_or(Diagnostic{});
  const NullOrigin origin = null.null_origin();
  const auto code = static_cast<NullCode>(origin.code);
  const bool own_call =
      (instruction.op == Op::kCallValue || instruction.op == Op::kCallNamed) && left.is_function();
  if (own_call && is_own_function(origin)) {
    d.message = own_call_sentence(origin, instruction, left, right);
    return d;
  }
  if (code == NullCode::kIndexRange) {
    d.message = index_sentence(left, right);
    return d;
  }
  if (instruction.op == Op::kPath && right.is_string()) {
    d.message = member_sentence(left, right.as_string(), d.candidates);
    return d;
  }
  d.message = sentence_of(origin, argument_count(instruction));
  if (code == NullCode::kUnreadable && left.is_string() && reads_days(origin)) {
    const LocalizedText no_day = words::no_such_day(left.as_string());
    if (!no_day.empty()) d.message = no_day;
  }
  if (code == NullCode::kPower && is_too_large_exponent(right)) {
    d.message = {"指数最多到 999,999,999", "exponents go up to 999,999,999"};
  }
  // Of a pattern only it itself, or the flags, matter.
  const std::string values = code == NullCode::kPattern ? pattern_text(origin, right)
                                                        : values_text(instruction, left, right);
  if (!values.empty()) {
    d.message.zh += "（" + values + "）";
    d.message.en += " (" + values + ")";
  }
  return d;
}

}  // namespace tollgate::feel
