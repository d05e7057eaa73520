// From a tree to instructions: one way for each kind of node. Long as the language has many kinds;
// calls and loops have files of their own.
#include "compiler.h"
#include "op_work.h"

#include "builtin.h"
#include "tollgate/feel/operations.h"
#include "tollgate/feel/unknown_name.h"

namespace tollgate::feel {

void Compiler::run() {
  functions_.emplace_back();
  const Operand result = expr(ast_.root);
  emit(Op::kReturn, result);
  chunk_.work = work_of(chunk_.code);
  chunk_.registers = static_cast<uint16_t>(here().registers);
  chunk_.iterators = static_cast<uint16_t>(here().iterators);
}

// ---- emission ----

size_t Compiler::emit(Op op, Operand a, Operand b, Operand c, uint16_t d, uint8_t flags) {
  if (chunk_.code.size() >= 60000) {
    fail(make_error("feel.compile.too_large",
                    {"表达式太大，请拆成几个计算字段",
                     "the expression is too large; split it into several computed fields"},
                    {.span = span_}));
  }
  chunk_.code.push_back({op, flags, a, b, c, d});
  chunk_.spans.push_back(span_);
  return chunk_.code.size() - 1;
}

void Compiler::patch(size_t instruction) {
  chunk_.code[instruction].d = here_in_code();
  last_label_ = chunk_.code.size();
}

void Compiler::patch(const Jumps& jumps) {
  for (const size_t jump : jumps) patch(jump);
}

Operand Compiler::new_register() { return new_registers(1); }

Operand Compiler::new_registers(size_t count) {
  FunctionState& f = here();
  const uint32_t first = f.next_register;
  f.next_register += static_cast<uint32_t>(count);
  if (f.next_register > kOperandIndex / 4) {
    fail(make_error("feel.compile.too_large",
                    {"表达式里的值太多", "the expression holds too many values at once"},
                    {.span = span_}));
  }
  f.registers = std::max(f.registers, f.next_register);
  return static_cast<Operand>(first);
}

uint16_t Compiler::new_iterator() {
  FunctionState& f = here();
  const uint32_t iterator = f.next_iterator++;
  f.iterators = std::max(f.iterators, f.next_iterator);
  return static_cast<uint16_t>(iterator);
}

Operand Compiler::constant(Value value) {
  if (chunk_.constants.size() > kOperandIndex) {
    fail(make_error("feel.compile.too_large", {"表达式里的常量太多", "too many constants"},
                    {.span = span_}));
  }
  chunk_.constants.push_back(std::move(value));
  return static_cast<Operand>(kConstantOperand | (chunk_.constants.size() - 1));
}

Operand Compiler::null_result(NullCode code, uint16_t detail) {
  const Operand target = new_register();
  emit(Op::kNull, target, constant(null_because(code, Value(), Value(), detail)));
  return target;
}

uint16_t Compiler::path_index(const std::string& name) {
  // Each place has its own cache, so entries are not shared.
  chunk_.paths.push_back({name, property_named(name)});
  return static_cast<uint16_t>(chunk_.paths.size() - 1);
}

const Value* Compiler::constant_at(Operand operand) const {
  return is_constant(operand) ? &chunk_.constants[operand & kOperandIndex] : nullptr;
}

// ---- expressions ----

Operand Compiler::expr(NodeId id) {
  const Span before = span_;
  span_ = ast_.node(id).span;
  trace_begin(id);
  const Operand result = bare(id);
  trace_end(id, result);
  span_ = before;
  return result;
}

void Compiler::trace_begin(NodeId id) {
  if (!trace_) return;
  emit(Op::kTrace, static_cast<uint16_t>(id >> 16), 0, 0, id & 0xffff, kTraceBegin);
}

void Compiler::trace_end(NodeId id, Operand result) {
  if (trace_) emit(Op::kTrace, static_cast<uint16_t>(id >> 16), result, 0, id & 0xffff);
}

void Compiler::expr_into(NodeId id, Operand target) {
  const uint32_t saved = here().next_register;
  const Operand result = expr(id);
  release_to(saved);
  if (result != target && !retarget(result, target, saved)) emit(Op::kMove, target, result);
}

bool Compiler::retarget(Operand result, Operand target, uint32_t first_temporary) {
  // Where a jump leads here, other instructions have written the result, too.
  const bool joined = last_label_ == chunk_.code.size();
  if (trace_ || joined || !is_register(result) || result < first_temporary || chunk_.code.empty()) {
    return false;
  }
  Instruction& last = chunk_.code.back();
  const bool simple = (last.op >= Op::kAdd && last.op <= Op::kGreaterEqual) ||
                      last.op == Op::kPath || last.op == Op::kIndex || last.op == Op::kCall1 ||
                      last.op == Op::kCall2 || last.op == Op::kCall;
  if (!simple || last.a != result) return false;
  last.a = target;
  return true;
}

Operand Compiler::bare(NodeId id) {
  const Node& n = ast_.node(id);
  switch (n.kind) {
    case NodeKind::kLiteral:
      return constant(ast_.constant(n));
    case NodeKind::kName:
      return name(id);
    case NodeKind::kNegate: {
      const Operand target = new_register();
      const Operand operand = expr(ast_.children(n)[0]);
      release_to(target + 1u);
      if (const Value* const value = constant_at(operand); value != nullptr && !trace_) {
        Value folded = negate(*value);
        if (!folded.is_null()) {
          release_to(target);
          return constant(std::move(folded));
        }
      }
      emit(Op::kNegate, target, operand);
      return target;
    }
    case NodeKind::kBinary:
      return n.op == Operator::kAnd || n.op == Operator::kOr ? logic(id) : binary(id);
    case NodeKind::kBetween:
      return between(id);
    case NodeKind::kIn:
      return in(id);
    case NodeKind::kUnaryTest: {
      const Operand target = new_register();
      const Operand operand = expr(ast_.children(n)[0]);
      release_to(target + 1u);
      emit(Op::kUnaryRange, target, operand, 0, 0, static_cast<uint8_t>(n.op));
      return target;
    }
    case NodeKind::kUnaryTests:
      return unary_tests(id);
    case NodeKind::kAnyInput:
      return constant(Value::boolean(true));
    case NodeKind::kRange:
      return range(id);
    case NodeKind::kIf:
      return if_then_else(id);
    case NodeKind::kFor:
      return for_loop(id);
    case NodeKind::kSome:
    case NodeKind::kEvery:
      return quantified(id);
    case NodeKind::kFilter:
      return filter(id);
    case NodeKind::kPath:
      return path(id);
    case NodeKind::kList:
      return list(id);
    case NodeKind::kContext:
      return context(id);
    case NodeKind::kFunction:
      return function(id);
    case NodeKind::kCall:
      return call(id);
    case NodeKind::kInstanceOf:
      return instance_of(id);
    case NodeKind::kIteration:
    case NodeKind::kEntry:
    case NodeKind::kParameter:
    case NodeKind::kNamedArgument:
      break;  // compiled with their parents
  }
  return constant(Value());
}

namespace {

Op value_op(Operator op) {
  switch (op) {
    case Operator::kAdd:
      return Op::kAdd;
    case Operator::kSubtract:
      return Op::kSubtract;
    case Operator::kMultiply:
      return Op::kMultiply;
    case Operator::kDivide:
      return Op::kDivide;
    case Operator::kPower:
      return Op::kPower;
    case Operator::kEqual:
      return Op::kEqual;
    case Operator::kNotEqual:
      return Op::kNotEqual;
    case Operator::kLess:
      return Op::kLess;
    case Operator::kLessEqual:
      return Op::kLessEqual;
    case Operator::kGreater:
      return Op::kGreater;
    default:
      return Op::kGreaterEqual;
  }
}

Op jump_op(Operator op) {
  const auto first = static_cast<uint8_t>(Op::kJumpUnlessEqual);
  return static_cast<Op>(first + static_cast<uint8_t>(op) - static_cast<uint8_t>(Operator::kEqual));
}

Value fold(Operator op, const Value& a, const Value& b) {
  switch (op) {
    case Operator::kAdd:
      return add(a, b);
    case Operator::kSubtract:
      return subtract(a, b);
    case Operator::kMultiply:
      return multiply(a, b);
    case Operator::kDivide:
      return divide(a, b);
    default:
      return {};
  }
}

}  // namespace

Operand Compiler::binary(NodeId id) {
  const Node& n = ast_.node(id);
  const Operand target = new_register();
  const Operand left = expr(ast_.children(n)[0]);
  const Operand right = expr(ast_.children(n)[1]);
  release_to(target + 1u);
  const Value* const a = constant_at(left);
  const Value* const b = constant_at(right);
  if (a != nullptr && b != nullptr && !trace_) {
    Value folded = fold(n.op, *a, *b);
    if (!folded.is_null()) {
      release_to(target);
      return constant(std::move(folded));
    }
  }
  emit(value_op(n.op), target, left, right);
  return target;
}

// 10.3.2.10 (table 38): three-valued conjunction and disjunction; the right side only when it
// matters.
Operand Compiler::logic(NodeId id) {
  const Node& n = ast_.node(id);
  const bool conjunction = n.op == Operator::kAnd;
  const Operand target = new_register();
  expr_into(ast_.children(n)[0], target);
  const size_t decided = emit(conjunction ? Op::kJumpIfFalse : Op::kJumpIfTrue, 0, target);
  const Operand right = expr(ast_.children(n)[1]);
  const std::span<const NodeId> c = ast_.children(n);
  chunk_.junctions.push_back({ast_.node(c[0]).span, ast_.node(c[1]).span});
  emit(conjunction ? Op::kAnd : Op::kOr, target, target, right,
       static_cast<uint16_t>(chunk_.junctions.size()));
  patch(decided);
  release_to(target + 1u);
  return target;
}

// 10.3.2.13: e1 between e2 and e3 is e1 >= e2 and e1 <= e3.
Operand Compiler::between(NodeId id) {
  const std::span<const NodeId> c = ast_.children(id);
  const Operand target = new_register();
  const Operand value = expr(c[0]);
  const Operand low = expr(c[1]);
  emit(Op::kGreaterEqual, target, value, low);
  const size_t decided = emit(Op::kJumpIfFalse, 0, target);
  const Operand high = expr(c[2]);
  const Operand below = new_register();
  emit(Op::kLessEqual, below, value, high);
  emit(Op::kAnd, target, target, below);
  patch(decided);
  release_to(target + 1u);
  return target;
}

bool Compiler::mentions(NodeId id, std::string_view name) const {
  const Node& n = ast_.node(id);
  if (n.kind == NodeKind::kName && ast_.name(n) == name) return true;
  for (const NodeId child : ast_.children(n)) {
    if (mentions(child, name)) return true;
  }
  return false;
}

Operand Compiler::in(NodeId id) {
  const std::span<const NodeId> c = ast_.children(id);
  const Operand target = new_register();
  const Operand value = expr(c[0]);
  Jumps decided;
  here().locals.push_back({"?", value, false});
  for (size_t i = 1; i < c.size(); ++i) {
    const uint32_t saved = here().next_register;
    const Operand passed = test(c[i], value);
    if (i == 1) {
      if (passed != target) emit(Op::kMove, target, passed);
    } else {
      emit(Op::kOr, target, target, passed);
    }
    release_to(saved);
    if (i + 1 < c.size()) decided.push_back(emit(Op::kJumpIfTrue, 0, target));
  }
  here().locals.pop_back();
  patch(decided);
  release_to(target + 1u);
  return target;
}

// One unary test of a value: `< 5`, a range, an expression of `?`, or what it may equal.
Operand Compiler::test(NodeId id, Operand value) {
  const Node& n = ast_.node(id);
  const Span before = span_;
  span_ = n.span;
  Operand target;
  if (n.kind == NodeKind::kAnyInput) {
    target = constant(Value::boolean(true));
  } else if (n.kind == NodeKind::kUnaryTest) {
    target = new_register();
    trace_begin(id);
    const Operand operand = expr(ast_.children(n)[0]);
    emit(value_op(n.op), target, value, operand);
    release_to(target + 1u);
    trace_end(id, target);
  } else if (mentions(id, "?")) {
    target = new_register();
    const Operand result = expr(id);
    emit(Op::kOr, target, result, result);  // anything but true and false is null
    release_to(target + 1u);
  } else {
    target = new_register();
    const Operand tests = expr(id);
    emit(Op::kIn, target, value, tests);
    release_to(target + 1u);
  }
  span_ = before;
  return target;
}

Operand Compiler::unary_tests(NodeId id) {
  const Node& n = ast_.node(id);
  const std::optional<uint32_t> slot = chunk_.scope.find("?");
  if (!slot) {
    fail(make_error("feel.compile.no_input",
                    {"条件需要一个输入值 ?", "tests need an input value called ?"},
                    {.span = n.span}));
  }
  const Operand value = static_cast<Operand>(kSlotOperand | *slot);
  const Operand target = new_register();
  Jumps decided;
  const std::span<const NodeId> c = ast_.children(n);
  for (size_t i = 0; i < c.size(); ++i) {
    const uint32_t saved = here().next_register;
    const Operand passed = test(c[i], value);
    if (i == 0) {
      emit(Op::kMove, target, passed);
    } else {
      emit(Op::kOr, target, target, passed);
    }
    release_to(saved);
    if (i + 1 < c.size()) decided.push_back(emit(Op::kJumpIfTrue, 0, target));
  }
  patch(decided);
  if (n.flag()) {
    emit(Op::kCall1, target, target, 0, 0, static_cast<uint8_t>(find_builtin("not")));
  }
  return target;
}

Operand Compiler::range(NodeId id) {
  const Node& n = ast_.node(id);
  const Operand target = new_register();
  const Operand ends = new_registers(2);
  expr_into(ast_.children(n)[0], ends);
  expr_into(ast_.children(n)[1], static_cast<Operand>(ends + 1));
  emit(Op::kRange, target, ends, 0, 0, n.flags);
  release_to(target + 1u);
  return target;
}

Operand Compiler::if_then_else(NodeId id) {
  const std::span<const NodeId> c = ast_.children(id);
  const Operand target = new_register();
  Jumps otherwise;
  jump_unless(c[0], otherwise);
  expr_into(c[1], target);
  const size_t done = emit(Op::kJump);
  patch(otherwise);
  expr_into(c[2], target);
  patch(done);
  return target;
}

void Compiler::jump_unless(NodeId id, Jumps& jumps) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  const uint32_t saved = here().next_register;
  const Span before = span_;
  span_ = n.span;
  if (!trace_ && n.kind == NodeKind::kBinary && n.op == Operator::kAnd) {
    jump_unless(c[0], jumps);
    jump_unless(c[1], jumps);
  } else if (!trace_ && n.kind == NodeKind::kBinary && n.op == Operator::kOr) {
    Jumps holds;
    jump_if(c[0], holds);
    jump_unless(c[1], jumps);
    patch(holds);
  } else if (!trace_ && n.kind == NodeKind::kBinary && is_comparison(n.op)) {
    const Operand left = expr(c[0]);
    const Operand right = expr(c[1]);
    jumps.push_back(emit(jump_op(n.op), 0, left, right));
  } else if (!trace_ && n.kind == NodeKind::kBetween) {
    const Operand value = expr(c[0]);
    const Operand low = expr(c[1]);
    jumps.push_back(emit(Op::kJumpUnlessGreaterEqual, 0, value, low));
    const Operand high = expr(c[2]);
    jumps.push_back(emit(Op::kJumpUnlessLessEqual, 0, value, high));
  } else {
    span_ = before;
    const Operand value = expr(id);
    jumps.push_back(emit(Op::kJumpUnlessTrue, 0, value));
  }
  span_ = before;
  release_to(saved);
}

void Compiler::jump_if(NodeId id, Jumps& jumps) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  const bool comparison = n.kind == NodeKind::kBinary && is_comparison(n.op);
  if (!trace_ && n.kind == NodeKind::kBinary && n.op == Operator::kOr) {
    jump_if(c[0], jumps);
    jump_if(c[1], jumps);
  } else if (!trace_ && (comparison || n.kind == NodeKind::kBetween ||
                         (n.kind == NodeKind::kBinary && n.op == Operator::kAnd))) {
    Jumps fails;
    jump_unless(id, fails);
    jumps.push_back(emit(Op::kJump));
    patch(fails);
  } else {
    const uint32_t saved = here().next_register;
    const Operand value = expr(id);
    jumps.push_back(emit(Op::kJumpIfTrue, 0, value));
    release_to(saved);
  }
}

Operand Compiler::path(NodeId id) {
  // a.b.c in one step, unless each part has to be told.
  std::vector<NodeId> chain{id};
  while (!trace_ && chain.size() < 200 &&
         ast_.child(ast_.node(chain.back()), 0).kind == NodeKind::kPath) {
    chain.push_back(ast_.children(chain.back())[0]);
  }
  const Operand target = new_register();
  const Operand source = expr(ast_.children(chain.back())[0]);
  const auto first = static_cast<uint16_t>(chunk_.paths.size());
  for (size_t i = chain.size(); i-- > 0;) path_index(ast_.name(ast_.node(chain[i])));
  emit(Op::kPath, target, source, first, 0, static_cast<uint8_t>(chain.size()));
  release_to(target + 1u);
  return target;
}

Operand Compiler::list(NodeId id) {
  const std::span<const NodeId> c = ast_.children(id);
  const Operand target = new_register();
  // A list of constants is a constant.
  bool literal = !trace_;
  for (const NodeId child : c) literal = literal && ast_.node(child).kind == NodeKind::kLiteral;
  if (literal) {
    std::vector<Value> items;
    for (const NodeId child : c) items.push_back(ast_.constant(ast_.node(child)));
    release_to(target);
    return constant(Value::list(std::move(items)));
  }
  emit(Op::kNewList, target);
  for (const NodeId child : c) {
    const uint32_t saved = here().next_register;
    const Operand item = expr(child);
    emit(Op::kAppend, target, item);
    release_to(saved);
  }
  return target;
}

// 10.3.2.6 (contexts): each entry sees the ones before it.
Operand Compiler::context(NodeId id) {
  const std::span<const NodeId> c = ast_.children(id);
  const Operand target = new_register();
  const Operand values = new_registers(c.size());
  const size_t locals = here().locals.size();
  std::vector<std::string> keys;
  for (size_t i = 0; i < c.size(); ++i) {
    const Node& entry = ast_.node(c[i]);
    const Operand value = static_cast<Operand>(values + i);
    const NodeId written = ast_.children(entry)[0];
    own_name_ = ast_.node(written).kind == NodeKind::kFunction ? ast_.name(entry) : "";
    expr_into(written, value);
    keys.push_back(ast_.name(entry));
    here().locals.push_back({ast_.name(entry), value, false});
  }
  here().locals.resize(locals);
  chunk_.shapes.emplace_back(std::move(keys));
  emit(Op::kContext, target, values, static_cast<uint16_t>(chunk_.shapes.size() - 1));
  release_to(target + 1u);
  return target;
}

Operand Compiler::instance_of(NodeId id) {
  const Node& n = ast_.node(id);
  if (!ast_.types[n.type].is_defined()) return unknown_type(id);
  const Operand target = new_register();
  const Operand value = expr(ast_.children(n)[0]);
  chunk_.types.push_back(ast_.types[n.type]);
  emit(Op::kInstanceOf, target, value, static_cast<uint16_t>(chunk_.types.size() - 1));
  release_to(target + 1u);
  return target;
}

// ---- names ----

bool Compiler::is_local(std::string_view name) const {
  for (const Local& local : here().locals) {
    if (!local.item && local.name == name) return true;
  }
  return false;
}

// 10.3.2.5: inside a filter the entries of the item come before the names around it.
Operand Compiler::name(NodeId id) {
  const std::string& wanted = ast_.name(ast_.node(id));
  const std::vector<Local>& locals = here().locals;
  std::vector<Operand> item_scopes;
  Operand outside = 0;
  bool found = false;
  for (size_t i = locals.size(); i-- > 0 && !found;) {
    if (locals[i].item) {
      if (wanted == "item") {
        // An item may be a context with an entry of that name.
        const Operand entry = new_register();
        emit(Op::kItemField, entry, locals[i].operand, path_index(wanted), 0, 1);
        return entry;
      }
      item_scopes.push_back(locals[i].operand);
    } else if (locals[i].name == wanted) {
      outside = locals[i].operand;
      found = true;
    }
  }
  if (!found && functions_.size() == 1) {
    if (const std::optional<uint32_t> slot = chunk_.scope.find(wanted)) {
      outside = static_cast<Operand>(kSlotOperand | *slot);
      found = true;
    }
  }
  if (!found) {
    if (const int builtin = find_builtin(wanted); builtin >= 0 && item_scopes.empty()) {
      return constant(builtin_value(static_cast<uint8_t>(builtin)));
    }
  }
  if (item_scopes.empty()) return found ? outside : unknown_name(id);
  const Operand target = new_register();
  Jumps done;
  for (const Operand item : item_scopes) {
    const bool last = item == item_scopes.back() && !found;
    if (last) {
      emit(Op::kFieldOrNull, target, item, path_index(wanted));
    } else {
      const size_t missing = emit(Op::kItemField, target, item, path_index(wanted));
      done.push_back(emit(Op::kJump));
      patch(missing);
    }
  }
  if (found) emit(Op::kMove, target, outside);
  patch(done);
  return target;
}

Operand Compiler::unknown_type(NodeId id) {
  const Node& n = ast_.node(id);
  if (!options_.unknown_names_are_errors) return null_result(NullCode::kUnknownType);
  const std::string wanted = ast_.types[n.type].text();
  std::vector<std::string> known = simple_type_names();
  for (const ScopeName& type : chunk_.scope.types()) known.push_back(type.name);
  const std::vector<std::string> candidates = nearest_names(wanted, known);
  const LocalizedText hint =
      candidates.empty()
          ? LocalizedText{"；列表、上下文、区间和函数要写明内容，如 list<number>",
                          "; list, context, range and function say of what, such as list<number>"}
          : LocalizedText{"，是不是“" + candidates.front() + "”？",
                          "; did you mean '" + candidates.front() + "'?"};
  fail(make_error(
      "feel.type.unknown",
      {"没有“" + wanted + "”这样的类型" + hint.zh, "there is no type '" + wanted + "'" + hint.en},
      {.span = n.span}, candidates));
}

Operand Compiler::unknown_name(NodeId id) {
  const Node& n = ast_.node(id);
  if (options_.unknown_names_are_errors) {
    std::vector<std::string> known;
    for (const ScopeName& entry : chunk_.scope.names()) known.push_back(entry.name);
    for (const Local& local : here().locals) {
      if (!local.item) known.push_back(local.name);
    }
    for (const FunctionSignature& f : all_functions()) {
      if (known.empty() || known.back() != f.name) known.emplace_back(f.name);
    }
    const std::string& wanted = ast_.name(n);
    NameGuess guess = guess_name(ast_, id, known);
    if (!guess.hint.empty()) guess.hint = {"：" + guess.hint.zh, ": " + guess.hint.en};
    fail(make_error("feel.name.unknown",
                    {"没有叫“" + wanted + "”的字段或函数" + guess.hint.zh,
                     "there is no field or function called '" + wanted + "'" + guess.hint.en},
                    {.span = n.span}, std::move(guess.candidates)));
  }
  return null_result(NullCode::kUnknownName);
}

}  // namespace tollgate::feel
