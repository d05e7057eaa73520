// Syntax tree to text: one way to write each tree, with the parentheses it needs and no others.
//
//   format(*parse("a+(b*2)", scope)) == "a + b * 2"
//
// Law: parse(format(ast)) gives the same tree.
#pragma once

#include <string>

#include "tollgate/feel/ast.h"

namespace tollgate::feel {

std::string format(const Ast& ast);
std::string format(const Ast& ast, NodeId node);

}  // namespace tollgate::feel
