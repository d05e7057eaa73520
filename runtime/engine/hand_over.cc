#include "tollgate/engine/hand_over.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "import/batch_writer.h"
#include "tollgate/engine/step_time.h"
#include "tollgate/live/records.h"
#include "tollgate/query/unknown.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kStepRecords = 2'000;

Diagnostic unknown_successor(const std::string& person) {
  return make_error("people.unknown_successor",
                    {"应用中没有人员“" + person.substr(0, 64) + "”，请选择接手的人",
                     "the app has no person '" + person.substr(0, 64) + "': choose who takes over"},
                    {.pointer = "/params/to"});
}

Diagnostic same_person() {
  return make_error(
      "people.same_person",
      {"不能交接给本人，请选择另一个人", "nobody hands over to themselves: choose somebody else"},
      {.pointer = "/params/to"});
}

bool is_assessed(const model::App& app, const std::string& entity) {
  return std::ranges::any_of(app.scorecards,
                             [&](const model::Scorecard& each) { return each.entity == entity; });
}

// Whether somebody still has to do with the record; see the header.
bool is_open(const model::App& app, const ops::RecordState& state) {
  if (state.status == ops::RecordStatus::kDraft) return true;
  const model::Workflow* workflow = app.workflow_of(state.entity);
  if (!workflow) return !is_assessed(app, state.entity);
  const Json& value = state.value(workflow->stage_field);
  const model::Stage* stage =
      value.is_string() ? workflow->find_stage(value.get_ref<const std::string&>()) : nullptr;
  return !stage || stage->kind == model::StageKind::kOpen;
}

std::vector<ops::Body> given_to(const ops::RecordState& state, const std::string& field,
                                const std::string& person) {
  std::vector<ops::Body> bodies;
  // What is being typed would bring the one before back.
  if (state.draft.is_object()) {
    Json draft = state.draft;
    Json& typed = draft["values"];
    if (!typed.is_object()) typed = live::wire_values(state);
    typed[field] = person;
    bodies.push_back(ops::RecordDraft{state.entity, state.id, std::move(draft)});
  }
  const auto slot = state.fields.find(field);
  const std::string base = slot == state.fields.end() ? "" : slot->second.version;
  bodies.push_back(ops::RecordSet{state.entity, state.id, {{field, person, base}}, ""});
  return bodies;
}

class Handing {
 public:
  Handing(Engine& engine, const HandOver& what, const Caller& caller)
      : engine_(engine),
        what_(what),
        batch_(engine.new_id("hand_over")),
        writer_(engine, batch_, caller),
        time_(what.most_ms) {}

  // The records of `entity` whose `field` names who leaves.
  Status take(const std::string& entity, const std::string& field, bool all) {
    const model::App& app = *engine_.app()->model;
    HandedOver handed{entity, 0};
    const store::RecordQuery query{
        .entity = entity, .drafts = true, .where = {{field, what_.from}}, .any_order = true};
    for (const store::StoredRecord& record : engine_.store().list(query).records) {
      if (!all && !is_open(app, record.state)) continue;
      const bool is_over = !what_.preview && time_.is_over(size_t(taken_));
      if (taken_ == kStepRecords || is_over) {
        report_.more = true;
        break;
      }
      ++taken_;
      ++handed.records;
      if (what_.preview) continue;
      if (Status done = write(record, field); !done) return done;
    }
    if (handed.records > 0) report_.entities.push_back(std::move(handed));
    return ok_status();
  }

  Result<HandOverReport> finish() {
    if (auto error = engine_.store().take_error()) return *error;
    if (!begun_) return std::move(report_);
    if (Status durable = writer_.commit(); !durable) return std::move(durable).error();
    report_.batch = batch_;
    return std::move(report_);
  }

 private:
  Status write(const store::StoredRecord& record, const std::string& field) {
    if (!begun_) {
      if (Status begun = writer_.add({ops::ImportBegin{"→ " + what_.to}}); !begun) return begun;
      begun_ = true;
    }
    const KnownRecord known{{record.state.entity, record.state.id}, record};
    return writer_.add(given_to(record.state, field, what_.to), &known);
  }

  Engine& engine_;
  const HandOver& what_;
  const std::string batch_;
  BatchWriter writer_;
  const StepTime time_;
  HandOverReport report_;
  int64_t taken_ = 0;
  bool begun_ = false;
};

}  // namespace

Result<HandOverReport> hand_over(Engine& engine, const HandOver& what, const Caller& caller) {
  if (!engine.app()) return query::no_app();
  const model::App& app = *engine.app()->model;
  if (what.from == what.to) return same_person();
  const auto successor = app.users ? engine.store().find_record(app.users->entity, what.to)
                                   : std::optional<store::StoredRecord>();
  if (!successor || successor->state.status != ops::RecordStatus::kComplete) {
    return unknown_successor(what.to);
  }
  // Those who look after the app hand over what they may not change themselves.
  Caller acting = caller;
  acting.administrator = true;
  Handing handing(engine, what, acting);
  for (const model::Entity& entity : app.entities) {
    if (entity.owner.empty()) continue;
    if (Status done = handing.take(entity.id, entity.owner, false); !done) {
      return std::move(done).error();
    }
  }
  if (!app.users->manager.empty()) {
    if (Status done = handing.take(app.users->entity, app.users->manager, true); !done) {
      return std::move(done).error();
    }
  }
  return handing.finish();
}

}  // namespace tollgate::engine
