// Invocations and function literals. DMN 1.5, 10.3.2.15 (functions).
#include <algorithm>
#include <utility>

#include "builtin.h"
#include "compiler.h"
#include "op_work.h"
#include "tollgate/feel/static_type.h"

namespace tollgate::feel {

Operand Compiler::call(NodeId id) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  const Node& callee = ast_.node(c[0]);
  if (callee.kind != NodeKind::kName || is_local(ast_.name(callee))) return value_call(id);
  const std::string& name = ast_.name(callee);
  const int builtin = find_builtin(name);
  if (builtin < 0) return value_call(id);
  const std::span<const NodeId> given = c.subspan(1);
  if (given.empty() || ast_.node(given[0]).kind != NodeKind::kNamedArgument) {
    return builtin_call(id, static_cast<uint8_t>(builtin), {given.begin(), given.end()});
  }
  std::vector<std::string> names;
  for (const NodeId argument : given) names.push_back(ast_.name(ast_.node(argument)));
  std::vector<int> order;
  const int bound = bind_names(name, names, order);
  if (bound < 0) {
    return null_result(NullCode::kArgumentName, static_cast<uint16_t>(builtin << 4));
  }
  std::vector<NodeId> arguments;
  for (const int position : order) {
    arguments.push_back(position < 0 ? UINT32_MAX
                                     : ast_.children(given[static_cast<size_t>(position)])[0]);
  }
  return builtin_call(id, static_cast<uint8_t>(bound), arguments);
}

Operand Compiler::builtin_call(NodeId id, uint8_t builtin, const std::vector<NodeId>& arguments) {
  const Builtin& b = builtin_at(builtin);
  if (arguments.size() == 1 && arguments[0] != UINT32_MAX && streams(arguments[0])) {
    if (b.name == "sum") return aggregate(arguments[0], Op::kSumStep);
    if (b.name == "count") return aggregate(arguments[0], Op::kCountStep);
  }
  const Operand target = new_register();
  const auto argument = [&](size_t i) {
    return arguments[i] == UINT32_MAX ? constant(Value()) : expr(arguments[i]);
  };
  const bool counted = arguments.size() >= b.least && arguments.size() <= b.most;
  if (counted && arguments.size() == 1) {
    const Operand only = argument(0);
    if (const Value* const value = constant_at(only); b.pure && value != nullptr && !trace_) {
      Value folded = Machine::instance().fold(builtin, &value, 1, fold_work_left_);
      if (!folded.is_null()) {
        release_to(target);
        return constant(std::move(folded));
      }
    }
    emit(Op::kCall1, target, only, 0, 0, builtin);
  } else if (counted && arguments.size() == 2) {
    const Operand first = argument(0);
    const Operand second = argument(1);
    emit(Op::kCall2, target, first, second, 0, builtin);
  } else {
    const Operand values = new_registers(arguments.size());
    bool constants = b.pure && counted && !trace_;
    std::vector<const Value*> folded_arguments;
    for (size_t i = 0; i < arguments.size(); ++i) {
      const Operand into = static_cast<Operand>(values + i);
      const uint32_t saved = here().next_register;
      const Operand value = argument(i);
      release_to(saved);
      constants = constants && is_constant(value);
      if (constants) folded_arguments.push_back(constant_at(value));
      emit(Op::kMove, into, value);
    }
    if (constants && !arguments.empty()) {
      // Constants may have moved while others were added.
      for (size_t i = 0; i < arguments.size(); ++i) {
        const Instruction& move = chunk_.code[chunk_.code.size() - arguments.size() + i];
        folded_arguments[i] = constant_at(move.b);
      }
      Value folded = Machine::instance().fold(builtin, folded_arguments.data(),
                                              folded_arguments.size(), fold_work_left_);
      if (!folded.is_null()) {
        chunk_.code.resize(chunk_.code.size() - arguments.size());
        chunk_.spans.resize(chunk_.code.size());
        release_to(target);
        return constant(std::move(folded));
      }
    }
    emit(Op::kCall, target, values, static_cast<uint16_t>(arguments.size()), 0, builtin);
  }
  (void)id;
  release_to(target + 1u);
  return target;
}

Operand Compiler::value_call(NodeId id) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  const Operand target = new_register();
  const Operand callee = expr(c[0]);
  // A field called count does not hide the function.
  const Node& callee_node = ast_.node(c[0]);
  const int hidden =
      callee_node.kind == NodeKind::kName ? find_builtin(ast_.name(callee_node)) : -1;
  const uint8_t builtin = hidden < 0 ? kNoBuiltin : static_cast<uint8_t>(hidden);
  const size_t count = c.size() - 1;
  const Operand values = new_registers(count);
  NamedCall names;
  for (size_t i = 0; i < count; ++i) {
    const Node& argument = ast_.node(c[i + 1]);
    const bool named = argument.kind == NodeKind::kNamedArgument;
    if (named) names.names.push_back(ast_.name(argument));
    expr_into(named ? ast_.children(argument)[0] : c[i + 1], static_cast<Operand>(values + i));
  }
  if (names.names.empty()) {
    emit(Op::kCallValue, target, callee, values, static_cast<uint16_t>(count), builtin);
  } else {
    chunk_.calls.push_back(std::move(names));
    emit(Op::kCallNamed, target, callee, values, static_cast<uint16_t>(chunk_.calls.size() - 1),
         builtin);
  }
  release_to(target + 1u);
  return target;
}

namespace {

void collect_names(const Ast& ast, NodeId id, std::vector<std::string>& names) {
  const Node& n = ast.node(id);
  if (n.kind == NodeKind::kName) names.push_back(ast.name(n));
  for (const NodeId child : ast.children(n)) collect_names(ast, child, names);
}

}  // namespace

// What the body sees of the names around it: copied into the function when it is made.
std::vector<Compiler::Local> Compiler::captures_of(NodeId body,
                                                   const std::vector<std::string>& parameters) {
  std::vector<std::string> names;
  collect_names(ast_, body, names);
  std::sort(names.begin(), names.end());
  const auto used = [&](const std::string& name) {
    for (const std::string& parameter : parameters) {
      if (parameter == name) return false;
    }
    return std::binary_search(names.begin(), names.end(), name);
  };
  std::vector<Local> captures;
  if (functions_.size() == 1) {
    for (size_t slot = 0; slot < chunk_.scope.size(); ++slot) {
      const std::string& name = chunk_.scope[slot].name;
      if (used(name)) {
        captures.push_back({name, static_cast<Operand>(kSlotOperand | slot), false});
      }
    }
  }
  for (const Local& local : here().locals) {
    if (local.item || used(local.name)) captures.push_back(local);
  }
  return captures;
}

// As far as the text tells, with the declared types of parameters and of the names in scope.
Type Compiler::result_type(const Node& function) const {
  if (function.flag()) return Type::any();
  TypedNames names;
  for (const ScopeName& entry : chunk_.scope.names()) {
    if (!is_local(entry.name)) names.emplace_back(entry.name, entry.type);
  }
  const std::span<const NodeId> c = ast_.children(function);
  for (const NodeId id : c.first(function.index)) {
    const Node& parameter = ast_.node(id);
    names.emplace_back(ast_.name(parameter),
                       parameter.type == Node::kNoType ? Type::any() : ast_.types[parameter.type]);
  }
  return static_type(ast_, c.back(), std::move(names));
}

Operand Compiler::function(NodeId id) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  Lambda lambda;
  for (size_t i = 0; i < n.index; ++i) {
    const Node& parameter = ast_.node(c[i]);
    lambda.parameters.push_back(ast_.name(parameter));
    lambda.parameter_types.push_back(parameter.type == Node::kNoType ? Type::any()
                                                                     : ast_.types[parameter.type]);
  }
  lambda.external = n.flag();
  const NodeId body = c.back();
  lambda.body = body;
  lambda.result = result_type(n);
  const Operand target = new_register();
  const std::vector<Local> captures = captures_of(body, lambda.parameters);
  const std::string own_name = std::exchange(own_name_, "");
  const auto is_own_name = [&](const Local& local) { return local.name == own_name; };
  // A function may call itself by the name of its entry, unless that means something else here.
  lambda.recursive = !own_name.empty() && mentions(body, own_name) &&
                     std::none_of(captures.begin(), captures.end(), is_own_name);
  lambda.captures = static_cast<uint16_t>(captures.size());
  const Operand captured = new_registers(captures.size());
  for (size_t i = 0; i < captures.size(); ++i) {
    emit(Op::kMove, static_cast<Operand>(captured + i), captures[i].operand);
  }
  emit(Op::kClosure, target, captured, static_cast<uint16_t>(chunk_.lambdas.size()));
  const size_t index = chunk_.lambdas.size();
  chunk_.lambdas.push_back(lambda);
  release_to(target + 1u);

  const size_t around = emit(Op::kJump);
  functions_.emplace_back();
  const size_t outside = lambda.parameters.size() + captures.size();
  const Operand first = new_registers(outside + (lambda.recursive ? 1 : 0));
  if (lambda.recursive) {
    here().locals.push_back({own_name, static_cast<Operand>(first + outside), false});
  }
  for (size_t i = 0; i < captures.size(); ++i) {
    const Operand at = static_cast<Operand>(first + lambda.parameters.size() + i);
    here().locals.push_back({captures[i].name, at, captures[i].item});
  }
  for (size_t i = 0; i < lambda.parameters.size(); ++i) {
    here().locals.push_back({lambda.parameters[i], static_cast<Operand>(first + i), false});
  }
  const uint32_t entry = here_in_code();
  Operand result = 0;
  if (lambda.external) {
    result = null_result(NullCode::kNoFunction);
  } else {
    result = expr(body);
  }
  emit(Op::kReturn, result);
  chunk_.lambdas[index].entry = entry;
  chunk_.lambdas[index].work = work_of(std::span(chunk_.code).subspan(entry));
  chunk_.lambdas[index].registers = static_cast<uint16_t>(here().registers);
  chunk_.lambdas[index].iterators = static_cast<uint16_t>(here().iterators);
  functions_.pop_back();
  patch(around);
  return target;
}

}  // namespace tollgate::feel
