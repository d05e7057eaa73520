// The date by which records of an entity are counted, as the app's metrics do it.
#pragma once

#include <string>

#include "tollgate/model/app.h"

namespace tollgate::insight {

// The field that the windows of the entity's metrics name the most, else the first date that it
// has; "" for none.
std::string usual_date_of(const model::App& app, const model::Entity& entity);

}  // namespace tollgate::insight
