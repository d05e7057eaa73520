// for, some, every, filters, and sums that need no list in between.
// DMN 1.5, 10.3.2.5 (filters), 10.3.2.14 (for, some, every).
#include "builtin.h"
#include "compiler.h"
#include "op_work.h"

namespace tollgate::feel {

void Compiler::loop(Operand source, uint8_t flags, const Body& body, Operand failed,
                    Jumps& failures) {
  const uint16_t iterator = new_iterator();
  failures.push_back(emit(Op::kIterate, iterator, source, failed, 0, flags));
  walk(iterator, body);
}

// The loop's test stands at its end: one jump for each turn.
void Compiler::walk(uint16_t iterator, const Body& body) {
  const size_t to_test = emit(Op::kJump);
  const uint16_t head = here_in_code();
  const uint32_t saved = here().next_register;
  body(static_cast<Operand>(kItemOperand | iterator));
  release_to(saved);
  patch(to_test);
  const size_t next = emit(Op::kNext, iterator, 0, 0, head);
  // Each instruction of the body, at most once: loops inside it count their own turns.
  set_turn_work(chunk_.code[next], work::kItem + work_of(std::span(chunk_.code).subspan(head)));
  --here().next_iterator;
}

void Compiler::iterations(std::span<const NodeId> list, const std::function<void()>& body,
                          Operand failed, Jumps& failures) {
  if (list.empty()) {
    body();
    return;
  }
  const Node& n = ast_.node(list[0]);
  const std::span<const NodeId> c = ast_.children(n);
  const auto inner = [&](Operand item) {
    here().locals.push_back({ast_.name(n), item, false});
    iterations(list.subspan(1), body, failed, failures);
    here().locals.pop_back();
  };
  const Operand source = expr(c[0]);
  if (c.size() == 1) {
    loop(source, 0, inner, failed, failures);
    return;
  }
  const Operand last = expr(c[1]);
  const uint16_t iterator = new_iterator();
  const Operand ends = new_registers(2);
  emit(Op::kMove, ends, source);
  emit(Op::kMove, static_cast<Operand>(ends + 1), last);
  failures.push_back(emit(Op::kIterateRange, iterator, ends, failed));
  walk(iterator, inner);
}

bool Compiler::is_condition(NodeId id) const {
  const Node& n = ast_.node(id);
  switch (n.kind) {
    case NodeKind::kBinary:
      return n.op == Operator::kAnd || n.op == Operator::kOr || is_comparison(n.op);
    case NodeKind::kBetween:
    case NodeKind::kIn:
    case NodeKind::kSome:
    case NodeKind::kEvery:
    case NodeKind::kInstanceOf:
      return true;
    case NodeKind::kLiteral:
      return ast_.constant(n).is_boolean();
    case NodeKind::kCall: {
      const Node& callee = ast_.child(n, 0);
      if (callee.kind != NodeKind::kName || is_local(ast_.name(callee))) return false;
      const auto signatures = functions_named(ast_.name(callee));
      return !signatures.empty() && signatures[0].result == "boolean";
    }
    default:
      return false;
  }
}

bool Compiler::streams(NodeId id) const {
  if (trace_) return false;
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  switch (n.kind) {
    case NodeKind::kFilter:
      return is_condition(c[1]);
    case NodeKind::kPath:
      return streams(c[0]);
    case NodeKind::kFor:
      return !mentions(c.back(), "partial");
    default:
      return false;
  }
}

void Compiler::items(NodeId id, const Body& body, Operand failed, Jumps& failures) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  if (n.kind == NodeKind::kFilter && is_condition(c[1])) {
    const Body filtered = [&](Operand item) {
      Jumps skipped;
      here().locals.push_back({"item", item, true});
      jump_unless(c[1], skipped);
      here().locals.pop_back();
      body(item);
      patch(skipped);
    };
    if (streams(c[0])) {
      items(c[0], filtered, failed, failures);
    } else {
      loop(expr(c[0]), 1, filtered, failed, failures);
    }
  } else if (n.kind == NodeKind::kPath && streams(c[0])) {
    items(
        c[0],
        [&](Operand item) {
          const Operand member = new_register();
          emit(Op::kPath, member, item, path_index(ast_.name(n)), 0, 1);
          body(member);
        },
        failed, failures);
  } else if (n.kind == NodeKind::kFor) {
    iterations(c.first(c.size() - 1), [&] { body(expr(c.back())); }, failed, failures);
  } else {
    loop(expr(id), 1, body, failed, failures);
  }
}

Operand Compiler::for_loop(NodeId id) {
  const std::span<const NodeId> c = ast_.children(id);
  const Operand target = new_register();
  emit(Op::kNewList, target);
  Jumps failures;
  here().locals.push_back({"partial", target, false});
  iterations(
      c.first(c.size() - 1),
      [&] {
        const Operand item = expr(c.back());
        emit(Op::kAppend, target, item);
      },
      target, failures);
  here().locals.pop_back();
  patch(failures);
  release_to(target + 1u);
  return target;
}

Operand Compiler::quantified(NodeId id) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  const bool some = n.kind == NodeKind::kSome;
  const Operand target = new_register();
  Jumps ends;
  // What is not simple enough for the quick way is done again, item by item.
  if (const Node& iteration = ast_.node(c[0]);
      c.size() == 2 && ast_.children(iteration).size() == 1) {
    WhereAggregate where;
    where.make = some ? WhereAggregate::Make::kSome : WhereAggregate::Make::kEvery;
    this->where(ast_.children(iteration)[0], c[1], ast_.name(iteration), where, target, ends);
  }
  emit(Op::kMove, target, constant(Value::boolean(!some)));
  iterations(
      c.first(c.size() - 1),
      [&] {
        const Operand holds = expr(c.back());
        ends.push_back(emit(some ? Op::kSomeStep : Op::kEveryStep, target, holds));
      },
      target, ends);
  patch(ends);
  release_to(target + 1u);
  return target;
}

Operand Compiler::filter(NodeId id) {
  const Node& n = ast_.node(id);
  const std::span<const NodeId> c = ast_.children(n);
  const Operand target = new_register();
  const Node& position = ast_.node(c[1]);
  const bool literal = position.kind == NodeKind::kLiteral && ast_.constant(position).is_number();
  const bool negated =
      position.kind == NodeKind::kNegate && ast_.child(position, 0).kind == NodeKind::kLiteral;
  if (literal || negated) {
    const Operand list = expr(c[0]);
    const Operand index = expr(c[1]);
    emit(Op::kIndex, target, list, index);
    release_to(target + 1u);
    return target;
  }
  Jumps failures;
  if (!trace_ && is_condition(c[1])) {
    emit(Op::kNewList, target);
    items(id, [&](Operand item) { emit(Op::kAppend, target, item); }, target, failures);
  } else {
    const Operand list = expr(c[0]);
    emit(Op::kNewList, target);
    const uint16_t iterator = here().next_iterator;
    if (iterator > 255) {
      fail(make_error("feel.compile.too_large", {"筛选嵌套太多", "too many filters inside another"},
                      {.span = n.span}));
    }
    loop(
        list, 1,
        [&](Operand item) {
          here().locals.push_back({"item", item, true});
          const Operand passed = expr(c[1]);
          here().locals.pop_back();
          failures.push_back(
              emit(Op::kFilterStep, target, passed, item, 0, static_cast<uint8_t>(iterator)));
        },
        target, failures);
  }
  patch(failures);
  release_to(target + 1u);
  return target;
}

bool Compiler::is_field(NodeId id) const {
  const Node* n = &ast_.node(id);
  while (n->kind == NodeKind::kPath) n = &ast_.child(*n, 0);
  return n->kind == NodeKind::kName;
}

bool Compiler::where(NodeId source, NodeId condition, std::string_view item, WhereAggregate where,
                     Operand target, Jumps& done) {
  const Node& test = ast_.node(condition);
  if (trace_ || !is_field(source) || test.kind != NodeKind::kBinary || !is_comparison(test.op)) {
    return false;
  }
  const Node& left = ast_.child(test, 0);
  const Node& limit = ast_.child(test, 1);
  if (limit.kind != NodeKind::kLiteral) return false;
  where.op = test.op;
  // The item of a filter has no name that its entries could not have, too: only they are read.
  const bool filter = item.empty();
  if (left.kind == NodeKind::kName && filter && ast_.name(left) != "item") {
    where.field = path_index(ast_.name(left));
  } else if (left.kind == NodeKind::kName && !filter && ast_.name(left) == item) {
    where.of_item = true;
  } else if (left.kind == NodeKind::kPath && !filter &&
             ast_.child(left, 0).kind == NodeKind::kName &&
             ast_.name(ast_.child(left, 0)) == item) {
    where.field = path_index(ast_.name(left));
  } else {
    return false;
  }
  where.limit = constant(ast_.constant(limit)) & kOperandIndex;
  const uint32_t saved = here().next_register;
  const Operand items = expr(source);
  release_to(saved);
  chunk_.where_aggregates.push_back(where);
  done.push_back(
      emit(Op::kWhere, target, items, static_cast<uint16_t>(chunk_.where_aggregates.size() - 1)));
  return true;
}

bool Compiler::sum_where(NodeId list, Op step, Operand target, Jumps& done) {
  WhereAggregate where;
  const Node* n = &ast_.node(list);
  if (step == Op::kSumStep) {
    if (n->kind != NodeKind::kPath) return false;
    where.make = WhereAggregate::Make::kSum;
    where.member = path_index(ast_.name(*n));
    n = &ast_.child(*n, 0);
  }
  if (n->kind != NodeKind::kFilter) return false;
  const std::span<const NodeId> c = ast_.children(*n);
  return this->where(c[0], c[1], {}, where, target, done);
}

Operand Compiler::aggregate(NodeId list, Op step) {
  const Operand target = new_register();
  const bool sum = step == Op::kSumStep;
  Jumps failures;
  // What is not simple enough for the quick way is done again, item by item.
  sum_where(list, step, target, failures);
  emit(Op::kMove, target, constant(sum ? Value::boolean(false) : Value::integer(0)));
  items(list, [&](Operand item) { emit(step, target, item); }, target, failures);
  if (sum) emit(Op::kSumEnd, target);
  patch(failures);
  release_to(target + 1u);
  return target;
}

}  // namespace tollgate::feel
