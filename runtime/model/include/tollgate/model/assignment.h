// A field that is to take the value of an expression.
#pragma once

#include <string>

#include "tollgate/model/text.h"

namespace tollgate::model {

struct Assignment {
  std::string field;
  Expression value;
  std::string pointer;
};

}  // namespace tollgate::model
