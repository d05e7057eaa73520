// Checks an expression before it runs: types, names, arguments, conditions that can never hold.
//
//   Scope scope;
//   scope.add("amount", Type::number());
//   Checked checked = check(*parse("amount > \"5\"", scope), scope, {.expected = Type::boolean()});
//   checked.diagnostics[0].code == "feel.check.operand_types"
//   checked.type == Type::boolean()
//
// The checker follows the types of the scope. Where a type is not known (Any) it assumes the best:
// it never refuses what could be right. Errors say what is null or wrong whenever it is evaluated;
// warnings name what is likely a slip, such as a choice that no option has.
// Diagnostics carry the span in the expression's text and are written for the person who designs
// the form, not for a programmer.
// Source: DMN 1.5, 10.3.2 (types, conformance), 10.3.1.2 (grammar).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/text_index.h"
#include "tollgate/feel/ast.h"
#include "tollgate/feel/scope.h"
#include "tollgate/feel/type.h"
#include "tollgate/feel/words.h"

namespace tollgate::feel {

// What the app knows of a name beyond its type.
struct NameFacts {
  LocalizedText label;                      // as people see it on the form; empty when it has none
  std::vector<std::string> values;          // the only texts it can hold, for a choice; empty: any
  std::vector<LocalizedText> value_labels;  // how people know each of them; may be shorter
  TextIndex by_value;                       // of `values`; may be missing
  bool may_be_empty = false;                // a column of a list in which an item can have no value
};

// The facts of a slot, or of a member below it; nullptr when there are none. The pointer stays
// valid during the call of check() or complete().
using FactsLookup =
    std::function<const NameFacts*(uint32_t slot, std::span<const std::string> path)>;

struct CheckOptions {
  std::optional<Type> expected;  // of the whole expression
  FactsLookup facts;             // may be empty
};

struct Checked {
  Type type;  // of the whole expression
  Diagnostics diagnostics;

  bool ok() const { return !has_errors(diagnostics); }
};

Checked check(const Ast& ast, const Scope& scope, const CheckOptions& options = {});

// The type of a value with all that it holds, for scopes of data at hand.
Type type_of(const Value& value);

}  // namespace tollgate::feel
