#include <nlohmann/json.hpp>

#include "tollgate/base/sha256.h"
#include "tollgate/engine/engine.h"
#include "tollgate/model/save.h"

namespace tollgate::engine {
namespace {

Diagnostic app_changed(const AppInForce& app) {
  return make_error(
      "engine.app_changed",
      {"在您编辑期间，别人保存了此应用（现为版本 " + std::to_string(app.model->version) +
           "）；请先载入新版本再保存",
       "somebody else saved this app while you were editing it (it is at version " +
           std::to_string(app.model->version) + " now): load that version first, then save"},
      {.pointer = "/base_hash"});
}

Diagnostic other_app(const AppInForce& app, const model::App& next) {
  return make_error(
      "engine.other_app",
      {"这里的应用是“" + app.model->id + "”，不能换成“" + next.id + "”",
       "the app here is '" + app.model->id + "'; it cannot be replaced by '" + next.id + "'"},
      {.pointer = "/id"}, {app.model->id});
}

}  // namespace

AppCheck Engine::check_app(std::string_view text) const {
  AppCheck check;
  Result<std::shared_ptr<const model::App>> loaded = model::load(text);
  if (!loaded) {
    check.findings = loaded.diagnostics();
    return check;
  }
  check.findings = (*loaded)->warnings;
  if (!has_errors(check.findings)) check.app = *loaded;
  return check;
}

Result<Diagnostics> Engine::save_app(std::string_view text, std::string_view base_hash,
                                     const Caller& caller) {
  if (app_ && !base_hash.empty() && base_hash != app_->hash) return app_changed(*app_);
  AppCheck check = check_app(text);
  if (!check.app) return Failure{check.findings};
  if (app_ && check.app->id != app_->model->id) return other_app(*app_, *check.app);

  Json document = *check.app->raw;
  int64_t version = check.app->version;
  if (app_ && version <= app_->model->version) version = app_->model->version + 1;
  document["version"] = version;
  Status saved = commit({ops::AppPut{check.app->id, version, model::save(document)}}, caller);
  if (!saved) return std::move(saved).error();
  changes_.app = true;
  return check.findings;
}

Status Engine::put_in_force(std::string_view text) {
  Result<std::shared_ptr<const model::App>> loaded = model::load(text);
  if (!loaded) return std::move(loaded).error();
  app_ = AppInForce{std::move(*loaded), std::string(text), hex(sha256(text))};
  return ok_status();
}

}  // namespace tollgate::engine
