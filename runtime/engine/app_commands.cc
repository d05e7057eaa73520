#include <nlohmann/json.hpp>
#include <utility>

#include "app_preparation.h"
#include "timers.h"
#include "tollgate/base/turn.h"
#include "tollgate/engine/engine.h"
#include "tollgate/lint/lint.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/model/save.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

Diagnostic app_changed(const AppRules& app) {
  return make_error(
      "engine.app_changed",
      {"在您编辑期间，别人保存了此应用（现为版本 " + std::to_string(app.model->version) +
           "）；请先载入新版本再保存",
       "somebody else saved this app while you were editing it (it is at version " +
           std::to_string(app.model->version) + " now): load that version first, then save"},
      {.pointer = "/params/base_hash"});
}

Diagnostic other_app(const AppRules& app, const model::App& next) {
  return make_error(
      "engine.other_app",
      {"这里的应用是“" + app.model->id + "”，不能换成“" + next.id + "”",
       "the app here is '" + app.model->id + "'; it cannot be replaced by '" + next.id + "'"},
      {.pointer = "/id"}, {app.model->id});
}

// A document that is checked from one turn to the next.
struct CheckNote final : TurnNote {
  lint::Checking checking;
};

Diagnostic too_much_work_for_all() {
  return make_error("engine.too_much_work",
                    {"应用的标题规则或关卡要对所有记录重新计算，计算量太大，没有保存；请简化它们",
                     "the rules for titles and gates would be run again for all records and take "
                     "too much work, so nothing was saved; simplify them"});
}

}  // namespace

AppCheck Engine::check_app(std::string_view text) const {
  CheckNote own;
  CheckNote* note = Turn::note<CheckNote>();
  if (note == nullptr) note = &own;
  AppCheck check;
  if (!note->checking.go_on(text)) return check;
  lint::Checked checked = note->checking.take();
  check.findings = std::move(checked.findings);
  if (checked.app && !has_errors(check.findings)) check.app = std::move(checked.app);
  return check;
}

struct Engine::AppSave final : TurnNote {
  std::optional<AppCheck> check;
  // Of the document as it would come into force now.
  std::shared_ptr<AppRules> before;
  std::optional<ops::AppPut> put;
  std::shared_ptr<const model::App> loaded;
  std::unique_ptr<AppPreparation> preparation;
  bool saved = false;
};

// Whatever takes long comes before the save, which is one step, or behind it.
Result<Diagnostics> Engine::save_app(std::string_view text, std::string_view base_hash,
                                     const Caller& caller) {
  AppSave own;
  AppSave* save = Turn::note<AppSave>();
  if (save == nullptr) save = &own;
  if (!save->saved) {
    if (app_ && !base_hash.empty() && base_hash != app_->hash) return app_changed(*app_);
    if (!save->check) {
      AppCheck checked = check_app(text);
      if (Turn::was_left()) return Diagnostics{};
      save->check = std::move(checked);
    }
    const AppCheck& check = *save->check;
    if (!check.app) return Failure{check.findings};
    if (app_ && check.app->id != app_->model->id) return other_app(*app_, *check.app);
    const Result<bool> settled = settle_referrers();
    if (!settled) return Failure{settled.diagnostics()};
    if (!*settled) return Diagnostics{};
    if (app_) {
      const Result<bool> up_to_date = go_on_with_timers(*app_, *store_);
      if (!up_to_date) return Failure{up_to_date.diagnostics()};
      if (!*up_to_date) return Diagnostics{};
    }
    const Result<bool> prepared = prepare(*save);
    if (!prepared) return Failure{prepared.diagnostics()};
    if (!*prepared) return Diagnostics{};
    std::unique_ptr<AppPreparation>& preparation = save->preparation;
    if (!preparation->look()) return Diagnostics{};
    if (Status made = preparation->failure(); !made) return std::move(made).error();
    ops::AppPut put = preparation->put();
    if (now() != preparation->at()) put.judged_at_ms = preparation->at().microseconds / 1000;
    prepared_ = std::move(preparation);
    Result<Outcome> done = commit({std::move(put)}, caller);
    prepared_.reset();
    if (!done) return std::move(done).error();
    changes_.app = true;
    save->saved = true;
    Turn::settle();
  }
  return behind_save(*save);
}

// Lists are right without their indexes, and what is not done here is done at the next start.
Result<Diagnostics> Engine::behind_save(const AppSave& save) {
  for (int64_t made = 1; store_->make_list_index(); ++made) {
    if (Turn::is_over({made, made + 1})) return Diagnostics{};
  }
  // Times that automations wait for come once all of them are known.
  if (app_ && keeps_timers()) {
    const Result<bool> timers = go_on_with_timers(*app_, *store_);
    if (!timers) return Failure{timers.diagnostics()};
    if (!*timers) return Diagnostics{};
  }
  // What was in force before is in nobody's way.
  for (int64_t dropped = 1; store_->drop_some_leftover(); ++dropped) {
    if (Turn::is_over({dropped, dropped + 1})) return Diagnostics{};
  }
  return save.check->findings;
}

// Step by step, each of which takes long for a large document. False: the turn is over.
Result<bool> Engine::prepare(AppSave& save) const {
  constexpr int64_t kSteps = 3;
  if (save.before != app_) {
    save.put.reset();
    save.loaded.reset();
    save.preparation.reset();
    save.before = app_;
  }
  if (save.preparation) return true;
  const model::App& app = *save.check->app;
  if (!save.put) {
    Json document = *app.raw;
    int64_t version = app.version;
    if (app_ && version <= app_->model->version) version = app_->model->version + 1;
    document["version"] = version;
    save.put = ops::AppPut{app.id, version, model::save(document), true};
    if (Turn::is_over({1, kSteps})) return false;
  }
  if (!save.loaded) {
    Result<std::shared_ptr<const model::App>> loaded = load(save.put->text);
    if (!loaded) return std::move(loaded).error();
    save.loaded = *std::move(loaded);
    if (Turn::is_over({2, kSteps})) return false;
  }
  Result<std::unique_ptr<AppRules>> rules =
      AppRules::compile(std::move(save.loaded), save.put->text, *store_, *clock_);
  if (!rules) return std::move(rules).error();
  // The op dates its judgement in milliseconds.
  const Instant at{now().microseconds / 1000 * 1000};
  save.preparation =
      std::make_unique<AppPreparation>(*std::move(rules), app_, *save.put, *store_,
                                       AppPreparation::When{at, true, true, rows_indexed_at_once_});
  return !Turn::is_over({kSteps, kSteps});
}

Result<bool> Engine::prepare_again(const std::vector<ops::Op>& group) {
  for (const ops::Op& op : group) {
    const auto* put = std::get_if<ops::AppPut>(&op.body);
    if (put == nullptr) continue;
    if (!prepared_ || !prepared_->is_of(*put)) {
      Result<std::unique_ptr<AppRules>> rules = compile(put->text);
      if (!rules) return std::move(rules).error();
      const Instant at = put->judged_at_ms ? Instant{*put->judged_at_ms * 1000} : op.at();
      prepared_ = std::make_unique<AppPreparation>(
          *std::move(rules), app_, *put, *store_,
          AppPreparation::When{at, false, true, rows_indexed_at_once_});
      if (Turn::is_over({0, 1})) return false;
    }
    if (!prepared_->look()) return false;
    if (Status made = prepared_->failure(); !made) return std::move(made).error();
  }
  return true;
}

// What was accepted once is always read again, whatever limits came since then.
Result<std::shared_ptr<const model::App>> Engine::load(std::string_view text) {
  return model::load(text, {.source = {}, .limits = ops::kOpLimits});
}

Result<std::unique_ptr<AppRules>> Engine::compile(std::string_view text) const {
  Result<std::shared_ptr<const model::App>> loaded = load(text);
  if (!loaded) return std::move(loaded).error();
  return AppRules::compile(std::move(*loaded), std::string(text), *store_, *clock_);
}

// `is_new`: what the log holds was accepted once and is taken as it is.
Status Engine::put_in_force(const ops::AppPut& put, Instant at, bool is_new) {
  std::unique_ptr<AppPreparation> preparation = std::move(prepared_);
  if (!preparation || !preparation->is_of(put)) {
    Result<std::unique_ptr<AppRules>> rules = compile(put.text);
    if (!rules) return std::move(rules).error();
    const Instant judged_at = put.judged_at_ms ? Instant{*put.judged_at_ms * 1000} : at;
    preparation = std::make_unique<AppPreparation>(*std::move(rules), app_, put, *store_,
                                                   AppPreparation::When{judged_at, is_new});
    const AtOnce at_once;
    preparation->look();
  }
  if (preparation->took_too_much()) return too_much_work_for_all();
  if (app_) finish_referrers();
  if (keeps_timers() && app_) finish_timers(*app_, *store_);
  const std::shared_ptr<AppRules> before = std::exchange(app_, preparation->take_rules());
  store_->put_app({put.id, put.version, put.text});
  store_->set_layout(store::layout_of(*app_->model), preparation->remade());
  store_->want_list_indexes(store::list_indexes_of(*app_->model));
  preparation->write(*store_);
  if (keeps_timers()) {
    follow_app_timers(before ? before->model.get() : nullptr, *app_, *store_, at,
                      does_all_at_once_ ? TimersOfAll::kAtOnce : TimersOfAll::kLater);
  }
  return ok_status();
}

}  // namespace tollgate::engine
