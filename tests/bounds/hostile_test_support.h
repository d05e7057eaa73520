// What makes each operation work the most, as data: worst_cases.json holds values, and for each
// built-in function and operator expressions over them.
//
//   const Hostile hostile(text_of("tests/bounds/worst_cases.json"));
//   for (const HostileCase& c : hostile.cases()) compile(c.looped(100), hostile.scope());
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/feel/scope.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

struct HostileCase {
  std::vector<std::string> of;  // functions, operators and kinds of expressions that it is about
  std::string expression;
  // The expression, computed `turns` times.
  std::string looped(uint64_t turns) const;
};

class Hostile {
 public:
  // The text of worst_cases.json.
  explicit Hostile(std::string_view json);
  const std::vector<HostileCase>& cases() const { return cases_; }
  // The values, one for each name.
  const Scope& scope() const { return scope_; }
  const std::vector<Value>& slots() const { return slots_; }

 private:
  Scope scope_;
  std::vector<Value> slots_;
  std::vector<HostileCase> cases_;
};

std::string text_of(const char* path);

}  // namespace tollgate::feel
