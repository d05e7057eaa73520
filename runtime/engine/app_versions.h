// The versions of the app that the log holds, for a start that the latest one does not allow.
#pragma once

#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

// In the order in which they came into force.
std::vector<ops::AppPut> apps_in_log(store::Store& store);

// The app in force does not load: which rule it is, and which version before can be had instead.
// `why`: what loading it said, the first finding being an error.
Failure app_does_not_load(const std::vector<ops::AppPut>& apps, Diagnostics why);

// The document of that version with `next` as its version; engine.unknown_app_version.
Result<ops::AppPut> again_as(const std::vector<ops::AppPut>& apps, int64_t version, int64_t next);

}  // namespace tollgate::engine
