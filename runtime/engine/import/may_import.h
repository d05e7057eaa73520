// Who may bring records in, and take imports back.
#pragma once

#include "tollgate/base/result.h"
#include "tollgate/engine/caller.h"
#include "tollgate/model/app.h"

namespace tollgate::engine {

// In an app with roles, people of one that `imports`. Nobody is whoever runs the program: a start
// that brings sample data, the command line. Refused: engine.may_not_import.
Status check_may_import(const model::App& app, const Caller& caller);

}  // namespace tollgate::engine
