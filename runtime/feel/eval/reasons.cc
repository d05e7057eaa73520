#include "reasons.h"

#include <string>

#include "builtin.h"

namespace tollgate::feel {
namespace {

LocalizedText kind_in_words(uint8_t kind) {
  static constexpr std::string_view kChinese[] = {
      "空值",     "是/否", "数字", "文字",     "日期", "时间", "日期时间",
      "年月时长", "时长",  "列表", "一组字段", "区间", "函数"};
  static constexpr std::string_view kEnglish[] = {
      "nothing",    "yes/no", "a number",          "text",
      "a date",     "a time", "a date and time",   "years and months",
      "a duration", "a list", "a group of fields", "a range",
      "a function"};
  if (kind >= std::size(kChinese)) return {"?", "?"};
  return {std::string(kChinese[kind]), std::string(kEnglish[kind])};
}

// "substring"
std::string function_of(const NullOrigin& origin) {
  if ((origin.detail & kOwnFunction) == kOwnFunction) return "function";
  const std::string_view name = builtin_at(static_cast<uint8_t>(origin.detail >> 4)).name;
  return std::string(name.substr(0, name.find('/')));
}

LocalizedText argument_text(const NullOrigin& origin, std::string_view zh, std::string_view en) {
  const std::string function = function_of(origin);
  const std::string position = std::to_string((origin.detail & 15) + 1);
  return {"函数 " + function + " 的第 " + position + " 个参数" + std::string(zh),
          "argument " + position + " of " + function + " " + std::string(en)};
}

LocalizedText sentence(const NullOrigin& origin) {
  const LocalizedText left = kind_in_words(origin.left);
  const LocalizedText right = kind_in_words(origin.right);
  switch (static_cast<NullCode>(origin.code)) {
    case NullCode::kNone:
      return {};
    case NullCode::kOperandTypes:
      return {left.zh + "和" + right.zh + "不能这样运算或比较",
              left.en + " and " + right.en + " do not go together here"};
    case NullCode::kNullOperand:
      return {"这里需要的值是空的", "a value that is needed here is empty"};
    case NullCode::kDivideByZero:
      return {"除数是零", "division by zero"};
    case NullCode::kNumberRange:
      return {"结果太大，无法表示", "the result is too large"};
    case NullCode::kTemporalRange:
      return {"日期或时长超出范围", "the date or duration is out of range"};
    case NullCode::kMixedZones:
      return {"一边的时间带时区，另一边没有，无法比较",
              "one of the times has a time zone and the other has none"};
    case NullCode::kNotBoolean:
      return {"条件应为是或否，实际是" + left.zh, "a condition must be yes or no, not " + left.en};
    case NullCode::kNoFunction:
      return {"这不是一个函数", "this is no function"};
    case NullCode::kArgumentCount:
      return {"函数 " + function_of(origin) + " 的参数个数不对",
              "wrong number of arguments for " + function_of(origin)};
    case NullCode::kArgumentName:
      return {"函数 " + function_of(origin) + " 没有这个名字的参数",
              function_of(origin) + " has no argument of this name"};
    case NullCode::kArgumentType:
      return argument_text(origin, "不能是" + left.zh, "cannot be " + left.en);
    case NullCode::kArgumentValue:
      return argument_text(origin, "的值不合适", "has a value that does not fit");
    case NullCode::kArgumentNull:
      return argument_text(origin, "是空的", "is empty");
    case NullCode::kUnreadable:
      return {"函数 " + function_of(origin) + " 读不懂这段文字",
              function_of(origin) + " cannot read this text"};
    case NullCode::kIndexRange:
      return {"列表里没有这个位置的项", "the list has no item at this position"};
    case NullCode::kNoMember:
      return {left.zh + "没有这个属性", left.en + " has no such property"};
    case NullCode::kDuplicateKey:
      return {"同一个键出现了两次", "a key occurs twice"};
    case NullCode::kUnknownName:
      return {"没有这个名字", "there is no such name"};
    case NullCode::kUnknownType:
      return {"没有这个类型；列表、上下文、区间和函数要写明内容，如 list<number>",
              "there is no such type; list, context, range and function say of what, such as "
              "list<number>"};
    case NullCode::kRangeEnds:
      return {"区间的两端不能放在一起", "the ends of the range do not go together"};
    case NullCode::kRangeOrder:
      return {"区间的起点大于终点", "the range starts after its end"};
    case NullCode::kIterationSource:
      return {"这里需要列表，或整数、日期的区间",
              "a list is needed here, or a range of whole numbers or dates"};
    case NullCode::kPattern:
      return {"正则表达式写得不对", "the pattern is not valid"};
    case NullCode::kPatternLimit:
      return {"正则表达式太费时，已停止", "the pattern takes too long and was stopped"};
    case NullCode::kResultType:
      return {"结果的类型与声明的不符", "the result does not fit its declared type"};
    case NullCode::kLimitSteps:
      return {"计算步骤太多，已停止", "the calculation takes too many steps and was stopped"};
    case NullCode::kLimitMemory:
      return {"计算占用的内存太多，已停止",
              "the calculation takes too much memory and was stopped"};
    case NullCode::kLimitDepth:
      return {"嵌套太深，已停止", "values or calls are nested too deep"};
    case NullCode::kNoClock:
      return {"这里不能使用当前时间", "the current time is not known here"};
  }
  return {};
}

// A value as part of a sentence.
std::string excerpt(const Value& value) {
  constexpr size_t kLongest = 60;
  std::string text = to_feel_text(value);
  if (text.size() <= kLongest) return text;
  size_t cut = kLongest;
  while (cut > 0 && (text[cut] & 0xc0) == 0x80) --cut;
  return text.substr(0, cut) + "…";
}

}  // namespace

const char* null_code_text(NullCode code) {
  switch (code) {
    case NullCode::kNone:
      return "feel.null.unknown";
    case NullCode::kOperandTypes:
      return "feel.null.operand_types";
    case NullCode::kNullOperand:
      return "feel.null.null_operand";
    case NullCode::kDivideByZero:
      return "feel.null.divide_by_zero";
    case NullCode::kNumberRange:
      return "feel.null.number_range";
    case NullCode::kTemporalRange:
      return "feel.null.temporal_range";
    case NullCode::kMixedZones:
      return "feel.null.mixed_zones";
    case NullCode::kNotBoolean:
      return "feel.null.not_boolean";
    case NullCode::kNoFunction:
      return "feel.null.no_function";
    case NullCode::kArgumentCount:
      return "feel.null.argument_count";
    case NullCode::kArgumentName:
      return "feel.null.argument_name";
    case NullCode::kArgumentType:
      return "feel.null.argument_type";
    case NullCode::kArgumentValue:
      return "feel.null.argument_value";
    case NullCode::kArgumentNull:
      return "feel.null.argument_null";
    case NullCode::kUnreadable:
      return "feel.null.unreadable";
    case NullCode::kIndexRange:
      return "feel.null.index_range";
    case NullCode::kNoMember:
      return "feel.null.no_member";
    case NullCode::kDuplicateKey:
      return "feel.null.duplicate_key";
    case NullCode::kUnknownName:
      return "feel.null.unknown_name";
    case NullCode::kUnknownType:
      return "feel.null.unknown_type";
    case NullCode::kRangeEnds:
      return "feel.null.range_ends";
    case NullCode::kRangeOrder:
      return "feel.null.range_order";
    case NullCode::kIterationSource:
      return "feel.null.iteration_source";
    case NullCode::kPattern:
      return "feel.null.pattern";
    case NullCode::kPatternLimit:
      return "feel.null.pattern_limit";
    case NullCode::kResultType:
      return "feel.null.result_type";
    case NullCode::kLimitSteps:
      return "feel.limit.steps";
    case NullCode::kLimitMemory:
      return "feel.limit.memory";
    case NullCode::kLimitDepth:
      return "feel.limit.depth";
    case NullCode::kNoClock:
      return "feel.null.no_clock";
  }
  return "feel.null.unknown";
}

std::optional<Diagnostic> null_reason(const Value& value) {
  const NullOrigin origin = value.null_origin();
  if (origin.code == 0) return std::nullopt;
  Diagnostic d = make_error(null_code_text(static_cast<NullCode>(origin.code)), sentence(origin));
  if (origin.begin != origin.end) d.place.span = Span{origin.begin, origin.end};
  return d;
}

Diagnostic reason_with_values(const Value& null, const Instruction& instruction, const Value& left,
                              const Value& right) {
  Diagnostic d = null_reason(null).value_or(Diagnostic{});
  std::string values;
  const bool two = instruction.op >= Op::kAdd && instruction.op <= Op::kGreaterEqual &&
                   instruction.op != Op::kNegate;
  if (two) {
    const auto op = static_cast<uint8_t>(instruction.op);
    const auto text =
        instruction.op >= Op::kEqual
            ? operator_text(static_cast<Operator>(op - static_cast<uint8_t>(Op::kEqual) +
                                                  static_cast<uint8_t>(Operator::kEqual)))
            : operator_text(static_cast<Operator>(op - static_cast<uint8_t>(Op::kAdd) +
                                                  static_cast<uint8_t>(Operator::kAdd)));
    values = excerpt(left) + " " + std::string(text) + " " + excerpt(right);
  } else if (!left.is_null()) {
    values = excerpt(left);
    if (!right.is_null()) values += ", " + excerpt(right);
  }
  if (!values.empty()) {
    d.message.zh += "（" + values + "）";
    d.message.en += " (" + values + ")";
  }
  return d;
}

}  // namespace tollgate::feel
