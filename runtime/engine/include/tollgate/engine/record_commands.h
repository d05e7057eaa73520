// What people do with stored records beside filling forms.
#pragma once

#include <string>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

// What goes of a complete record.
enum class Discarded {
  kWhatWasTyped,  // over it, and not saved
  kAllOfIt,
};

// Discards a draft, or what goes of a complete record. Refused: engine.no_app, api.unknown_entity,
// api.unknown_record, api.not_a_draft, api.referred_to.
Result<Outcome> discard(Engine& engine, const ops::RecordKey& key, Discarded what,
                        const Caller& caller);

}  // namespace tollgate::engine
