// What a hub makes of the files and positions that a device says a record holds. Nothing that only
// the runtime may say is taken from the device: counts, type and size come from the stored file,
// where a photo comes from follows from the capture record in it, and what other people's records
// hold is looked up here, where all of them are. A file that has not come yet has no contents: its
// value says so (`not_here`) and is judged again when it comes.
//
//   const KnownEvidence known = known_evidence(store, entity, state);
//   Json judged = evidence_of_device(store, app, from, field, sent, known);
//
// A form's nonce is known to the engine that gave it, on the device: that it was right is the
// device's word, and so is a position.
#pragma once

#include <map>
#include <string>

#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/model/app.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

struct FromDevice {
  store::RecordKey key;
  std::string user;           // whose device it is
  Instant at;                 // when it was written, by the device's clock
  bool is_clock_off = false;  // that clock is far from the hub's
};

// What the record's values and draft hold already, by field and hash or position: it was judged
// when it came. Without files that were not there then and are now.
using KnownEvidence = std::map<std::string, Json>;
KnownEvidence known_evidence(store::Store& store, const model::Entity& entity,
                             const ops::RecordState& state);

// A value of the field, of any type.
Json evidence_of_device(store::Store& store, const model::App& app, const FromDevice& from,
                        const model::Field& field, const Json& value, const KnownEvidence& known);
// What is known of it, as it is known, and the rest as it is.
Json as_known(const model::Field& field, const Json& value, const KnownEvidence& known);

// Files that had not come when they were named and are here now, judged; nothing else changes.
// `values`: of the entity's fields, as a record or a draft has them.
Json with_files_that_came(store::Store& store, const model::App& app, const store::RecordKey& key,
                          const Json& values, Instant now);

}  // namespace tollgate::engine
