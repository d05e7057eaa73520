// 10.3.4.10: range functions (tables 78 and 79), and range(from).
#include "builtin.h"
#include "tollgate/feel/parse.h"

namespace tollgate::feel {
namespace {

// One end of a range, or a point as a range of one. Null ends lie beyond every value.
struct IntervalEnd {
  const Value* value;
  bool included;
  int infinite = 0;  // -1, 1
};

struct Interval {
  IntervalEnd start;
  IntervalEnd end;
};

// Thrown when two ends have no order; the function's result is null then.
struct NoOrder {
  const Value* left;
  const Value* right;
};

int order_of(const IntervalEnd& a, const IntervalEnd& b) {
  if (a.infinite != 0 || b.infinite != 0) return a.infinite - b.infinite;
  const Order o = order(*a.value, *b.value);
  if (o == Order::kNone) throw NoOrder{a.value, b.value};
  return static_cast<int>(o);
}

Interval interval_of(const Value& v) {
  if (!v.is_range()) return {{&v, true}, {&v, true}};
  const RangeRep& r = v.as_range();
  return {{&r.start, r.start_included, r.start.is_null() ? -1 : 0},
          {&r.end, r.end_included, r.end.is_null() ? 1 : 0}};
}

bool before(const Interval& a, const Interval& b) {
  const int o = order_of(a.end, b.start);
  return o < 0 || (o == 0 && (!a.end.included || !b.start.included));
}

bool meets(const Interval& a, const Interval& b) {
  return a.end.included && b.start.included && order_of(a.end, b.start) == 0;
}

// One of a's ends reaches over b's: `a.end` is above `b.start`, or on it with both included.
bool reaches(const IntervalEnd& end, const IntervalEnd& start) {
  const int o = order_of(end, start);
  return o > 0 || (o == 0 && end.included && start.included);
}

bool overlaps(const Interval& a, const Interval& b) {
  return reaches(a.end, b.start) && reaches(b.end, a.start);
}

bool overlaps_before(const Interval& a, const Interval& b) {
  const int starts = order_of(a.start, b.start);
  const int ends = order_of(a.end, b.end);
  return (starts < 0 || (starts == 0 && a.start.included && !b.start.included)) &&
         reaches(a.end, b.start) &&
         (ends < 0 || (ends == 0 && (!a.end.included || b.end.included)));
}

bool finishes(const Interval& a, const Interval& b) {
  const int starts = order_of(a.start, b.start);
  return a.end.included == b.end.included && order_of(a.end, b.end) == 0 &&
         (starts > 0 || (starts == 0 && (!a.start.included || b.start.included)));
}

bool starts(const Interval& a, const Interval& b) {
  const int ends = order_of(a.end, b.end);
  return a.start.included == b.start.included && order_of(a.start, b.start) == 0 &&
         (ends < 0 || (ends == 0 && (!a.end.included || b.end.included)));
}

bool includes(const Interval& a, const Interval& b) {
  const int s = order_of(a.start, b.start);
  const int e = order_of(a.end, b.end);
  return (s < 0 || (s == 0 && (a.start.included || !b.start.included))) &&
         (e > 0 || (e == 0 && (a.end.included || !b.end.included)));
}

bool coincides(const Interval& a, const Interval& b) {
  return order_of(a.start, b.start) == 0 && order_of(a.end, b.end) == 0 &&
         a.start.included == b.start.included && a.end.included == b.end.included;
}

using Relation = bool (*)(const Interval& a, const Interval& b);
enum class OperandKinds : uint8_t { kAny, kRanges, kPointOrRangeInRange, kSameKinds };

// `swapped`: the relation of the second argument to the first.
Value relate(const Arguments& a, Relation relation, OperandKinds kinds, bool swapped) {
  const size_t first = swapped ? 1 : 0;
  const Value& left = a.one(first);
  const Value& right = a.one(1 - first);
  for (size_t i = 0; i < 2; ++i) {
    const Value& v = a.one(i);
    const bool ranges_only = kinds == OperandKinds::kRanges ||
                             (kinds == OperandKinds::kPointOrRangeInRange && i != first);
    if (v.is_null() || (ranges_only && !v.is_range())) return bad_type(i, v);
    if (v.is_range() && v.as_range().negated) return bad_value(i, v);
  }
  if (kinds == OperandKinds::kSameKinds && left.is_range() != right.is_range()) {
    return bad_type(1, a.one(1));
  }
  a.machine.spend(work::kItem * 8);
  try {
    return Value::boolean(relation(interval_of(left), interval_of(right)));
  } catch (const NoOrder& none) {
    a.machine.spend(work::kThrow);
    return null_because(NullCode::kItemOrder, *none.left, *none.right);
  }
}

template <Relation relation, OperandKinds kinds, bool swapped>
Value related(const Arguments& a) {
  return relate(a, relation, kinds, swapped);
}

// The value of a range's end as range() allows it: a literal, or date("..."), time("..."),
// date and time("..."), duration("...").
std::optional<Value> literal_end(const Arguments& a, const Ast& ast, NodeId id) {
  const Node& n = ast.node(id);
  if (n.kind == NodeKind::kLiteral) return ast.constant(n);
  if (n.kind == NodeKind::kNegate && ast.child(n, 0).kind == NodeKind::kLiteral) {
    return negate(ast.constant(ast.child(n, 0)));
  }
  if (n.kind != NodeKind::kCall || n.child_count != 2) return std::nullopt;
  const Node& callee = ast.child(n, 0);
  const Node& argument = ast.child(n, 1);
  if (callee.kind != NodeKind::kName || argument.kind != NodeKind::kLiteral) return std::nullopt;
  const std::string& name = ast.name(callee);
  if (name != "date" && name != "time" && name != "date and time" && name != "duration") {
    return std::nullopt;
  }
  if (!ast.constant(argument).is_string()) return std::nullopt;
  const Value* const values[1] = {&ast.constant(argument)};
  return call_builtin(a.machine, static_cast<uint8_t>(find_builtin(name)), values, 1);
}

// range(from)
Value range_(const Arguments& a) {
  const Value& from = a.one(0);
  if (!from.is_string()) return bad_type(0, from);
  a.machine.spend(work::kParse + from.as_string().size() * work::kParsed);
  const Result<Ast> ast = parse(from.as_string(), Scope());
  if (!ast) return null_because(NullCode::kUnreadable, from);
  const Node& root = ast->node(ast->root);
  if (root.kind != NodeKind::kRange) return null_because(NullCode::kUnreadable, from);
  const std::optional<Value> start = literal_end(a, *ast, ast->children(root)[0]);
  const std::optional<Value> end = literal_end(a, *ast, ast->children(root)[1]);
  if (!start || !end) return null_because(NullCode::kUnreadable, from);
  const Order o = order(*start, *end);
  if (o == Order::kNone) return null_because(NullCode::kRangeEnds, *start, *end);
  if (o == Order::kGreater) return null_because(NullCode::kRangeOrder, *start, *end);
  return make_range(*start, root.flags & Node::kStartIncluded, *end,
                    root.flags & Node::kEndIncluded);
}

constexpr Builtin kRangeBuiltins[] = {
    {"range", range_, false},
    {"before", related<before, OperandKinds::kAny, false>, false},
    {"after", related<before, OperandKinds::kAny, true>, false},
    {"meets", related<meets, OperandKinds::kRanges, false>, false},
    {"met by", related<meets, OperandKinds::kRanges, true>, false},
    {"overlaps", related<overlaps, OperandKinds::kRanges, false>, false},
    {"overlaps before", related<overlaps_before, OperandKinds::kRanges, false>, false},
    {"overlaps after", related<overlaps_before, OperandKinds::kRanges, true>, false},
    {"finishes", related<finishes, OperandKinds::kPointOrRangeInRange, false>, false},
    {"finished by", related<finishes, OperandKinds::kPointOrRangeInRange, true>, false},
    {"during",
     related<[](const Interval& x, const Interval& y) { return includes(y, x); },
             OperandKinds::kPointOrRangeInRange, false>,
     false},
    {"includes",
     related<[](const Interval& x, const Interval& y) { return includes(y, x); },
             OperandKinds::kPointOrRangeInRange, true>,
     false},
    {"starts", related<starts, OperandKinds::kPointOrRangeInRange, false>, false},
    {"started by", related<starts, OperandKinds::kPointOrRangeInRange, true>, false},
    {"coincides", related<coincides, OperandKinds::kSameKinds, false>, false},
};

}  // namespace

std::span<const Builtin> range_builtins() { return kRangeBuiltins; }

}  // namespace tollgate::feel
