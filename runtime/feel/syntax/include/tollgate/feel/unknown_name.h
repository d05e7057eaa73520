// What people may have meant by a name that nobody knows.
//
//   NameGuess guess = guess_name(ast, id, {"stage", "amount"});     // stage = open
//   guess.hint.en == "write \"open\" if a text is meant"
//
// For the compiler and the checker, which know what names there are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/localized_text.h"
#include "tollgate/feel/ast.h"

namespace tollgate::feel {

struct NameGuess {
  LocalizedText hint;                   // empty: the candidates are all there is to say
  std::vector<std::string> candidates;  // what can stand there instead, best first
};

// `known`: the names that can stand where the kName node `name` does.
NameGuess guess_name(const Ast& ast, NodeId name, const std::vector<std::string>& known);

// The names that may be meant, best first: those that differ by capitals, those that begin so, two
// letters exchanged, and then as nearest_names() has them.
std::vector<std::string> likely_names(std::string_view wanted,
                                      const std::vector<std::string>& known);

}  // namespace tollgate::feel
