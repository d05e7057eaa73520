// An effect that sets a field of the record that triggered it, or of one that this refers to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/model/find.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

struct SetField {
  static constexpr std::string_view kType = "set_field";
  std::string record;  // a reference field of the trigger's entity: whose field is set; "": its own
  std::string field;
  std::optional<Find> find;
  Expression value;  // sees the record that triggered, and with `find` what was found as item
  std::string pointer;
};

}  // namespace tollgate::model
