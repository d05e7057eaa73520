// Which names an expression reads: each a slot of the scope and the path below it.
//
//   dependencies(*parse("customer.city = city", scope), scope)
//     == {{slot of customer, {"city"}}, {slot of city, {}}}
//
// Names that the expression defines itself (loop variables, parameters, context entries, members
// inside a filter) are not read from outside. Each path comes once, in the order of the text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tollgate/feel/ast.h"
#include "tollgate/feel/scope.h"

namespace tollgate::feel {

struct Dependency {
  uint32_t slot = 0;
  std::vector<std::string> path;
  bool operator==(const Dependency&) const = default;
};

std::vector<Dependency> dependencies(const Ast& ast, const Scope& scope);

// Whether it calls now() or today(): its value changes with time alone.
bool reads_clock(const Ast& ast);

}  // namespace tollgate::feel
