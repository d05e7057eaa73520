#include "tollgate/engine/hand_over.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "import/batch_writer.h"
#include "tollgate/base/turn.h"
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

// Where somebody's records stand who leaves.
struct OwnerPlace {
  std::string entity;
  std::string field;  // names the person
  bool all = false;   // whatever became of them
};

std::vector<OwnerPlace> owner_places_of(const model::App& app) {
  std::vector<OwnerPlace> places;
  for (const model::Entity& entity : app.entities) {
    if (!entity.owner.empty()) places.push_back({entity.id, entity.owner});
  }
  if (!app.users->manager.empty()) {
    places.push_back({app.users->entity, app.users->manager, true});
  }
  return places;
}

// What one step hands over, found in turns: what was closed long ago may be very much.
struct OpenWork final : TurnNote {
  std::shared_ptr<AppRules> app;  // by which it looks
  std::vector<OwnerPlace> places;
  size_t place = 0;
  std::optional<std::vector<std::string>> ids;  // of that place
  size_t next = 0;                              // of them
  int64_t looked_at = 0;
  std::vector<std::vector<std::string>> found;  // by place
  int64_t count = 0;
  bool more = false;

  // False: the turn is over.
  bool go_on(Engine& engine, const std::string& person) {
    if (app != engine.shared_app()) {
      *this = OpenWork();
      app = engine.shared_app();
      places = owner_places_of(*app->model);
      found.resize(places.size());
    }
    for (; place < places.size() && !more; ++place, ids.reset()) {
      if (!look_at(engine, places[place], person)) return false;
    }
    return true;
  }

 private:
  bool look_at(Engine& engine, const OwnerPlace& where, const std::string& person) {
    constexpr int64_t kRecordsBetweenLooks = 16;
    if (!ids) {
      ids = engine.store().referrers(where.entity, where.field, person);
      next = 0;
    }
    while (next < ids->size()) {
      const std::string& id = (*ids)[next];
      const bool is_taken =
          where.all || is_still_open(engine.store().find_record(where.entity, id));
      if (is_taken && count == kStepRecords) {
        more = true;
        return true;
      }
      ++next;
      if (is_taken) {
        found[place].push_back(id);
        ++count;
      }
      const auto all = static_cast<int64_t>(ids->size());
      if (++looked_at % kRecordsBetweenLooks == 0 && next < ids->size() &&
          Turn::is_over({static_cast<int64_t>(next), all})) {
        return false;
      }
    }
    return true;
  }
  bool is_still_open(const std::optional<store::StoredRecord>& record) const {
    return record && is_open(*app->model, record->state);
  }
};

class Handing {
 public:
  Handing(Engine& engine, const HandOver& what, const Caller& caller)
      : engine_(engine),
        what_(what),
        batch_(engine.new_id("hand_over")),
        writer_(engine, batch_, caller),
        time_(what.most_ms) {}

  Status take(const OwnerPlace& where, const std::vector<std::string>& ids) {
    HandedOver handed{where.entity, 0};
    for (const std::string& id : ids) {
      if (report_.more) break;
      const std::optional<store::StoredRecord> record =
          engine_.store().find_record(where.entity, id);
      // Somebody may have given it away or closed it since it was found.
      const bool stands = record && record->state.value(where.field) == Json(what_.from) &&
                          (where.all || is_open(*engine_.app()->model, record->state));
      if (!stands) continue;
      if (time_.is_over(size_t(taken_))) {
        report_.more = true;
        break;
      }
      ++taken_;
      ++handed.records;
      if (Status done = write(*record, where.field); !done) return done;
    }
    if (handed.records > 0) report_.entities.push_back(std::move(handed));
    return ok_status();
  }

  Result<HandOverReport> finish(bool more) {
    report_.more = report_.more || more;
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

HandOverReport foreseen(const OpenWork& listing) {
  HandOverReport report;
  for (size_t i = 0; i < listing.places.size(); ++i) {
    const auto records = static_cast<int64_t>(listing.found[i].size());
    if (records > 0) report.entities.push_back({listing.places[i].entity, records});
  }
  report.more = listing.more;
  return report;
}

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
  OpenWork own;
  OpenWork* listing = Turn::note<OpenWork>();
  if (listing == nullptr) listing = &own;
  if (!listing->go_on(engine, what.from)) return HandOverReport{};
  if (auto error = engine.store().take_error()) return *error;
  if (what.preview) return foreseen(*listing);
  // Half of what was found is none of the step: it is written at once.
  const AtOnce at_once;
  // Those who look after the app hand over what they may not change themselves.
  Caller acting = caller;
  acting.administrator = true;
  Handing handing(engine, what, acting);
  for (size_t i = 0; i < listing->places.size(); ++i) {
    if (Status done = handing.take(listing->places[i], listing->found[i]); !done) {
      return std::move(done).error();
    }
  }
  return handing.finish(listing->more);
}

}  // namespace tollgate::engine
