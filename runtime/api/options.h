// The options of tg_create.
#pragma once

#include <string_view>

#include "tollgate/engine/engine.h"

namespace tollgate::api {

// {"storage": "file"|"opfs"|"memory", "path"?, "app"?, "device"?, "log_only"?, "now"?, "seed"?};
// refused with api.bad_options.
Result<engine::EngineOptions> read_options(std::string_view text);

}  // namespace tollgate::api
