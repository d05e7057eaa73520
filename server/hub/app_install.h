// The first start of a database: the app of a source is put in force, and its sample data brought
// in.
//
// A database is new as long as it holds no app. Before it gets one, a marker beside it says that
// sample data is to come; the marker goes when all of it is in. Wherever a start is broken off, the
// next one therefore knows what is left to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "hub/app_source.h"
#include "hub/engine_port.h"

namespace tollgate::server {

struct InstallOptions {
  std::optional<std::filesystem::path> database;  // none: nothing is kept, nothing can be resumed
  bool with_samples = true;
  int64_t today = 0;  // days since 1970-01-01, where the sample data's dates end
  std::function<void(const LocalizedText&)> say;
  std::function<void(const Diagnostic&)> report;
};

// The id of the app that the engine has; "" before there is one.
Result<std::string> app_in_force(EnginePort& engine);

// The label of that app, a JSON object by language.
Result<std::string> label_in_force(EnginePort& engine);

// What people should know before they begin: see engine.info.
Diagnostics notices_of(EnginePort& engine);

// Does what is left to do. `source`: null when the start names none; the engine must have an app
// then. An engine that has another app keeps it, which is reported.
Status install_app(EnginePort& engine, const AppSource* source, const InstallOptions& options);

}  // namespace tollgate::server
