// One app of the hub: its engine on a thread of its own, so that nothing in it holds up another's.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "hub/engine_thread.h"
#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

struct ServedApp {
  std::string id;
  std::string label;  // JSON object by language; of the app in force when the hub began
  std::unique_ptr<EngineThread> thread;                // null: the app could not be opened
  Diagnostics problems;                                // why not
  std::optional<std::filesystem::path> database = {};  // none: in memory
};

}  // namespace tollgate::server
