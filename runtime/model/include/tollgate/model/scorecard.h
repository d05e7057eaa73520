// Criteria that give a record points, and the pools where notable records are looked at.
// Numbers are decimal text as in the document: Decimal reads each of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/text.h"

namespace tollgate::model {

enum class CriterionKind { kYesNo, kTextChoice };
std::string_view name_of(CriterionKind kind);

struct Criterion {
  std::string id;
  Text label;
  std::string points;               // decimal text, 0 to 10000
  std::optional<Expression> asked;  // not true: not applicable to the record
  Expression met;                   // true: all points; false, null: none; a number: so many points
  CriterionKind kind = CriterionKind::kYesNo;
  std::vector<std::string> fields;  // the fields that answer it
  Message advice;
  std::string pointer;
};

// Holds the records whose score is below `below` and at least `at_least`, where given.
struct Pool {
  std::string id;
  Text label;
  std::string below;  // decimal text, "" when absent
  std::string at_least;
  std::string pointer;
};

struct Scorecard {
  std::string id;
  std::string entity;
  Text label;
  std::optional<Expression> when;  // absent: every complete record is scored
  std::vector<Criterion> criteria;
  std::vector<Pool> pools;
  std::string pointer;

  const Criterion* find_criterion(std::string_view criterion_id) const;
  const Pool* find_pool(std::string_view pool_id) const;
};

}  // namespace tollgate::model
