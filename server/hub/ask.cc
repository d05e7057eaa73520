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

namespace {

std::string message_of(std::string_view type, Json params) {
  return write_json(Json{{"id", 1}, {"type", type}, {"params", std::move(params)}});
}

using Answered = std::function<void(EnginePort& engine, Result<Json>)>;

void answer_turn(EngineThread& thread, EnginePort& engine, const EnginePort::Turned& turned,
                 const Answered& answered) {
  if (turned.unfinished == 0) return answered(engine, result_of(turned.reply));
  thread.go_on([&thread, unfinished = turned.unfinished, answered](EnginePort& port) {
    answer_turn(thread, port, port.go_on(unfinished), answered);
  });
}

}  // namespace

Result<Json> ask(EnginePort& engine, std::string_view type, Json params) {
  return result_of(engine.request(kAdministrator, message_of(type, std::move(params))));
}

void ask_in_turns(EngineThread& thread, EnginePort& engine, std::string_view type, Json params,
                  const Answered& answered) {
  answer_turn(thread, engine, engine.begin(kAdministrator, message_of(type, std::move(params))),
              answered);
}

}  // namespace tollgate::server
