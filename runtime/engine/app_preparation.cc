#include "app_preparation.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "stages.h"
#include "tollgate/base/turn.h"
#include "tollgate/feel/shared_work.h"

namespace tollgate::engine {
namespace {

// This much for each record, on the average, and what a save may take besides.
constexpr uint64_t kMaxWorkPerRecord = 50'000;
constexpr uint64_t kMaxWorkBesides = 800'000'000;
constexpr int64_t kRecordsBetweenLooks = 16;
// Where others write more than can be remembered, all is looked at in one go in the end.
constexpr int kMaxBeginnings = 4;
// As many are looked at once more in one go; where it were more, all are, in turns.
constexpr int64_t kMaxLookedAtAgain = 2000;
// More rows are not written by the save itself: a table is made beside the one in force.
constexpr size_t kMaxWrittenBySave = 1000;

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
void leave_gates_ahead(const ops::RecordState& state, const model::Workflow& workflow,
                       ops::Standing& standing) {
  const Json& stage = state.value(workflow.stage_field);
  const int place = stage.is_string() ? workflow.index_of(stage.get_ref<const std::string&>()) : 0;
  std::erase_if(standing.passed,
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

// Whether its lists are read by an index that there is not. Making one is a single step of
// SQLite's, so that of very many rows it is made with the table beside the one in force.
bool wants_index(const model::App* old, const model::App& next, const std::string& entity) {
  const auto before =
      old != nullptr ? store::list_indexes_of(*old) : std::vector<store::ListIndex>();
  const auto wanted = store::list_indexes_of(next);
  return std::ranges::any_of(wanted, [&](const store::ListIndex& index) {
    return index.entity == entity && std::ranges::find(before, index) == before.end();
  });
}

store::RecordQuery all_of(const std::string& entity) {
  return {.entity = entity, .drafts = true, .any_order = true};
}

}  // namespace

AppPreparation::AppPreparation(std::unique_ptr<live::AppRules> rules,
                               std::shared_ptr<live::AppRules> before, const ops::AppPut& put,
                               store::Store& store, When when)
    : put_(put),
      store_(store),
      rules_(std::move(rules)),
      before_(std::move(before)),
      clock_(when.at),
      is_beside_(when.is_beside),
      layout_(store::layout_of(*rules_->model)) {
  const model::App* old = before_ ? before_->model.get() : nullptr;
  const model::App& next = *rules_->model;
  const bool asks_gates = old != nullptr && !when.columns_alone && !same_rules(*old, next);
  for (const model::Entity& entity : next.entities) {
    Part part{entity.id};
    part.names = !when.columns_alone && title_text(old, entity.id) != title_text(&next, entity.id);
    part.workflow = asks_gates ? next.workflow_of(entity.id) : nullptr;
    if (part.workflow != nullptr) {
      const model::Workflow* was = old->workflow_of(entity.id);
      part.is_new_workflow = was == nullptr || was->stage_field != part.workflow->stage_field;
    }
    const store::TableSpec* table = layout_.find(entity.id);
    part.rewrites =
        is_beside_ && table &&
        (!store_.keeps_rows(*table, layout_.time_zone) ||
         (store_.rows(entity.id) > when.rows_indexed_at_once && wants_index(old, next, entity.id)));
    if (part.names || part.workflow != nullptr || part.rewrites) parts_.push_back(std::move(part));
  }
  uint64_t records = 0;
  for (const store::TableSpec& table : store_.layout().tables) {
    records += static_cast<uint64_t>(store_.count(all_of(table.entity)));
  }
  work_left_ = when.is_new ? kMaxWorkBesides + records * kMaxWorkPerRecord : UINT64_MAX;
  moment_ = store_.recent_writes().moment();
  begin_again();
}

void AppPreparation::begin_again() {
  ++begun_;
  changes_.clear();
  looked_at_ = 0;
  to_look_at_ = 0;
  for (Part& part : parts_) {
    part.after.clear();
    part.changes = 0;
    part.remake.reset();
    part.done = false;
    if (part.rewrites) begin_remake(part);
    to_look_at_ += store_.count(all_of(part.entity));
  }
}

bool AppPreparation::look() {
  feel::SharedWork work(work_left_);
  const bool is_known = catch_up();
  if (!is_known) begin_again();
  const auto all = [&] {
    return std::all_of(parts_.begin(), parts_.end(), [&](Part& part) { return go_on(part); });
  };
  bool done = false;
  if (!is_known && begun_ >= kMaxBeginnings) {
    const AtOnce at_once;
    done = all();
  } else {
    done = all();
  }
  moment_ = store_.recent_writes().moment();
  work_left_ = work.exhausted() ? 0 : std::max<uint64_t>(1, work_left_ - work.used());
  return done || took_too_much() || !failure_;
}

void AppPreparation::begin_remake(Part& part) {
  part.remake = std::make_unique<store::TableRemake>(
      store_, store::TableRemake::Wanted{*layout_.find(part.entity), layout_.time_zone,
                                         store::list_indexes_of(*rules_->model)});
  std::erase_if(changes_, [&](const auto& change) { return change.first.entity == part.entity; });
}

// By id, so that a record which comes meanwhile stands before or behind the place.
bool AppPreparation::go_on(Part& part) {
  if (part.done) return true;
  if (part.remake) return copy(part);
  store::RecordQuery rest = all_of(part.entity);
  rest.any_order = false;
  rest.sort = {{"id"}};
  rest.test = store::SqlTest{"id>?1", {part.after}};
  bool is_over = false;
  bool is_much = false;
  store_.scan(rest, [&](store::StoredRecord&& record) {
    part.after = record.state.id;
    look_at(part, record);
    is_much = is_beside_ && part.changes > kMaxWrittenBySave;
    is_over = ++looked_at_ % kRecordsBetweenLooks == 0 &&
              Turn::is_over({std::min(looked_at_, to_look_at_), std::max<int64_t>(to_look_at_, 1)});
    return !is_over && !is_much;
  });
  if (is_much) begin_remake(part);
  if (is_over) return false;
  if (is_much) return copy(part);
  part.done = true;
  return true;
}

bool AppPreparation::copy(Part& part) {
  store::Transaction some(store_);
  bool is_over = false;
  bool more = true;
  while (!is_over && more) {
    more = part.remake->copy_next([&](store::StoredRecord& record) { change_copy(part, record); });
    is_over = more && ++looked_at_ % kRecordsBetweenLooks == 0 &&
              Turn::is_over({std::min(looked_at_, to_look_at_), std::max<int64_t>(to_look_at_, 1)});
  }
  if (Status copied = some.commit(); !copied) failure_ = std::move(copied);
  part.done = !is_over;
  return part.done;
}

// As it is written into the new table.
void AppPreparation::change_copy(const Part& part, store::StoredRecord& record) {
  if (record.state.status == ops::RecordStatus::kDiscarded) return;
  Change change = change_of(part, record);
  if (change.title) record.title = *std::move(change.title);
  if (change.standing) record.state.standing = *std::move(change.standing);
}

// Records stay where they are, whatever the new document's gates ask for; those that do not meet it
// are known by that, and so are those whose stage was an ordinary field until now.
AppPreparation::Change AppPreparation::change_of(const Part& part,
                                                 const store::StoredRecord& record) {
  Change change;
  if (part.names) {
    const record::RecordView view = rules_->records->view(record.state, {}, false);
    std::string title = rules_->records->title(view, record.state, clock_);
    if (title != record.title) change.title = std::move(title);
  }
  // Where the stage was an ordinary field, somebody may have emptied it behind a gate.
  const bool stands =
      part.workflow != nullptr &&
      (part.is_new_workflow || record.state.value(part.workflow->stage_field).is_string());
  if (!stands) return change;
  ops::RecordState state = record.state;
  if (part.is_new_workflow && put_.judges_stages) {
    leave_gates_ahead(record.state, *part.workflow, state.standing);
    if (!led_by_gate(state, *part.workflow)) state.standing.imported = true;
  }
  if (!state.standing.is_plain()) {
    state.standing.broken = broken_stages(*rules_, store_, state, clock_);
  }
  if (state.standing != record.state.standing) change.standing = std::move(state.standing);
  return change;
}

void AppPreparation::look_at(Part& part, const store::StoredRecord& record) {
  Change change = change_of(part, record);
  if (!change.title && !change.standing) return;
  ++part.changes;
  changes_[{record.state.entity, record.state.id}] = std::move(change);
}

void AppPreparation::look_again(const ops::RecordKey& key) {
  for (Part& part : parts_) {
    if (part.entity != key.entity) continue;
    if (part.remake) {
      part.remake->copy_again(key.record,
                              [&](store::StoredRecord& record) { change_copy(part, record); });
      continue;
    }
    if (!part.done && key.record > part.after) continue;
    changes_.erase(key);
    store::RecordQuery one = all_of(key.entity);
    one.ids = {key.record};
    store_.scan(one, [&](store::StoredRecord&& record) {
      look_at(part, record);
      return true;
    });
  }
}

// False: nobody knows any more what was written since the last turn.
bool AppPreparation::catch_up() {
  std::optional<std::set<ops::RecordKey>> written = store_.recent_writes().since(moment_);
  if (!written) return false;
  if (written->empty()) return true;
  rules_->records->forget_all();
  const std::optional<std::set<ops::RecordKey>> keys = with_referrers(*std::move(written));
  if (!keys) return false;
  store::Transaction together(store_);
  for (const ops::RecordKey& key : *keys) look_again(key);
  if (Status caught = together.commit(); !caught) failure_ = std::move(caught);
  return true;
}

// Rules read what a record refers to, and what hides a field of that may read one further.
std::optional<std::set<ops::RecordKey>> AppPreparation::with_referrers(
    std::set<ops::RecordKey> keys) {
  constexpr int kSteps = 2;
  std::set<ops::RecordKey> last = keys;
  for (int step = 0; step < kSteps; ++step) {
    std::set<ops::RecordKey> found;
    for (const ops::RecordKey& key : last) {
      for (const model::Entity& entity : rules_->model->entities) {
        for (const model::Field& field : entity.fields) {
          if (!model::is_reference(field.type) || field.entity != key.entity) continue;
          if (!store_.column(entity.id, field.id)) continue;
          if (store_.has_referrers(entity.id, field.id, key.record, kMaxLookedAtAgain)) {
            return std::nullopt;
          }
          for (std::string& id : store_.referrers(entity.id, field.id, key.record)) {
            if (ops::RecordKey referrer{entity.id, std::move(id)}; !keys.contains(referrer)) {
              found.insert(std::move(referrer));
            }
          }
        }
      }
    }
    keys.insert(found.begin(), found.end());
    last = std::move(found);
  }
  return keys;
}

std::unique_ptr<live::AppRules> AppPreparation::take_rules() {
  rules_->records->forget_all();
  return std::move(rules_);
}

std::vector<store::TableRemake*> AppPreparation::remade() const {
  std::vector<store::TableRemake*> remade;
  for (const Part& part : parts_) {
    if (part.remake) remade.push_back(part.remake.get());
  }
  return remade;
}

void AppPreparation::write(store::Store& store) const {
  for (const auto& [key, change] : changes_) {
    if (!change.standing) {
      store.set_title(key.entity, key.record, *change.title);
      continue;
    }
    std::optional<store::StoredRecord> record = store.find_record(key.entity, key.record);
    if (!record) continue;
    record->state.standing = *change.standing;
    store.put_record(record->state, change.title ? *change.title : record->title);
  }
}

}  // namespace tollgate::engine
