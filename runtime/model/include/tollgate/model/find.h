// A record that is looked for: of the complete ones that fit, the latest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/model/text.h"

namespace tollgate::model {

struct FindWhere {
  std::string field;
  Expression value;  // over the record that looks
  std::string pointer;
};

struct Find {
  std::string entity;
  std::vector<FindWhere> where;
  std::string latest;  // a date or date and time of the entity
  std::optional<Expression> before;
  std::string pointer;
};

}  // namespace tollgate::model
