// The list of rules; each is a function over the whole document, in its own file below rules/.
#pragma once

#include <span>
#include <string_view>

#include "findings.h"
#include "tollgate/model/app.h"

namespace tollgate::lint {

struct Rule {
  std::string_view name;  // also the file's name
  void (*check)(const model::App&, Findings&);
};

std::span<const Rule> all_rules();

}  // namespace tollgate::lint
