// Text to syntax tree.
//
//   Result<Ast> ast = parse("if 客户数 > 3 then \"ok\" else null", scope);
//   if (!ast) show(ast.diagnostics());            // code, span, both languages
//
// Names of several words are recognised by the longest known name (10.3.1.4). Unknown names are
// no syntax error: they become kName nodes, and checking or compiling reports them.
#pragma once

#include <cstdint>
#include <string_view>

#include "tollgate/base/result.h"
#include "tollgate/feel/ast.h"
#include "tollgate/feel/scope.h"

namespace tollgate::feel {

struct ParseLimits {
  uint32_t text_bytes = 64 * 1024;
  uint32_t depth = 64;    // nested brackets, ifs, functions, ...
  uint32_t height = 512;  // of the tree: also bounds chains such as a + b + c + ...
};

Result<Ast> parse(std::string_view text, const Scope& scope, const ParseLimits& limits = {});

// "< 5, [10..20], not(3), -": tests of an input called `?` (10.3.1.2, grammar rule 15-17).
// The scope may give `?` a type.
Result<Ast> parse_unary_tests(std::string_view text, const Scope& scope,
                              const ParseLimits& limits = {});

// A type as it stands after `instance of`: "list<number>", "function<number> -> Any".
Result<Type> parse_type(std::string_view text, const Scope& scope = {});

}  // namespace tollgate::feel
