// A condition as rows of field, operator, value, for people who do not write expressions.
//
//   Result<Ast> ast = parse("amount > 5 and city = \"gz\"", scope);
//   std::optional<Conditions> rows = conditions_from(*ast, scope);
//   rows->rows[0].field == "amount", .op == RowOperator::kGreater, .values == {"5"}
//   conditions_to_text(*rows) == "amount > 5 and city = \"gz\""
//
// Law: what conditions_from gives, conditions_to_text turns into an expression with the same tree.
// What cannot be shown so is nullopt and stays text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/feel/ast.h"
#include "tollgate/feel/scope.h"

namespace tollgate::feel {

enum class RowOperator {
  kEquals,
  kNotEquals,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kBetween,  // two values
  kOneOf,    // one value or more
  kNotOneOf,
  kContains,  // of a text
  kNotContains,
  kListContains,
  kNotListContains,
  kStartsWith,
  kEndsWith,
  kIsEmpty,  // = null; no value
  kIsNotEmpty,
  kIsTrue,  // the field itself is the condition; no value
  kIsFalse,
};

struct ConditionRow {
  std::string field;  // a name or path: "customer.city"
  RowOperator op = RowOperator::kEquals;
  std::vector<std::string> values;  // FEEL each: "5", "\"gz\"", "today()"
  // Not empty: this is no row but a group of rows under the other join, one level deep.
  std::vector<ConditionRow> group;

  bool operator==(const ConditionRow&) const = default;
};

enum class Join { kAnd, kOr };

struct Conditions {
  Join join = Join::kAnd;
  std::vector<ConditionRow> rows;

  bool operator==(const Conditions&) const = default;
};

std::optional<Conditions> conditions_from(const Ast& ast, const Scope& scope);
std::string conditions_to_text(const Conditions& conditions);

}  // namespace tollgate::feel
