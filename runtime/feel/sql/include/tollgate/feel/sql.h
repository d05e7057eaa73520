// A condition as SQL, so that a filter over stored records runs inside SQLite.
//
//   SqlColumns columns = [](uint32_t slot, std::span<const std::string> path) {
//     return SqlColumn{"f_amount", SqlKind::kDecimal};
//   };
//   std::optional<SqlCondition> sql = to_sql(program, columns, options);
//   sql->text == "(f_amount > ?1)", sql->parameters == {"50000"}
//
// Law: a record passes the SQL condition exactly when the expression gives true for it. Whatever
// cannot be said so (functions SQLite does not have in the same meaning, columns of another type)
// gives nullopt, and the caller evaluates the expression for each record. Parts that read no
// column, such as today() - duration("P30D"), are evaluated here, with the options' clock.
//
// Three-valued logic: FEEL's null is SQL's NULL; equality is IS, because null = null is true in
// FEEL. Under not(), null and false differ; there only what is exact in all three is translated.
// Source: DMN 1.5, 10.3.2.9 to 10.3.2.13; SQLite, "NULL handling" and "IS".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tollgate/feel/program.h"

namespace tollgate::feel {

// How a column keeps its values.
enum class SqlKind {
  kText,      // text, compared by code points
  kDecimal,   // canonical decimal text; `expression` compares by the collation DECIMAL
  kBoolean,   // 0 and 1
  kDate,      // YYYY-MM-DD
  kDateTime,  // sortable UTC text: see SqlOptions::date_time_key
};

struct SqlColumn {
  std::string expression;  // SQL; NULL where the record has no value
  SqlKind kind = SqlKind::kText;
};

// The column that holds what the expression reads by this slot and path; nullopt when there is
// none. For kDateTime the expression must give the sortable key.
using SqlColumns =
    std::function<std::optional<SqlColumn>(uint32_t slot, std::span<const std::string> path)>;

struct SqlOptions {
  EvalOptions evaluation;   // for the parts that read no column
  int first_parameter = 1;  // parameters are ?1, ?2, ...
  // The sortable key of a date-time that has a zone; "" when it has none.
  std::function<std::string(const DateTime&)> date_time_key;
};

struct SqlCondition {
  std::string text;                     // in parentheses
  std::vector<std::string> parameters;  // all bound as text
};

std::optional<SqlCondition> to_sql(const Program& program, const Scope& scope,
                                   const SqlColumns& columns, const SqlOptions& options);

}  // namespace tollgate::feel
