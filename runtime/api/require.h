// What a request names must be there: each of these gives it, or says what would have been right.
#pragma once

#include "call.h"

namespace tollgate::api {

Result<const engine::AppInForce*> require_app(const Call& call);

}  // namespace tollgate::api
