// Fields within a record, by path.
#pragma once

#include <string_view>

#include "tollgate/model/app.h"

namespace tollgate::model {

// The field that a path such as actions/0/what names; nullptr when there is none. actions/0 names
// the list: an item is all of it.
const Field* field_at(const Entity& entity, std::string_view path);

}  // namespace tollgate::model
