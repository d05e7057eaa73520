// Every expression of a document with the names it sees: one walk that all expression rules share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scopes.h"

namespace tollgate::lint {

struct ExpressionUse {
  std::string text;
  std::string pointer;  // of the text that holds it
  size_t offset = 0;    // of the expression in that text: not 0 in messages
  const KnownScope* scope;
  std::optional<feel::Type> expected;
  std::optional<model::TimeUnit> period;  // its moments are put in groups of time

  // Nobody has written it yet. In a message {{ }} is a slip, not a beginning.
  bool is_blank() const {
    return offset == 0 && text.find_first_not_of(" \t\r\n") == std::string::npos;
  }
};

// `scopes` must outlive the result.
std::vector<ExpressionUse> expression_uses(const model::App& app, Scopes& scopes);

}  // namespace tollgate::lint
