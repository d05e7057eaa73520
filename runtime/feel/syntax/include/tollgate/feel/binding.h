// How tightly the parts of an expression hold together, in the order of the grammar: whoever writes
// one puts parentheses around an operand that binds less than its place asks for.
//
//   if (binding_of(ast.node(operand), ast) < kMultiplicative) write("(" …);
#pragma once

#include "tollgate/feel/ast.h"

namespace tollgate::feel {

enum Binding : int {
  kAny,  // if, for, some, every, function: they take all that follows
  kOr,
  kAnd,
  kComparison,
  kAdditive,
  kMultiplicative,
  kPower,
  kUnary,
  kPostfix,  // literals, names, paths, calls, brackets
};

Binding binding_of(const Node& n, const Ast& ast);

}  // namespace tollgate::feel
