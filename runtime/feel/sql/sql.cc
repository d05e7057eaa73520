#include "tollgate/feel/sql.h"

#include <algorithm>

#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/format.h"

namespace tollgate::feel {
namespace {

// One side of a comparison: a column, or a value known now.
struct Operand {
  std::optional<SqlColumn> column;
  Value constant;
};

class Translator {
 public:
  Translator(const Ast& ast, const Scope& scope, const SqlColumns& columns,
             const SqlOptions& options)
      : ast_(ast), scope_(scope), columns_(columns), options_(options) {}

  std::optional<SqlCondition> run() {
    std::optional<std::string> text = condition(ast_.root, false);
    if (!text) return std::nullopt;
    return SqlCondition{"(" + *std::move(text) + ")", std::move(parameters_)};
  }

 private:
  using Text = std::optional<std::string>;

  // `exact`: null and false must be told apart, because a not() surrounds this.
  Text condition(NodeId id, bool exact) {
    const Node& node = ast_.node(id);
    const auto children = ast_.children(node);
    switch (node.kind) {
      case NodeKind::kLiteral: {
        const Value& value = ast_.constant(node);
        if (value.is_null()) return "NULL";
        return value.is_boolean() ? Text(value.is_true() ? "1" : "0") : std::nullopt;
      }
      case NodeKind::kName:
      case NodeKind::kPath: {
        const std::optional<SqlColumn> column = column_of(id);
        return column && column->kind == SqlKind::kBoolean ? Text(column->expression)
                                                           : std::nullopt;
      }
      case NodeKind::kBinary:
        if (node.op == Operator::kAnd || node.op == Operator::kOr) {
          return joined(children[0], node.op == Operator::kAnd ? " AND " : " OR ", children[1],
                        exact);
        }
        return comparison(operand(children[0]), node.op, operand(children[1]));
      case NodeKind::kBetween:
        return between(children[0], children[1], true, children[2], true);
      case NodeKind::kIn:
        return exact ? std::nullopt : membership(children);
      case NodeKind::kIf: {
        const Text when = condition(children[0], false);
        const Text then = when ? condition(children[1], exact) : std::nullopt;
        const Text otherwise = then ? condition(children[2], exact) : std::nullopt;
        if (!otherwise) return std::nullopt;
        return "CASE WHEN " + *when + " THEN " + *then + " ELSE " + *otherwise + " END";
      }
      case NodeKind::kCall:
        return call(children, exact);
      default:
        return std::nullopt;
    }
  }

  Text joined(NodeId left, const char* joint, NodeId right, bool exact) {
    const Text a = condition(left, exact);
    const Text b = a ? condition(right, exact) : std::nullopt;
    if (!b) return std::nullopt;
    return "(" + *a + joint + *b + ")";
  }

  std::optional<SqlColumn> column_of(NodeId id) const {
    std::vector<std::string> path;
    NodeId at = id;
    while (ast_.node(at).kind == NodeKind::kPath) {
      path.push_back(ast_.name(ast_.node(at)));
      at = ast_.children(at)[0];
    }
    if (ast_.node(at).kind != NodeKind::kName) return std::nullopt;
    const auto slot = scope_.find(ast_.name(ast_.node(at)));
    if (!slot) return std::nullopt;
    std::reverse(path.begin(), path.end());
    return columns_(*slot, path);
  }

  // A column, or whatever can be known now because it reads nothing of the record.
  std::optional<Operand> operand(NodeId id) const {
    const Node& node = ast_.node(id);
    if (node.kind == NodeKind::kLiteral) return Operand{{}, ast_.constant(node)};
    if (node.kind == NodeKind::kName || node.kind == NodeKind::kPath) {
      std::optional<SqlColumn> column = column_of(id);
      if (column) return Operand{std::move(column), {}};
      return std::nullopt;
    }
    const Scope nothing;
    Result<Program> part = compile(format(ast_, id), nothing);
    if (!part) return std::nullopt;
    Value value = evaluate(*part, {}, options_.evaluation);
    // A null that came from an error is a diagnostic's business, not a filter's.
    if (value.is_null()) return std::nullopt;
    return Operand{{}, std::move(value)};
  }

  // The constant as a column of the kind would hold it.
  Text constant(const Value& value, SqlKind kind) const {
    switch (kind) {
      case SqlKind::kText:
        if (!value.is_string() || value.as_string().find('\0') != std::string_view::npos) break;
        return std::string(value.as_string());
      case SqlKind::kDecimal:
        if (!value.is_number()) break;
        return value.as_number().to_text();
      case SqlKind::kDate:
        if (value.kind() != Kind::kDate) break;
        return four_digit_year(value.as_date()) ? Text(to_text(value)) : std::nullopt;
      case SqlKind::kDateTime: {
        if (value.kind() != Kind::kDateTime || value.as_date_time().zone.is_none()) break;
        std::string key =
            options_.date_time_key ? options_.date_time_key(value.as_date_time()) : "";
        return key.empty() ? std::nullopt : Text(std::move(key));
      }
      case SqlKind::kBoolean:
        break;
    }
    return std::nullopt;
  }

  // Other years sort differently as text.
  static bool four_digit_year(const Date& date) {
    const CivilDate civil = civil_from_days(date.days);
    return civil.year >= 0 && civil.year <= 9999;
  }

  std::string parameter(std::string text) {
    parameters_.push_back(std::move(text));
    return "?" + std::to_string(options_.first_parameter + int(parameters_.size()) - 1);
  }

  Text comparison(std::optional<Operand> left, Operator op, std::optional<Operand> right) {
    if (!left || !right) return std::nullopt;
    if (!left->column && !right->column) return std::nullopt;
    const char* symbol = symbol_of(op);
    if (symbol == nullptr) return std::nullopt;
    if (left->column && right->column) {
      if (left->column->kind != right->column->kind) return std::nullopt;
      if (is_size(op) && left->column->kind == SqlKind::kBoolean) return std::nullopt;
      return "(" + left->column->expression + symbol + right->column->expression + ")";
    }
    const bool column_left = left->column.has_value();
    const SqlColumn& column = column_left ? *left->column : *right->column;
    const Value& value = column_left ? right->constant : left->constant;
    Text other;
    if (value.is_null()) {
      if (is_size(op)) return std::nullopt;
      other = "NULL";
    } else if (column.kind == SqlKind::kBoolean) {
      if (!value.is_boolean() || is_size(op)) return std::nullopt;
      other = value.is_true() ? "1" : "0";
    } else if (Text held = constant(value, column.kind)) {
      other = parameter(*std::move(held));
    } else {
      return std::nullopt;
    }
    return column_left ? "(" + column.expression + symbol + *other + ")"
                       : "(" + *other + symbol + column.expression + ")";
  }

  static bool is_size(Operator op) {
    return op >= Operator::kLess && op <= Operator::kGreaterEqual;
  }

  static const char* symbol_of(Operator op) {
    switch (op) {
      case Operator::kEqual:
        return " IS ";
      case Operator::kNotEqual:
        return " IS NOT ";
      case Operator::kLess:
        return " < ";
      case Operator::kLessEqual:
        return " <= ";
      case Operator::kGreater:
        return " > ";
      case Operator::kGreaterEqual:
        return " >= ";
      default:
        return nullptr;
    }
  }

  Text between(NodeId value, NodeId low, bool low_included, NodeId high, bool high_included) {
    const Text above = comparison(
        operand(value), low_included ? Operator::kGreaterEqual : Operator::kGreater, operand(low));
    const Text below =
        above ? comparison(operand(value), high_included ? Operator::kLessEqual : Operator::kLess,
                           operand(high))
              : std::nullopt;
    if (!below) return std::nullopt;
    return "(" + *above + " AND " + *below + ")";
  }

  Text membership(std::span<const NodeId> children) {
    std::string text;
    for (size_t i = 1; i < children.size(); ++i) {
      const Text test = one_test(children[0], children[i]);
      if (!test) return std::nullopt;
      text += (text.empty() ? "(" : " OR ") + *test;
    }
    return text.empty() ? std::nullopt : Text(text + ")");
  }

  Text one_test(NodeId value, NodeId test) {
    const Node& node = ast_.node(test);
    const auto children = ast_.children(node);
    if (node.kind == NodeKind::kRange) {
      return between(value, children[0], (node.flags & Node::kStartIncluded) != 0, children[1],
                     (node.flags & Node::kEndIncluded) != 0);
    }
    if (node.kind == NodeKind::kUnaryTest) {
      return comparison(operand(value), node.op, operand(children[0]));
    }
    if (node.kind == NodeKind::kList) {
      std::string text;
      for (NodeId item : children) {
        const Text one = one_test(value, item);
        if (!one) return std::nullopt;
        text += (text.empty() ? "(" : " OR ") + *one;
      }
      return text.empty() ? std::nullopt : Text(text + ")");
    }
    const std::optional<Operand> constant_test = operand(test);
    // A column or a true/false here could be a test of its own; lists and ranges are above.
    if (!constant_test || constant_test->column || constant_test->constant.is_boolean()) {
      return std::nullopt;
    }
    return comparison(operand(value), Operator::kEqual, constant_test);
  }

  Text call(std::span<const NodeId> children, bool exact) {
    const Node& callee = ast_.node(children[0]);
    if (callee.kind != NodeKind::kName || scope_.find(ast_.name(callee))) return std::nullopt;
    const std::string& name = ast_.name(callee);
    if (name == "not" && children.size() == 2) {
      const Text inner = condition(children[1], true);
      return inner ? Text("(NOT " + *inner + ")") : std::nullopt;
    }
    if (children.size() != 3 || exact) return std::nullopt;
    const std::optional<Operand> text = operand(children[1]);
    const std::optional<Operand> part = operand(children[2]);
    if (!text || !part || !text->column || text->column->kind != SqlKind::kText)
      return std::nullopt;
    if (part->column || !part->constant.is_string() || part->constant.as_string().empty()) {
      return std::nullopt;
    }
    const Text held = constant(part->constant, SqlKind::kText);
    if (!held) return std::nullopt;
    const std::string& column = text->column->expression;
    if (name == "contains") return "(instr(" + column + ", " + parameter(*held) + ") > 0)";
    if (name == "starts with") {
      const std::string p = parameter(*held);
      return "(substr(" + column + ", 1, length(" + p + ")) = " + p + ")";
    }
    if (name == "ends with") {
      const std::string p = parameter(*held);
      return "(substr(" + column + ", -length(" + p + ")) = " + p + ")";
    }
    return std::nullopt;
  }

  const Ast& ast_;
  const Scope& scope_;
  const SqlColumns& columns_;
  const SqlOptions& options_;
  std::vector<std::string> parameters_;
};

}  // namespace

std::optional<SqlCondition> to_sql(const Program& program, const Scope& scope,
                                   const SqlColumns& columns, const SqlOptions& options) {
  return Translator(program.ast(), scope, columns, options).run();
}

}  // namespace tollgate::feel
