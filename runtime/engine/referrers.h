// What is written of records that refer to one which was saved: their titles, and whether the gates
// that they passed still hold.
#pragma once

#include "tollgate/base/clock.h"
#include "tollgate/feel/value.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

// `person`: who saved, as a reference gives it.
void refresh_title(live::AppRules& rules, store::Store& store, const ops::RecordKey& key,
                   const feel::Value& person, const Clock& clock);

// Nothing where the record passed no gate, or where all is as it was: false.
bool refresh_standing(const live::AppRules& rules, store::Store& store, store::StoredRecord& record,
                      const Clock& clock);

}  // namespace tollgate::engine
