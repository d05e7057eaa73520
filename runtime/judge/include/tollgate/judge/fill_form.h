// Fills a form as a person goes through it: in the order of its fields, then what it does not show.
#pragma once

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/form/session.h"

namespace tollgate::judge {

// `values`: by field id; null or none: nothing is filled in. What is refused is added to problems.
void fill_form(form::FormSession& session, const Json* values, Diagnostics& problems);

}  // namespace tollgate::judge
