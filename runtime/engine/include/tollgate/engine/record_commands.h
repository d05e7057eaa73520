// What people do with stored records beside filling forms.
#pragma once

#include <string>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

// Discards a draft; beside a complete record only what was typed over it goes. Refused:
// engine.no_app, api.unknown_entity, api.unknown_record, api.not_a_draft.
Result<Outcome> discard(Engine& engine, const ops::RecordKey& key, const Caller& caller);

}  // namespace tollgate::engine
