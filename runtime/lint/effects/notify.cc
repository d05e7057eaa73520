#include "effects/effects.h"

namespace tollgate::lint {

EffectParts kind_parts(const model::App&, const std::string&, const model::Notify& notify) {
  return {{{&notify.to}}, {&notify.message}};
}

// People are named by an expression, which is checked as all of them are.
void check_kind(const model::App&, Findings&, const std::string&, const model::Notify&) {}

}  // namespace tollgate::lint
