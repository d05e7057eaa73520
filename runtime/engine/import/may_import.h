// Who may bring records in, and take imports back.
#pragma once

#include "tollgate/base/result.h"
#include "tollgate/engine/caller.h"
#include "tollgate/model/app.h"

namespace tollgate::engine {

// Where a role of the app `imports`, its people alone, and the administrator: a start that brings
// sample data, the command line. An app of which no role does says nothing about it. Refused:
// engine.may_not_import.
Status check_may_import(const model::App& app, const Caller& caller);

}  // namespace tollgate::engine
