// The kinds of effects. The schema tells them apart by `type`, which is each kind's kType; what
// depends on the kind is an overload for each, so that a kind without one does not compile.
#pragma once

#include <string_view>
#include <variant>

#include "tollgate/model/effects/notify.h"
#include "tollgate/model/effects/set_field.h"

namespace tollgate::model {

using Effect = std::variant<Notify, SetField>;

inline std::string_view type_of(const Effect& effect) {
  return std::visit([](const auto& kind) { return kind.kType; }, effect);
}

}  // namespace tollgate::model
