// Who may bring records in, and take imports back.
#pragma once

#include "tollgate/base/result.h"
#include "tollgate/engine/caller.h"
#include "tollgate/live/app_rules.h"

namespace tollgate::engine {

// Where a role of the app `imports`, its people alone, and the administrator: a start that brings
// sample data, the command line. An app of which no role does says nothing about it. Where the app
// has permissions, those whose role may import some entity. Refused: engine.may_not_import.
Status check_may_import(const live::AppRules& app, const Caller& caller);

}  // namespace tollgate::engine
