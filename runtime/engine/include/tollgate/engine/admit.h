// Lets in whom the app has.
//
//   Result<Principal> admitted = admit(engine, {.user = "rep_001"});   // with the role by the
//   record
//
// Where the app tells roles (`users.role`), the role is derived from the person's record, and a
// stated one must be the same. Elsewhere the stated role must be one of the app's.
// Refused: engine.unknown_person, engine.discarded_person, engine.unknown_role,
// engine.not_their_role, engine.no_app, engine.bad_id.
#pragma once

#include "tollgate/base/result.h"
#include "tollgate/engine/caller.h"

namespace tollgate::engine {

class Engine;

Result<Principal> admit(Engine& engine, const Principal& stated);

}  // namespace tollgate::engine
