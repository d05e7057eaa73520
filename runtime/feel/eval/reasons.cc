#include "reasons.h"

#include <string>

#include "builtin.h"
#include "tollgate/feel/parse.h"
#include "tollgate/feel/words.h"

namespace tollgate::feel {

using words::both;
using words::fill;
using words::in_quotes;

namespace {

bool is_missing(uint8_t kind) { return kind == static_cast<uint8_t>(Kind::kNull); }

// The built-in function that gave the null.
std::string_view function_of(const NullOrigin& origin) {
  const std::string_view name = builtin_at(static_cast<uint8_t>(origin.detail >> 4)).name;
  return name.substr(0, name.find('/'));
}

// The parameter that an argument is for. `count`: arguments given, 0 when that is not known.
const FunctionParameter* parameter_of(const NullOrigin& origin, size_t count) {
  const size_t index = origin.detail & 15;
  const FunctionParameter* found = nullptr;
  for (const FunctionSignature& signature : functions_named(function_of(origin))) {
    const std::span<const FunctionParameter> parameters = signature.parameters;
    if (parameters.empty() || (index >= parameters.size() && !signature.variadic)) continue;
    const FunctionParameter& parameter = parameters[std::min(index, parameters.size() - 1)];
    if (count == parameters.size()) return &parameter;
    if (found == nullptr) found = &parameter;
  }
  return found;
}

// What the parameter takes; empty where that is many kinds of values.
LocalizedText wanted_by(const FunctionParameter& parameter) {
  const Result<Type> type = parse_type(parameter.type);
  return type && !type->is_any() ? type_in_words(*type) : LocalizedText();
}

LocalizedText domain_of(const FunctionParameter& parameter) {
  return {std::string(parameter.domain.zh), std::string(parameter.domain.en)};
}

std::string usage_of(std::string_view function) {
  std::string usage;
  for (const FunctionSignature& signature : functions_named(function)) {
    if (!usage.empty()) usage += "; ";
    usage += signature_text(signature);
  }
  return usage;
}

LocalizedText argument_sentence(const NullOrigin& origin, size_t count) {
  if (is_own_function(origin)) {
    return fill("参数不能是{0}", "the argument cannot be {0}", {kind_in_words(origin.left)});
  }
  const LocalizedText function = both(function_of(origin));
  const FunctionParameter* const parameter = parameter_of(origin, count);
  const LocalizedText name = parameter != nullptr ? in_quotes(parameter->name)
                                                  : both(std::to_string((origin.detail & 15) + 1));
  switch (static_cast<NullCode>(origin.code)) {
    case NullCode::kArgumentNull:
      return fill("{0} 的参数{1}是空的", "{1} of {0} is empty", {function, name});
    case NullCode::kArgumentValue: {
      const LocalizedText hint = parameter != nullptr ? domain_of(*parameter) : LocalizedText();
      if (hint.empty()) {
        return fill("{0} 的参数{1}的值不合适", "the value of {1} does not fit {0}",
                    {function, name});
      }
      return fill("{0} 的参数{1}的值不合适：{2}", "the value of {1} does not fit {0}: {2}",
                  {function, name, hint});
    }
    default: {
      const LocalizedText wanted = parameter != nullptr ? wanted_by(*parameter) : LocalizedText();
      const LocalizedText given = kind_in_words(origin.left);
      if (wanted.empty() || wanted == given) {
        return fill("{0} 的参数{1}不能是{2}", "{1} of {0} cannot be {2}", {function, name, given});
      }
      return fill("{0} 的参数{1}要用{2}，不能是{3}", "{1} of {0} must be {2}, not {3}",
                  {function, name, wanted, given});
    }
  }
}

LocalizedText operand_types_sentence(const NullOrigin& origin) {
  const LocalizedText left = kind_in_words(origin.left);
  const LocalizedText right = kind_in_words(origin.right);
  if (origin.detail == kNegation) {
    return fill("{0}前面不能加负号", "{0} cannot be negated", {left});
  }
  if (origin.detail == kMembership) {
    return fill("{0}不能与{1}比较", "{0} cannot be compared with {1}", {left, right});
  }
  if (origin.detail == 0) {
    return fill("{0}和{1}不能放在一起", "{0} and {1} do not go together", {left, right});
  }
  if (origin.detail >= 16) {
    return fill("{2}：{0}和{1}不能放在一起", "{2}: {0} and {1} do not go together",
                {left, right, both(function_of(origin))});
  }
  const auto op = static_cast<Operator>(origin.detail);
  if (origin.left == origin.right && op >= Operator::kLess && op <= Operator::kGreaterEqual) {
    return fill("{0}没有大小之分", "{0} is neither more nor less than another", {left});
  }
  return fill("{0}和{1}不能{2}{3}", "{0} and {1} cannot {2}{3}",
              {left, right, words::doing(op),
               words::mending_hint(op, static_cast<TypeKind>(origin.left + 1),
                                   static_cast<TypeKind>(origin.right + 1))});
}

LocalizedText null_operand_sentence(const NullOrigin& origin) {
  if (origin.detail == kNegation) {
    return {"负号后面的值是空的", "there is nothing to negate: the value is empty"};
  }
  if (origin.detail == 0 || origin.detail >= 16) {
    return {"这里需要的值是空的", "a value that is needed here is empty"};
  }
  const LocalizedText op = both(
      origin.detail == kMembership ? "in" : operator_text(static_cast<Operator>(origin.detail)));
  if (is_missing(origin.left) && is_missing(origin.right)) {
    return fill("{0} 的两边都是空的", "both sides of {0} are empty", {op});
  }
  return is_missing(origin.left)
             ? fill("{0} 左边的值是空的", "the value left of {0} is empty", {op})
             : fill("{0} 右边的值是空的", "the value right of {0} is empty", {op});
}

}  // namespace

bool is_about_flags(const NullOrigin& origin) {
  const FunctionParameter* const parameter = parameter_of(origin, 0);
  return parameter != nullptr && parameter->name == "flags";
}

LocalizedText kind_in_words(uint8_t kind) {
  // The kinds of values come in the order of the types, of which Any is the first.
  return type_in_words(static_cast<TypeKind>(kind + 1));
}

LocalizedText sentence_of(const NullOrigin& origin, size_t count) {
  const LocalizedText left = kind_in_words(origin.left);
  const LocalizedText right = kind_in_words(origin.right);
  switch (static_cast<NullCode>(origin.code)) {
    case NullCode::kNone:
      return {};
    case NullCode::kOperandTypes:
      return operand_types_sentence(origin);
    case NullCode::kNullOperand:
      return null_operand_sentence(origin);
    case NullCode::kDivideByZero:
      return {"除数是零", "division by zero"};
    case NullCode::kNumberRange:
      return {"结果太大，无法表示", "the result is too large"};
    case NullCode::kPower:
      return {"这个乘方没有结果", "this power has no value"};
    case NullCode::kTemporalRange:
      return {"日期或时长超出范围", "the date or duration is out of range"};
    case NullCode::kMixedZones:
      return {"一边的时间带时区，另一边没有，不能相减",
              "one of the times has a time zone and the other has none: they cannot be subtracted"};
    case NullCode::kNotBoolean:
      return fill("条件要得到是或否，不能是{0}", "a condition must be true or false, not {0}",
                  {left});
    case NullCode::kNoFunction:
      return {"这不是函数，不能像函数那样使用", "this is no function and cannot be called"};
    case NullCode::kArgumentCount:
      if (is_own_function(origin)) {
        return {"函数的参数个数不对", "the function has the wrong number of arguments"};
      }
      return fill("{0} 的参数个数不对，应写成 {1}",
                  "{0} has the wrong number of arguments; write {1}",
                  {both(function_of(origin)), both(usage_of(function_of(origin)))});
    case NullCode::kArgumentName:
      if (is_own_function(origin)) {
        return {"函数没有这个名字的参数", "the function has no argument of this name"};
      }
      return fill("{0} 没有这些名字的参数，应写成 {1}",
                  "{0} has no arguments of these names; write {1}",
                  {both(function_of(origin)), both(usage_of(function_of(origin)))});
    case NullCode::kArgumentType:
    case NullCode::kArgumentValue:
    case NullCode::kArgumentNull:
      return argument_sentence(origin, count);
    case NullCode::kItemType:
      return is_missing(origin.left)
                 ? fill("{0} 的列表里有空值", "the list for {0} holds an empty item",
                        {both(function_of(origin))})
                 : fill("{0} 的列表里不能有{1}", "the list for {0} cannot hold {1}",
                        {both(function_of(origin)), left});
    case NullCode::kItemOrder:
      return fill("{0}：{1}和{2}不能比较大小", "{0}: {1} and {2} cannot be compared by size",
                  {both(function_of(origin)), left, right});
    case NullCode::kAnswer:
      return fill("{0} 所用的函数要回答是或否，不能是{1}",
                  "the function given to {0} must answer true or false, not {1}",
                  {both(function_of(origin)), left});
    case NullCode::kUnreadable:
      return fill("{0} 读不懂这段文字，应像 {1}",
                  "{0} cannot read this text; it should be like {1}",
                  {both(function_of(origin)), both(words::example_of(function_of(origin)))});
    case NullCode::kIndexRange:
      return {"列表里没有这个位置的项", "the list has no item at this position"};
    case NullCode::kNoMember:
      return fill("{0}没有这个属性", "{0} has no such property", {left});
    case NullCode::kDuplicateKey:
      return {"同一个键出现了两次", "a key occurs twice"};
    case NullCode::kUnknownName:
      return {"没有这个名字", "there is no such name"};
    case NullCode::kUnknownType:
      return {"没有这个类型；列表、上下文、区间和函数要写明内容，如 list<number>",
              "there is no such type; list, context, range and function say of what, such as "
              "list<number>"};
    case NullCode::kRangeEnds:
      if (is_missing(origin.left) || is_missing(origin.right)) {
        return {"区间有一端是空的", "an end of the range is empty"};
      }
      return fill("区间的两端是{0}和{1}，不能放在一起",
                  "the ends of the range, {0} and {1}, do not go together", {left, right});
    case NullCode::kRangeOrder:
      return {"区间的起点大于终点", "the range starts after its end"};
    case NullCode::kIterationSource:
      if (is_missing(origin.left) || is_missing(origin.right)) {
        return {"没有可以逐个取的值：这里是空的",
                "there is nothing to go through: the value is empty"};
      }
      return {"这里需要列表，或整数、日期的区间",
              "a list is needed here, or a range of whole numbers or dates"};
    case NullCode::kPattern:
      return is_about_flags(origin)
                 ? LocalizedText{"正则表达式的标志只有 s、m、i、x、q",
                                 "the flags of a pattern are s, m, i, x and q"}
                 : LocalizedText{"正则表达式写得不对", "the pattern is not valid"};
    case NullCode::kPatternLimit:
      return {"正则表达式太费时，已停止", "the pattern takes too long and was stopped"};
    case NullCode::kResultType:
      return {"结果的类型与声明的不符", "the result does not fit its declared type"};
    case NullCode::kLimitWork:
      return {"计算量太大，已停止", "the calculation takes too much work and was stopped"};
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
    case NullCode::kLimitWork:
      return "feel.limit.work";
    case NullCode::kLimitMemory:
      return "feel.limit.memory";
    case NullCode::kLimitDepth:
      return "feel.limit.depth";
    case NullCode::kNoClock:
      return "feel.null.no_clock";
    case NullCode::kPower:
      return "feel.null.power";
    case NullCode::kItemType:
      return "feel.null.item_type";
    case NullCode::kItemOrder:
      return "feel.null.item_order";
    case NullCode::kAnswer:
      return "feel.null.answer";
  }
  return "feel.null.unknown";
}

std::optional<Diagnostic> null_reason(const Value& value) {
  const NullOrigin origin = value.null_origin();
  if (origin.code == 0) return std::nullopt;
  Diagnostic d =
      make_error(null_code_text(static_cast<NullCode>(origin.code)), sentence_of(origin, 0));
  if (origin.begin != origin.end) d.place.span = Span{origin.begin, origin.end};
  return d;
}

}  // namespace tollgate::feel
