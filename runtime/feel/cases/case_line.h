// One line of a file of conformance cases, read and checked: a line that cannot be understood must
// not count as a case that passes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/feel/type.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

struct CaseInput {
  std::string name;
  Value value;
  Type type = Type::any();
};

struct CaseLine {
  std::string expression;
  std::vector<CaseInput> inputs;
  Type type = Type::any();  // of the result
  Value expected;
};

// Refused: feel.bad_case, with the pointer of the member that is missing or unreadable.
Result<CaseLine> read_case(const Json& line);

}  // namespace tollgate::feel
