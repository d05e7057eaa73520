#include "hub/ask.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"

namespace tollgate::server {

namespace {

// What the hub does by itself: it starts, installs an app, brings its sample.
constexpr std::string_view kAdministrator = R"({"administrator":true})";

}  // namespace

Result<Json> result_of(std::string_view reply) {
  Json json = stored_json(reply);
  if (json.is_object() && json.value("ok", false)) return std::move(json["result"]);
  if (json.is_object() && json.contains("diagnostics")) {
    if (auto diagnostics = diagnostics_from_json(json["diagnostics"]);
        diagnostics && has_errors(*diagnostics)) {
      return Failure{std::move(*diagnostics)};
    }
  }
  return make_error("server.broken_reply",
                    {"引擎的答复无法理解。", "the engine's reply makes no sense"});
}

Result<Json> ask(EnginePort& engine, std::string_view type, Json params) {
  Json message{{"id", 1}, {"type", type}, {"params", std::move(params)}};
  return result_of(engine.request(kAdministrator, write_json(message)));
}

}  // namespace tollgate::server
