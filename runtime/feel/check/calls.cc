#include <algorithm>

#include "checker.h"
#include "tollgate/feel/function_table.h"
#include "tollgate/feel/parse.h"
#include "tollgate/feel/static_type.h"
#include "tollgate/feel/unknown_name.h"

namespace tollgate::feel {

using words::both;
using words::fill;
using words::in_quotes;

namespace {

Type read_type(std::string_view text) {
  Result<Type> type = parse_type(text);
  return type ? *std::move(type) : Type::any();
}

struct Argument {
  NodeId node = 0;        // the value
  NodeId place = 0;       // the value, or name and value
  std::string_view name;  // empty: by position
  Type type;
};

// How well a call fits one way to call the function.
struct SignatureFit {
  enum Fault { kNone, kCount, kName, kType } fault = kNone;
  size_t argument = 0;  // at fault
  Type wanted;          // kType
  size_t fitting = 0;   // arguments that fit
};

SignatureFit fit_of(const FunctionSignature& signature, const std::vector<Argument>& arguments) {
  SignatureFit fit;
  const auto parameters = signature.parameters;
  std::vector<bool> given(parameters.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    size_t at = i;
    if (!arguments[i].name.empty()) {
      at = size_t(
          std::find_if(parameters.begin(), parameters.end(),
                       [&](const FunctionParameter& p) { return p.name == arguments[i].name; }) -
          parameters.begin());
      if (at == parameters.size()) return {SignatureFit::kName, i, {}, fit.fitting};
    } else if (at >= parameters.size()) {
      if (!signature.variadic) return {SignatureFit::kCount, i, {}, fit.fitting};
      at = parameters.size() - 1;
    }
    given[at] = true;
    const Type wanted = read_type(parameters[at].type);
    if (!fits(arguments[i].type, wanted)) return {SignatureFit::kType, i, wanted, fit.fitting};
    ++fit.fitting;
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (!given[i] && !parameters[i].optional)
      return {SignatureFit::kCount, arguments.size(), {}, fit.fitting};
  }
  return fit;
}

// Whether a conversion function makes something of the text; true for other functions.
bool is_readable(std::string_view function, std::string_view text) {
  if (function == "date") return parse_date(text).has_value();
  if (function == "time") return parse_time(text).has_value();
  if (function == "date and time") return parse_date_time(text) || parse_date(text);
  if (function == "duration") {
    return parse_days_time_duration(text) || parse_years_months_duration(text);
  }
  return function != "number" || Decimal::parse(text);
}

}  // namespace

Type Checker::infer_call(const Node& node) {
  const NodeId callee = ast_.children(node)[0];
  const Node& called_node = ast_.node(callee);
  if (called_node.kind != NodeKind::kName) return infer_callable(node, infer(callee));
  const std::string& name = ast_.name(called_node);
  const Local* local = find_local(name);
  const auto slot = scope_.find(name);
  // In a call the name of a built-in means it, unless something nearer may be a function.
  const bool shadowed = local != nullptr
                            ? !known(local->type) || local->type.kind() == TypeKind::kFunction
                            : slot && scope_[*slot].type.kind() == TypeKind::kFunction;
  if (!shadowed && !functions_named(name).empty()) return infer_builtin(node, name);
  if (local != nullptr) return infer_callable(node, Type(local->type));
  if (slot) return infer_callable(node, scope_[*slot].type);
  for (size_t i = 1; i < ast_.children(node).size(); ++i) infer(ast_.children(node)[i]);
  if (!in_open_frame()) report_unknown_function(callee);
  return Type::any();
}

void Checker::report_unknown_function(NodeId callee) {
  const std::string& name = ast_.name(ast_.node(callee));
  std::vector<std::string> names;
  for (const FunctionSignature& function : all_functions()) {
    if (names.empty() || names.back() != function.name) names.emplace_back(function.name);
  }
  if (!looks_for_names()) names.clear();
  NameGuess guess = guess_name(ast_, callee, names);
  const LocalizedText quoted = in_quotes(name);
  LocalizedText message;
  if (!guess.hint.empty()) {
    message = fill("没有名为{0}的函数：{1}。", "There is no function called {0}: {1}.",
                   {quoted, guess.hint});
  } else if (guess.candidates.empty()) {
    message = fill("没有名为{0}的函数。", "There is no function called {0}.", {quoted});
  } else {
    message =
        fill("没有名为{0}的函数，是不是{1}？", "There is no function called {0}. Did you mean {1}?",
             {quoted, in_quotes(guess.candidates.front())});
  }
  report(Severity::kError, "feel.check.unknown_function", ast_.node(callee).span,
         std::move(message), std::move(guess.candidates));
}

Type Checker::infer_builtin(const Node& node, std::string_view name) {
  const auto children = ast_.children(node);
  std::vector<Argument> arguments;
  for (size_t i = 1; i < children.size(); ++i) {
    const Node& part = ast_.node(children[i]);
    if (part.kind == NodeKind::kNamedArgument) {
      const NodeId value = ast_.children(part)[0];
      arguments.push_back({value, children[i], ast_.name(part), infer(value)});
    } else {
      arguments.push_back({children[i], children[i], {}, infer(children[i])});
    }
  }
  const FunctionSignature* best = nullptr;
  SignatureFit best_fit;
  for (const FunctionSignature& signature : functions_named(name)) {
    const SignatureFit fit = fit_of(signature, arguments);
    if (fit.fault == SignatureFit::kNone) {
      if (arguments.size() == 1) {
        want_quantities(signature, arguments[0].node, arguments[0].type);
        want_readable(name, arguments[0].node);
        want_no_blanks(name, arguments[0].node);
      }
      const Type declared = read_type(signature.result);
      return arguments.empty() ? declared : result_type(signature, declared, arguments[0].type);
    }
    if (best == nullptr || fit.fitting > best_fit.fitting ||
        (fit.fitting == best_fit.fitting && fit.fault > best_fit.fault)) {
      best = &signature;
      best_fit = fit;
    }
  }
  const LocalizedText usage = both(signature_text(*best));
  switch (best_fit.fault) {
    case SignatureFit::kCount:
      report(Severity::kError, "feel.check.argument_count", node.span,
             fill("{0}的参数个数不对，应写成 {1}。",
                  "{0} has the wrong number of arguments; write {1}.", {in_quotes(name), usage}));
      break;
    case SignatureFit::kName: {
      const Argument& argument = arguments[best_fit.argument];
      std::vector<std::string> names;
      for (const FunctionParameter& p : best->parameters) names.emplace_back(p.name);
      report(
          Severity::kError, "feel.check.argument_name", ast_.node(argument.place).span,
          fill("{0}没有名为{1}的参数，应写成 {2}。", "{0} has no argument called {1}; write {2}.",
               {in_quotes(name), in_quotes(argument.name), usage}),
          nearest_names(argument.name, names));
      break;
    }
    default: {
      const Argument& argument = arguments[best_fit.argument];
      report(Severity::kError, "feel.check.argument_type", ast_.node(argument.node).span,
             fill("{0}在这里需要{1}，但{2}是{3}。用法：{4}。",
                  "{0} needs {1} here, but {2} is {3}. Usage: {4}.",
                  {in_quotes(name), type_in_words(best_fit.wanted), called(argument.node),
                   type_in_words(argument.type), usage}));
    }
  }
  return read_type(best->result);
}

void Checker::want_quantities(const FunctionSignature& signature, NodeId argument,
                              const Type& type) {
  if (!signature.takes_quantities) return;
  const std::string_view function = signature.name;
  const Type& one = type.kind() == TypeKind::kList ? type.element() : type;
  if (!known(one) || one.kind() == TypeKind::kNumber ||
      one.kind() == TypeKind::kYearsMonthsDuration || one.kind() == TypeKind::kDaysTimeDuration) {
    return;
  }
  const LocalizedText& held = type_in_words(one);
  report(Severity::kError, "feel.check.argument_type", ast_.node(argument).span,
         type.kind() == TypeKind::kList
             ? fill("{0}要用数字或时长的列表，但{1}里的每一项是{2}。",
                    "{0} needs a list of numbers or durations, but each item of {1} is {2}.",
                    {in_quotes(function), called(argument), held})
             : fill("{0}要用数字或时长，但{1}是{2}。",
                    "{0} needs a number or a duration, but {1} is {2}.",
                    {in_quotes(function), called(argument), held}));
}

// sum(rows.price) is null as soon as one row has no price, which surprises everyone.
void Checker::want_no_blanks(std::string_view function, NodeId argument) {
  static constexpr std::string_view kNullByOneBlank[] = {"sum",    "mean",    "min",    "max",
                                                         "median", "product", "stddev", "mode"};
  if (std::find(std::begin(kNullByOneBlank), std::end(kNullByOneBlank), function) ==
      std::end(kNullByOneBlank)) {
    return;
  }
  const NameFacts* facts = facts_of(argument);
  if (facts == nullptr || !facts->may_be_empty) return;
  const Span span = ast_.node(argument).span;
  const std::string filled_in = std::string(ast_.text(span)) + "[item != null]";
  report(Severity::kWarning, "feel.check.blanks_in_column", span,
         fill("{0}可能有没填的行，只要有一行没填，{1}的结果就是空；要跳过没填的行，请写成 {2}。",
              "{0} can be blank in a row, and one blank makes the result of {1} null; to leave "
              "blank rows out, write {2}.",
              {called(argument), in_quotes(function), both(filled_in)}),
         {filled_in});
}

// date("2026-02-30"): the text stands there to be read.
void Checker::want_readable(std::string_view function, NodeId argument) {
  const Node& node = ast_.node(argument);
  if (node.kind != NodeKind::kLiteral || !ast_.constant(node).is_string()) return;
  const std::string_view text = ast_.constant(node).as_string();
  if (is_readable(function, text)) return;
  const LocalizedText no_day =
      function.starts_with("date") ? words::no_such_day(text) : LocalizedText();
  report(Severity::kError, "feel.check.unreadable", node.span,
         no_day.empty()
             ? fill("{0}读不懂{1}，应像 {2}。", "{0} cannot read {1}; it should be like {2}.",
                    {in_quotes(function), in_quotes(text), both(words::example_of(function))})
             : fill("{0}读不懂{1}：{2}。", "{0} cannot read {1}: {2}.",
                    {in_quotes(function), in_quotes(text), no_day}));
}

// A function from the expression itself, or a value that is none.
Type Checker::infer_callable(const Node& node, const Type& function) {
  const auto children = ast_.children(node);
  std::vector<Type> given;
  bool named = false;
  for (size_t i = 1; i < children.size(); ++i) {
    const Node& part = ast_.node(children[i]);
    named = named || part.kind == NodeKind::kNamedArgument;
    given.push_back(
        infer(part.kind == NodeKind::kNamedArgument ? ast_.children(part)[0] : children[i]));
  }
  // Of a built-in that came as a value nothing is known but that it is a function.
  if (!known(function) || function == Type(TypeKind::kFunction)) return Type::any();
  if (function.kind() != TypeKind::kFunction) {
    report(
        Severity::kError, "feel.check.no_function", ast_.node(children[0]).span,
        fill("{0}是{1}，不能像函数那样使用。", "{0} is {1} and cannot be called like a function.",
             {called(children[0]), type_in_words(function)}));
    return Type::any();
  }
  if (!named && given.size() != function.parameters().size()) {
    report(Severity::kError, "feel.check.argument_count", node.span,
           fill("{0}需要 {1} 个参数，这里有 {2} 个。",
                "Wrong number of arguments for {0}: {1} needed, {2} given.",
                {called(children[0]), both(std::to_string(function.parameters().size())),
                 both(std::to_string(given.size()))}));
    return function.result();
  }
  for (size_t i = 0; !named && i < given.size(); ++i) {
    if (fits(given[i], function.parameters()[i])) continue;
    report(Severity::kError, "feel.check.argument_type", ast_.node(children[i + 1]).span,
           fill("这里需要{0}，但{1}是{2}。", "This needs {0}, but {1} is {2}.",
                {type_in_words(function.parameters()[i]), called(children[i + 1]),
                 type_in_words(given[i])}));
  }
  return function.result();
}

}  // namespace tollgate::feel
