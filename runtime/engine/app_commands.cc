#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "derivation.h"
#include "stages.h"
#include "timers.h"
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

std::string title_text(const model::App* app, std::string_view entity) {
  const model::Entity* found = app ? app->find_entity(entity) : nullptr;
  return found && found->title ? found->title->text : std::string();
}

// Whether the record stands where records begin, or went through its stage's gate.
bool led_by_gate(const ops::RecordState& state, const model::Workflow& workflow) {
  const Json& stage = state.value(workflow.stage_field);
  if (!stage.is_string()) return true;
  const std::string& id = stage.get_ref<const std::string&>();
  return id == workflow.first_stage().id || state.standing.find(id) != nullptr;
}

// Somebody may have typed an earlier stage meanwhile.
void leave_gates_ahead(ops::RecordState& state, const model::Workflow& workflow) {
  const Json& stage = state.value(workflow.stage_field);
  const int place = stage.is_string() ? workflow.index_of(stage.get_ref<const std::string&>()) : 0;
  std::erase_if(state.standing.passed,
                [&](const ops::PassedGate& gate) { return workflow.index_of(gate.stage) > place; });
}

// Whether gates find the same in both documents.
bool same_rules(const model::App& a, const model::App& b) {
  static constexpr const char* kParts[] = {"entities",  "forms", "scorecards",
                                           "workflows", "users", "time_zone"};
  const auto part = [](const model::App& app, const char* name) {
    const auto found = app.raw->find(name);
    return found == app.raw->end() ? Json() : *found;
  };
  return std::all_of(std::begin(kParts), std::end(kParts),
                     [&](const char* name) { return part(a, name) == part(b, name); });
}

}  // namespace

AppCheck Engine::check_app(std::string_view text) const {
  lint::Checked checked = lint::check_document(text);
  AppCheck check;
  check.findings = std::move(checked.findings);
  if (checked.app && !has_errors(check.findings)) check.app = std::move(checked.app);
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
  Result<Outcome> saved =
      commit({ops::AppPut{check.app->id, version, model::save(document), true}}, caller);
  if (!saved) return std::move(saved).error();
  changes_.app = true;
  return check.findings;
}

Result<std::unique_ptr<AppRules>> Engine::compile(std::string_view text) const {
  // What was accepted once is always read again, whatever limits came since then.
  Result<std::shared_ptr<const model::App>> loaded =
      model::load(text, {.source = {}, .limits = ops::kOpLimits});
  if (!loaded) return std::move(loaded).error();
  return AppRules::compile(std::move(*loaded), std::string(text), *store_, *clock_);
}

Status Engine::put_in_force(const ops::AppPut& put, Instant at) {
  Result<std::unique_ptr<AppRules>> rules = compile(put.text);
  if (!rules) return std::move(rules).error();
  std::shared_ptr<AppRules> before = std::exchange(app_, std::move(*rules));
  store_->put_app({put.id, put.version, put.text});
  store_->set_layout(store::layout_of(*app_->model));
  store_->set_list_indexes(store::list_indexes_of(*app_->model));
  for (const model::Entity& entity : app_->model->entities) {
    const model::App* old = before ? before->model.get() : nullptr;
    if (title_text(old, entity.id) != title_text(app_->model.get(), entity.id)) {
      retitle(entity.id, FixedClock(at));
    }
  }
  if (before && !same_rules(*before->model, *app_->model)) {
    ask_gates_again(*before->model, put.judges_stages, FixedClock(at));
  }
  if (keeps_timers()) follow_app_timers(before ? before->model.get() : nullptr, *app_, *store_, at);
  return ok_status();
}

// Records stay where they are, whatever the new document's gates ask for; those that do not meet it
// are known by that, and so are those whose stage was an ordinary field until now.
void Engine::ask_gates_again(const model::App& before, bool judges_stages, const Clock& clock) {
  for (const model::Workflow& workflow : app_->model->workflows) {
    const model::Workflow* old = before.workflow_of(workflow.entity);
    const bool is_new = old == nullptr || old->stage_field != workflow.stage_field;
    std::vector<store::StoredRecord> changed;
    store::RecordQuery all{.entity = workflow.entity, .drafts = true, .any_order = true};
    // Where the stage was an ordinary field, somebody may have emptied it behind a gate.
    const auto stage = store_->column(workflow.entity, workflow.stage_field);
    if (stage && !is_new) {
      all.test = store::SqlTest{stage->expression + " IS NOT NULL", {}};
    }
    store_->scan(all, [&](store::StoredRecord&& record) {
      ops::Standing& standing = record.state.standing;
      const ops::Standing was = standing;
      if (is_new && judges_stages) {
        leave_gates_ahead(record.state, workflow);
        if (!led_by_gate(record.state, workflow)) standing.imported = true;
      }
      if (!standing.is_plain()) {
        standing.broken = broken_stages(*app_, *store_, record.state, clock);
      }
      if (standing != was) changed.push_back(std::move(record));
      return true;
    });
    for (const store::StoredRecord& record : changed) {
      store_->put_record(record.state, record.title);
    }
  }
}

void Engine::retitle(std::string_view entity, const Clock& clock) {
  std::vector<std::pair<std::string, std::string>> titles;
  store_->scan({.entity = std::string(entity), .drafts = true, .any_order = true},
               [&](store::StoredRecord&& record) {
                 record::RecordView view = app_->records->view(record.state, {}, false);
                 std::string title = app_->records->title(view, record.state, clock);
                 if (title != record.title) titles.emplace_back(record.state.id, std::move(title));
                 return true;
               });
  for (const auto& [id, title] : titles) store_->set_title(entity, id, title);
}

}  // namespace tollgate::engine
