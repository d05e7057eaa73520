#include "app_versions.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/model/save.h"

namespace tollgate::engine {
namespace {

std::vector<std::string> versions_of(const std::vector<ops::AppPut>& apps) {
  std::vector<std::string> versions;
  for (const ops::AppPut& app : apps) versions.push_back(std::to_string(app.version));
  return versions;
}

}  // namespace

std::vector<ops::AppPut> apps_in_log(store::Store& store) {
  std::vector<ops::AppPut> apps;
  store.read_ops(0, [&](const store::StoredOp& stored) {
    if (stored.kind != "app.put") return true;
    Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (!op) return true;
    if (auto* put = std::get_if<ops::AppPut>(&op->body)) apps.push_back(std::move(*put));
    return true;
  });
  return apps;
}

Failure app_does_not_load(const std::vector<ops::AppPut>& apps, Diagnostics why) {
  const ops::AppPut& last = apps.back();
  const std::string version = std::to_string(last.version);
  const auto error = std::find_if(
      why.begin(), why.end(), [](const Diagnostic& d) { return d.severity == Severity::kError; });
  const std::string pointer = error == why.end() ? std::string() : error->place.pointer;
  LocalizedText message{
      "应用“" + last.id + "”的第 " + version + " 版装不进来，问题在 " + pointer,
      "version " + version + " of the app '" + last.id + "' does not load, because of " + pointer};
  std::vector<std::string> before;
  if (apps.size() > 1) {
    before.push_back(std::to_string(apps[apps.size() - 2].version));
    message.zh += "；日志里有之前的第 " + before[0] +
                  " 版，可用 tollgate serve --db 文件 --app-version " + before[0] + " 重新启用";
    message.en += "; the log holds version " + before[0] +
                  " from before, which 'tollgate serve --db FILE --app-version " + before[0] +
                  "' puts in force again";
  }
  Diagnostics findings{make_error("engine.app_does_not_load", std::move(message),
                                  {.source = {}, .pointer = pointer, .span = {}},
                                  std::move(before))};
  findings.insert(findings.end(), std::make_move_iterator(why.begin()),
                  std::make_move_iterator(why.end()));
  return Failure{std::move(findings)};
}

Result<ops::AppPut> again_as(const std::vector<ops::AppPut>& apps, int64_t version, int64_t next) {
  // The latest of that version: a hub and a device may both have made one.
  const auto found = std::find_if(apps.rbegin(), apps.rend(),
                                  [&](const ops::AppPut& app) { return app.version == version; });
  if (found == apps.rend()) {
    return make_error("engine.unknown_app_version",
                      {"日志里没有应用的第 " + std::to_string(version) + " 版",
                       "the log holds no version " + std::to_string(version) + " of the app"},
                      {.pointer = "/app_version"}, versions_of(apps));
  }
  Json document = stored_json(found->text);
  document["version"] = next;
  return ops::AppPut{found->id, next, model::save(document), true};
}

}  // namespace tollgate::engine
