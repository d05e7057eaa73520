#include "hub/set_aside_desk.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "hub/ask.h"
#include "hub/backup_of_hub.h"
#include "hub/sync_acts.h"

namespace tollgate::server {
namespace {

// Whoever reaches the hub's control socket owns its data.
constexpr std::string_view kOwnerOfTheData = R"({"administrator":true})";

Result<const ServedApp*> app_meant(const AppShelf& apps, const std::string& id) {
  std::vector<std::string> known;
  for (const ServedApp* app : apps.all()) {
    if (app->id == id || (id.empty() && apps.all().size() == 1)) return app;
    known.push_back(app->id);
  }
  if (id.empty()) {
    return make_error("server.which_app",
                      {"这个服务有多个应用：请用 --app 指明一个。",
                       "this hub has several apps: say which one with --app"},
                      {}, known);
  }
  return make_error("server.unknown_app",
                    {"没有应用“" + id + "”。", "there is no app '" + id + "'"}, {}, known);
}

// The engine's reply to one request, asked on the app's own thread.
Result<std::string> reply_of(const ServedApp& app, const std::string& message) {
  if (!app.thread || !app.database) {
    return make_error("server.app_unavailable",
                      {"应用“" + app.id + "”无法打开，原因见服务的输出。",
                       "the app '" + app.id + "' could not be opened; the hub's output says why"});
  }
  std::string reply;
  const bool ran =
      source_of(app.id, *app.database, *app.thread).with_engine([&](EnginePort& engine) {
        reply = engine.request(kOwnerOfTheData, message);
      });
  if (!ran) {
    return make_error("server.stopping", {"服务正在结束。", "the hub is ending"});
  }
  return reply;
}

}  // namespace

Result<Json> answer_set_aside(const Json& asked, const AppShelf& apps, accounts::Accounts* people,
                              delivery::Delivery* messages) {
  const Result<const ServedApp*> app = app_meant(apps, asked.value("app", ""));
  if (!app) return Failure{app.diagnostics()};
  const std::string& id = (*app)->id;
  const std::string act = asked.value("act", "");
  const std::string type = act == "list" ? "sync.review" : "sync.settle";
  Json params = Json::object();
  if (act == "list") {
    for (const char* member : {"before", "op"}) {
      if (asked.contains(member)) params[member] = asked.value(member, int64_t{0});
    }
  } else {
    params = {
        {"op", asked.value("op", int64_t{0})}, {"act", act}, {"reason", asked.value("reason", "")}};
  }
  const std::string message = write_json(
      {{"id", 1}, {"type", type}, {"params", params}, {"locale", asked.value("locale", "en")}});
  const Result<std::string> reply = reply_of(**app, message);
  if (!reply) return Failure{reply.diagnostics()};
  Result<Json> result = result_of(*reply);
  if (!result) return result;
  if (const std::optional<NotedAct> noted = sync_act_of(id, type, message, *reply)) {
    if (noted->word && messages) {
      if (Status told = messages->tell(*noted->word); !told) return Failure{told.diagnostics()};
    }
    if (people) {
      Status kept = people->note_act(noted->act, noted->target, noted->note);
      if (!kept) return Failure{kept.diagnostics()};
    }
  }
  Json out = {{"app", id}};
  if (act == "list") {
    out["groups"] = std::move((*result)["groups"]);
    out["more"] = (*result)["more"];
  } else {
    out["group"] = std::move((*result)["group"]);
  }
  return out;
}

}  // namespace tollgate::server
