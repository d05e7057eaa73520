#include "checker.h"

#include <algorithm>

#include "tollgate/feel/function_table.h"
#include "tollgate/feel/static_type.h"
#include "tollgate/feel/unknown_name.h"

namespace tollgate::feel {

using words::fill;
using words::in_quotes;

Checked check(const Ast& ast, const Scope& scope, const CheckOptions& options) {
  return Checker(ast, scope, options).run();
}

Checked Checker::run() {
  if (const auto slot = scope_.find("?")) input_ = scope_[*slot].type;
  Type type = infer(ast_.root);
  look_for_impossible(ast_.root);
  if (options_.expected && !fits(type, *options_.expected)) {
    report(Severity::kError, "feel.check.result_type", ast_.node(ast_.root).span,
           fill("这里需要{0}，但这个表达式得到的是{1}。",
                "This place needs {0}, but the expression gives {1}.",
                {type_in_words(*options_.expected), type_in_words(type)}));
  }
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return a.place.span->begin < b.place.span->begin;
                   });
  return {std::move(type), std::move(diagnostics_)};
}

Type Checker::infer(NodeId id) {
  const Node& node = ast_.node(id);
  switch (node.kind) {
    case NodeKind::kLiteral:
      return literal_type(ast_.constant(node));
    case NodeKind::kName:
      return infer_name(id);
    case NodeKind::kNegate:
      return infer_negate(node);
    case NodeKind::kBinary:
      return infer_binary(node);
    case NodeKind::kBetween:
      return infer_between(node);
    case NodeKind::kIn:
      return infer_in(node);
    case NodeKind::kRange:
      return infer_range(node);
    case NodeKind::kFilter:
      return infer_filter(node);
    case NodeKind::kPath:
      return infer_path(node);
    case NodeKind::kCall:
      return infer_call(node);
    default:
      return infer_control(node);
  }
}

Type Checker::infer_control(const Node& node) {
  switch (node.kind) {
    case NodeKind::kIf:
      return infer_if(node);
    case NodeKind::kFor:
    case NodeKind::kSome:
    case NodeKind::kEvery:
      return infer_iterations(node);
    case NodeKind::kList:
      return infer_list(node);
    case NodeKind::kContext:
      return infer_context(node);
    case NodeKind::kFunction:
      return infer_function(node);
    case NodeKind::kUnaryTest:
      return Type::range_of(infer(ast_.children(node)[0]));
    case NodeKind::kUnaryTests:
      for (NodeId test : ast_.children(node)) want_test(test, input_, test);
      return Type::boolean();
    case NodeKind::kInstanceOf:
      infer(ast_.children(node)[0]);
      want_type(ast_.types[node.type], node.span);
      return Type::boolean();
    case NodeKind::kAnyInput:
      return Type::boolean();
    default:
      for (NodeId child : ast_.children(node)) infer(child);
      return Type::any();
  }
}

Type Checker::infer_name(NodeId id) {
  const Node& node = ast_.node(id);
  const std::string& name = ast_.name(node);
  if (const Local* local = find_local(name)) return local->type;
  if (name == "?") return input_;
  if (const auto slot = scope_.find(name)) return scope_[*slot].type;
  if (!functions_named(name).empty()) return TypeKind::kFunction;
  if (in_open_frame()) return Type::any();

  std::vector<std::string> names;
  for (const Frame& frame : frames_) {
    for (const Local& local : frame.locals) names.push_back(local.name);
  }
  for (const ScopeName& known_name : scope_.names()) names.push_back(known_name.name);
  if (!looks_for_names()) names.clear();
  NameGuess guess = guess_name(ast_, id, names);
  std::vector<std::string>& candidates = guess.candidates;
  // People write the label they see; the id behind it is what they mean.
  for (uint32_t slot = 0; options_.facts && looks_for_names() && slot < scope_.size(); ++slot) {
    const NameFacts* facts = options_.facts(slot, {});
    if (facts != nullptr && (facts->label.zh == name || facts->label.en == name)) {
      std::erase(candidates, scope_[slot].name);
      candidates.insert(candidates.begin(), scope_[slot].name);
      guess.hint = {};
    }
  }
  const LocalizedText quoted = in_quotes(name);
  LocalizedText message;
  if (!guess.hint.empty()) {
    message = fill("没有名为{0}的字段：{1}。", "There is no field called {0}: {1}.",
                   {quoted, guess.hint});
  } else if (candidates.empty()) {
    message = fill("没有名为{0}的字段。", "There is no field called {0}.", {quoted});
  } else {
    message =
        fill("没有名为{0}的字段，是不是{1}？", "There is no field called {0}. Did you mean {1}?",
             {quoted, in_quotes(candidates.front())});
  }
  report(Severity::kError, "feel.check.unknown_name", node.span, std::move(message),
         std::move(candidates));
  return Type::any();
}

void Checker::want_type(const Type& type, Span span) {
  if (type.is_defined()) return;
  std::vector<std::string> names = simple_type_names();
  for (const ScopeName& named : scope_.types()) names.push_back(named.name);
  std::vector<std::string> candidates = nearest_names(type.text(), names);
  LocalizedText message =
      candidates.empty()
          ? fill("没有{0}这样的类型；列表、上下文、区间和函数要写明内容，如 list<number>。",
                 "There is no type {0}; list, context, range and function say of what, such as "
                 "list<number>.",
                 {in_quotes(type.text())})
          : fill("没有{0}这样的类型，是不是{1}？", "There is no type {0}. Did you mean {1}?",
                 {in_quotes(type.text()), in_quotes(candidates.front())});
  report(Severity::kError, "feel.check.unknown_type", span, std::move(message),
         std::move(candidates));
}

void Checker::want_condition(NodeId id, const Type& type) {
  if (!known(type) || type.kind() == TypeKind::kBoolean) return;
  report(Severity::kError, "feel.check.condition", ast_.node(id).span,
         fill("{0}是{1}，不能当作条件；条件要得到“是”或“否”，例如比较：{2} = …",
              "{0} is {1} and cannot be a condition; a condition gives true or false, such as a "
              "comparison: {2} = …",
              {called(id), type_in_words(type), words::both(ast_.text(ast_.node(id).span))}));
}

Type Checker::infer_if(const Node& node) {
  const auto children = ast_.children(node);
  want_condition(children[0], infer(children[0]));
  const Type then_type = infer(children[1]);
  return common_type(then_type, infer(children[2]));
}

Type Checker::iteration_type(const Node& iteration) {
  const auto children = ast_.children(iteration);
  const Type source = infer(children[0]);
  if (children.size() == 2) {
    const Type end = infer(children[1]);
    for (const Type& bound : {source, end}) {
      if (known(bound) && bound.kind() != TypeKind::kNumber && bound.kind() != TypeKind::kDate) {
        report(Severity::kError, "feel.check.iteration", iteration.span,
               fill("只能在数字或日期之间逐个取值，这里是{0}。",
                    "Only numbers or dates can be counted through; this is {0}.",
                    {type_in_words(bound)}));
        return Type::any();
      }
    }
    return source;
  }
  switch (source.kind()) {
    case TypeKind::kList:
    case TypeKind::kRange:
      return source.element();
    case TypeKind::kAny:
    case TypeKind::kNull:
    case TypeKind::kUnknown:
      return Type::any();
    default:
      // A single value is walked through as a list of one; seldom what is meant.
      report(Severity::kWarning, "feel.check.iteration", ast_.node(children[0]).span,
             fill("{0}是{1}，不是列表，只会取到它自己。",
                  "{0} is {1}, not a list: the loop sees only the value itself.",
                  {called(children[0]), type_in_words(source)}));
      return source;
  }
}

Type Checker::infer_iterations(const Node& node) {
  frames_.emplace_back();
  const size_t frame = frames_.size() - 1;
  const auto children = ast_.children(node);
  const bool is_for = node.kind == NodeKind::kFor;
  for (size_t i = 0; i + 1 < children.size(); ++i) {
    const Node& iteration = ast_.node(children[i]);
    Type type = iteration_type(iteration);
    frames_[frame].locals.push_back({ast_.name(iteration), std::move(type)});
  }
  // 10.3.2.14: the results so far.
  if (is_for) frames_[frame].locals.push_back({"partial", Type::list_of(Type::any())});
  const Type result = infer(children.back());
  frames_.pop_back();
  if (is_for) return Type::list_of(result);
  want_condition(children.back(), result);
  return Type::boolean();
}

Type Checker::infer_list(const Node& node) {
  Type element;
  bool first = true;
  for (NodeId item : ast_.children(node)) {
    const Type type = infer(item);
    element = first ? type : common_type(element, type);
    first = false;
  }
  return Type::list_of(element.kind() == TypeKind::kNull ? Type::any() : element);
}

Type Checker::infer_context(const Node& node) {
  frames_.emplace_back();
  const size_t frame = frames_.size() - 1;
  std::vector<std::pair<std::string, Type>> members;
  for (NodeId entry : ast_.children(node)) {
    const Node& part = ast_.node(entry);
    const std::string& key = ast_.name(part);
    // A function may call itself by its entry's name, unless that means something else here.
    const bool is_function = ast_.node(ast_.children(part)[0]).kind == NodeKind::kFunction;
    const bool recursive = is_function && find_local(key) == nullptr && !scope_.find(key) &&
                           functions_named(key).empty();
    if (recursive) frames_[frame].locals.push_back({key, Type::any()});
    Type type = infer(ast_.children(part)[0]);
    if (recursive) frames_[frame].locals.pop_back();
    members.emplace_back(ast_.name(part), type);
    frames_[frame].locals.push_back({ast_.name(part), std::move(type)});
  }
  frames_.pop_back();
  return Type::context(std::move(members));
}

Type Checker::infer_function(const Node& node) {
  const auto children = ast_.children(node);
  Frame frame;
  std::vector<Type> parameters;
  for (size_t i = 0; i < node.index; ++i) {
    const Node& parameter = ast_.node(children[i]);
    Type type = parameter.type == Node::kNoType ? Type::any() : ast_.types[parameter.type];
    want_type(type, parameter.span);
    parameters.push_back(type);
    frame.locals.push_back({ast_.name(parameter), std::move(type)});
  }
  frames_.push_back(std::move(frame));
  Type result;
  for (size_t i = node.index; i < children.size(); ++i) result = infer(children[i]);
  frames_.pop_back();
  return Type::function(std::move(parameters), std::move(result));
}

const Checker::Local* Checker::find_local(std::string_view name) const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    for (auto local = frame->locals.rbegin(); local != frame->locals.rend(); ++local) {
      if (local->name == name) return &*local;
    }
  }
  return nullptr;
}

bool Checker::in_open_frame() const {
  return std::any_of(frames_.begin(), frames_.end(), [](const Frame& f) { return f.open; });
}

bool Checker::outer_path(NodeId id, uint32_t& slot, std::vector<std::string>& path) const {
  NodeId at = id;
  while (ast_.node(at).kind == NodeKind::kPath) {
    path.push_back(ast_.name(ast_.node(at)));
    at = ast_.children(at)[0];
  }
  if (ast_.node(at).kind != NodeKind::kName) return false;
  const std::string& name = ast_.name(ast_.node(at));
  if (find_local(name) != nullptr) return false;
  const auto found = scope_.find(name);
  if (!found) return false;
  slot = *found;
  std::reverse(path.begin(), path.end());
  return true;
}

const NameFacts* Checker::facts_of(NodeId id) const {
  uint32_t slot = 0;
  std::vector<std::string> path;
  if (!options_.facts || !outer_path(id, slot, path)) return nullptr;
  return options_.facts(slot, path);
}

LocalizedText Checker::called(NodeId id) const {
  const NameFacts* facts = facts_of(id);
  if (facts != nullptr && !facts->label.empty()) {
    return {in_quotes(facts->label.zh).zh, in_quotes(facts->label.en).en};
  }
  return in_quotes(ast_.text(ast_.node(id).span));
}

void Checker::report(Severity severity, std::string code, Span span, LocalizedText message,
                     std::vector<std::string> candidates) {
  // Nobody reads more of one expression.
  constexpr size_t kMaxTold = 500;
  if (++told_[severity == Severity::kError ? 0 : 1] > kMaxTold) return;
  Place place;
  place.span = span;
  diagnostics_.push_back(make_diagnostic(severity, std::move(code), std::move(message),
                                         std::move(place), std::move(candidates)));
}

}  // namespace tollgate::feel
