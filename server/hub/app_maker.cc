#include "hub/app_maker.h"

#include <nlohmann/json.hpp>

#include "hub/app_path.h"
#include "hub/ask.h"
#include "hub/open_engine.h"
#include "hub/reply.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"

namespace tollgate::server {
namespace {

constexpr size_t kMaxAppsWaiting = 20;
constexpr size_t kMaxIdBytes = 64;

Diagnostic bad_new_app() {
  return make_error(
      "server.bad_new_app",
      {"新建应用需要一个应用文档：{\"document\": {…}}，其中的标识以小写字母开头。",
       "a new app needs an app document: {\"document\": {...}} with an id that begins "
       "with a lower-case letter"});
}

Diagnostic one_app() {
  return make_error("server.one_app",
                    {"这个服务只有一个应用的数据库；要新建应用，请用 --data 文件夹启动。",
                     "this hub has the database of one app: start it with --data FOLDER to make "
                     "apps"});
}

Result<AppSource> app_source_of(const Json& document) {
  AppSource source;
  source.text = write_json_indented(document);
  auto app = model::load(source.text, {.source = "document"});
  if (!app) return std::move(app).error();
  source.app = std::move(*app);
  return source;
}

Status try_out(const AppSource& source) {
  auto engine = open_engine(std::nullopt);
  if (!engine) return std::move(engine).error();
  const auto saved = ask(**engine, "app.save", {{"text", source.text}});
  return saved ? ok_status() : Status(Failure{saved.diagnostics()});
}

}  // namespace

bool AppMaker::submit(std::string body, Respond respond) {
  if (++waiting_ > kMaxAppsWaiting) {
    --waiting_;
    return false;
  }
  return thread_.run([this, body = std::move(body), respond = std::move(respond)] {
    const auto made = make(body);
    --waiting_;
    if (made) {
      respond(reply_response(write_json({{"ok", true}, {"result", {{"id", *made}}}}), {}));
    } else {
      respond(reply_response(
          write_json({{"ok", false}, {"diagnostics", to_json(made.diagnostics())}}), {}));
    }
  });
}

Result<std::string> AppMaker::make(const std::string& body) {
  if (!open_) return one_app();
  Result<Json> message = parse_json(body, {.max_bytes = limits::kMessageBytes});
  if (!message) return std::move(message).error();
  const Json* asked =
      message->is_object() && message->contains("document") ? &(*message)["document"] : nullptr;
  if (!asked || !asked->is_object()) return bad_new_app();
  Json document = *asked;
  const std::string wished = document.contains("id") && document["id"].is_string()
                                 ? document["id"].get<std::string>()
                                 : "";
  if (!is_app_id(wished)) return bad_new_app();
  document["id"] = free_id(wished);
  auto source = app_source_of(document);
  if (!source) return std::move(source).error();
  if (Status tried = try_out(*source); !tried) return std::move(tried).error();
  ServedApp app = open_(*source);
  if (!app.thread) return Failure{app.problems};
  std::string id = app.id;
  // One thread makes apps, so nobody took the id meanwhile.
  shelf_.add(std::move(app));
  if (made_) made_(*shelf_.find(id));
  return id;
}

std::string AppMaker::free_id(const std::string& wished) const {
  std::string id = wished;
  for (int number = 2; shelf_.was_there(id); ++number) {
    const std::string ending = "_" + std::to_string(number);
    id = wished.substr(0, kMaxIdBytes - ending.size()) + ending;
  }
  return id;
}

}  // namespace tollgate::server
