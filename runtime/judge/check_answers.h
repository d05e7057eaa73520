// Whether answers are made as docs/judge.md says: a member that nobody reads is a slip of the hand
// that would otherwise pass as right.
#pragma once

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/model/app.h"

namespace tollgate::judge {

// One case. `entity`: what the answers are about; null when the form is not known, which is
// reported elsewhere: then their values are not looked at.
Diagnostics check_answers(const model::App& app, const model::Entity* entity, const Json& answers);

// What is around the cases: an object, with `cases` a list of objects and `shared` an object.
Diagnostics check_answers_file(const Json& file);

}  // namespace tollgate::judge
