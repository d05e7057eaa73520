#include "tollgate/feel/condition_rows.h"

#include "tollgate/feel/format.h"
#include "tollgate/feel/parse.h"

namespace tollgate::feel {
namespace {

struct Symbol {
  RowOperator row;
  Operator op;
  std::string_view text;
};
constexpr Symbol kSymbols[] = {
    {RowOperator::kEquals, Operator::kEqual, "="},
    {RowOperator::kNotEquals, Operator::kNotEqual, "!="},
    {RowOperator::kLess, Operator::kLess, "<"},
    {RowOperator::kLessEqual, Operator::kLessEqual, "<="},
    {RowOperator::kGreater, Operator::kGreater, ">"},
    {RowOperator::kGreaterEqual, Operator::kGreaterEqual, ">="},
};

struct Call {
  RowOperator row;
  std::string_view function;
};
constexpr Call kCalls[] = {
    {RowOperator::kContains, "contains"},
    {RowOperator::kListContains, "list contains"},
    {RowOperator::kStartsWith, "starts with"},
    {RowOperator::kEndsWith, "ends with"},
};

// Reads rows out of a tree; every function is nullopt where the tree has another shape.
class Reader {
 public:
  explicit Reader(const Ast& ast) : ast_(ast) {}

  std::optional<Conditions> read() {
    Conditions conditions;
    const Node& root = ast_.node(ast_.root);
    conditions.join = is(root, Operator::kOr) ? Join::kOr : Join::kAnd;
    const Operator joint = conditions.join == Join::kOr ? Operator::kOr : Operator::kAnd;
    const Operator other = conditions.join == Join::kOr ? Operator::kAnd : Operator::kOr;
    for (NodeId part : parts(ast_.root, joint)) {
      ConditionRow item;
      if (is(ast_.node(part), other)) {
        for (NodeId inner : parts(part, other)) {
          std::optional<ConditionRow> grouped = row(inner);
          if (!grouped) return std::nullopt;
          item.group.push_back(*std::move(grouped));
        }
      } else {
        std::optional<ConditionRow> single = row(part);
        if (!single) return std::nullopt;
        item = *std::move(single);
      }
      conditions.rows.push_back(std::move(item));
    }
    return conditions;
  }

 private:
  static bool is(const Node& node, Operator op) {
    return node.kind == NodeKind::kBinary && node.op == op;
  }

  // a and b and c, which leans to the left, as a, b, c.
  std::vector<NodeId> parts(NodeId id, Operator joint) const {
    std::vector<NodeId> reversed;
    while (is(ast_.node(id), joint)) {
      reversed.push_back(ast_.children(id)[1]);
      id = ast_.children(id)[0];
    }
    reversed.push_back(id);
    return {reversed.rbegin(), reversed.rend()};
  }

  std::optional<std::string> field(NodeId id) const {
    NodeId at = id;
    while (ast_.node(at).kind == NodeKind::kPath) at = ast_.children(at)[0];
    if (ast_.node(at).kind != NodeKind::kName) return std::nullopt;
    return format(ast_, id);
  }

  // A value is anything but a condition of its own.
  std::optional<std::string> value(NodeId id) const {
    const Node& node = ast_.node(id);
    switch (node.kind) {
      case NodeKind::kLiteral:
      case NodeKind::kName:
      case NodeKind::kPath:
      case NodeKind::kNegate:
      case NodeKind::kCall:
        return format(ast_, id);
      case NodeKind::kBinary:
        if (node.op < Operator::kAdd) return std::nullopt;
        return format(ast_, id);
      default:
        return std::nullopt;
    }
  }

  std::optional<ConditionRow> row(NodeId id) const {
    const Node& node = ast_.node(id);
    switch (node.kind) {
      case NodeKind::kBinary:
        return comparison(node);
      case NodeKind::kBetween:
        return made(ast_.children(node)[0], RowOperator::kBetween, ast_.children(node).subspan(1));
      case NodeKind::kIn:
        return made(ast_.children(node)[0], RowOperator::kOneOf, ast_.children(node).subspan(1));
      case NodeKind::kCall:
        return call(node);
      case NodeKind::kName:
      case NodeKind::kPath:
        return made(id, RowOperator::kIsTrue, {});
      default:
        return std::nullopt;
    }
  }

  std::optional<ConditionRow> made(NodeId of, RowOperator op, std::span<const NodeId> with) const {
    std::optional<std::string> name = field(of);
    if (!name) return std::nullopt;
    ConditionRow row{*std::move(name), op, {}, {}};
    for (NodeId id : with) {
      std::optional<std::string> text = value(id);
      if (!text) return std::nullopt;
      row.values.push_back(*std::move(text));
    }
    return row;
  }

  std::optional<ConditionRow> comparison(const Node& node) const {
    const auto children = ast_.children(node);
    const Node& right = ast_.node(children[1]);
    const bool with_null = right.kind == NodeKind::kLiteral && ast_.constant(right).is_null();
    if (with_null && node.op == Operator::kEqual) {
      return made(children[0], RowOperator::kIsEmpty, {});
    }
    if (with_null && node.op == Operator::kNotEqual) {
      return made(children[0], RowOperator::kIsNotEmpty, {});
    }
    for (const Symbol& symbol : kSymbols) {
      if (symbol.op == node.op) return made(children[0], symbol.row, children.subspan(1));
    }
    return std::nullopt;
  }

  std::optional<ConditionRow> call(const Node& node) const {
    const auto children = ast_.children(node);
    const Node& callee = ast_.node(children[0]);
    if (callee.kind != NodeKind::kName) return std::nullopt;
    const std::string& name = ast_.name(callee);
    if (name == "not" && children.size() == 2) return negated(children[1]);
    for (const Call& known : kCalls) {
      if (known.function == name && children.size() == 3) {
        return made(children[1], known.row, children.subspan(2));
      }
    }
    return std::nullopt;
  }

  std::optional<ConditionRow> negated(NodeId id) const {
    std::optional<ConditionRow> inner = row(id);
    if (!inner) return std::nullopt;
    switch (inner->op) {
      case RowOperator::kIsTrue:
        inner->op = RowOperator::kIsFalse;
        return inner;
      case RowOperator::kOneOf:
        inner->op = RowOperator::kNotOneOf;
        return inner;
      case RowOperator::kContains:
        inner->op = RowOperator::kNotContains;
        return inner;
      case RowOperator::kListContains:
        inner->op = RowOperator::kNotListContains;
        return inner;
      default:
        return std::nullopt;
    }
  }

  const Ast& ast_;
};

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  return text;
}

std::string row_text(const ConditionRow& row) {
  const std::string values = joined(row.values);
  switch (row.op) {
    case RowOperator::kBetween:
      return row.field + " between " + (row.values.empty() ? "null" : row.values.front()) +
             " and " + (row.values.size() < 2 ? "null" : row.values[1]);
    case RowOperator::kOneOf:
      return row.field + " in (" + values + ")";
    case RowOperator::kNotOneOf:
      return "not(" + row.field + " in (" + values + "))";
    case RowOperator::kContains:
    case RowOperator::kListContains:
    case RowOperator::kStartsWith:
    case RowOperator::kEndsWith:
      for (const Call& call : kCalls) {
        if (call.row == row.op)
          return std::string(call.function) + "(" + row.field + ", " + values + ")";
      }
      break;
    case RowOperator::kNotContains:
      return "not(contains(" + row.field + ", " + values + "))";
    case RowOperator::kNotListContains:
      return "not(list contains(" + row.field + ", " + values + "))";
    case RowOperator::kIsEmpty:
      return row.field + " = null";
    case RowOperator::kIsNotEmpty:
      return row.field + " != null";
    case RowOperator::kIsTrue:
      return row.field;
    case RowOperator::kIsFalse:
      return "not(" + row.field + ")";
    default:
      for (const Symbol& symbol : kSymbols) {
        if (symbol.row == row.op) return row.field + " " + std::string(symbol.text) + " " + values;
      }
  }
  return row.field;
}

std::string rows_text(const std::vector<ConditionRow>& rows, Join join) {
  std::string text;
  for (const ConditionRow& row : rows) {
    if (!text.empty()) text += join == Join::kAnd ? " and " : " or ";
    if (row.group.empty()) {
      text += row_text(row);
    } else {
      const bool alone = rows.size() == 1;
      const std::string inner = rows_text(row.group, join == Join::kAnd ? Join::kOr : Join::kAnd);
      text += alone ? inner : "(" + inner + ")";
    }
  }
  return text;
}

}  // namespace

std::string conditions_to_text(const Conditions& conditions) {
  return rows_text(conditions.rows, conditions.join);
}

std::optional<Conditions> conditions_from(const Ast& ast, const Scope& scope) {
  std::optional<Conditions> conditions = Reader(ast).read();
  if (!conditions) return std::nullopt;
  // The law is held by trying it: whatever would come back as another tree stays text.
  const Result<Ast> again = parse(conditions_to_text(*conditions), scope);
  if (!again || !same_tree(*again, ast)) return std::nullopt;
  return conditions;
}

}  // namespace tollgate::feel
