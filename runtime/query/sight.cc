#include "sight.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace tollgate::query {
namespace {

access::Rights rights_of(const live::AppRules& app, const Viewer& viewer) {
  if (viewer.whole_app) return access::Rights::everything();
  return app.rights(viewer.person, viewer.roles.empty() ? "" : viewer.roles.front());
}

}  // namespace

Sight::Sight(live::AppRules& app, store::Store& store, const Clock& clock, Viewer viewer)
    : app_(app),
      store_(store),
      clock_(clock),
      viewer_(std::move(viewer)),
      rights_(rights_of(app, viewer_)) {}

const std::vector<std::string>& Sight::hidden(std::string_view entity) const {
  const auto known = hidden_.find(entity);
  if (known != hidden_.end()) return known->second;
  const auto [slot, fresh] = hidden_.try_emplace(std::string(entity));
  const model::Entity* model = fresh && !is_whole() ? app_.model->find_entity(entity) : nullptr;
  if (!model) return slot->second;
  for (const model::Field& field : model->fields) {
    if (!rights_.sees(entity, field.id)) slot->second.push_back(field.id);
  }
  return slot->second;
}

bool Sight::hides_nothing() const {
  if (!hides_nothing_) {
    const auto& entities = app_.model->entities;
    hides_nothing_ =
        std::all_of(entities.begin(), entities.end(),
                    [&](const model::Entity& entity) { return hidden(entity.id).empty(); });
  }
  return *hides_nothing_;
}

bool Sight::is_whole(std::string_view entity) const {
  return is_whole() || (sees_all_rows(entity) && hidden(entity).empty());
}

bool Sight::hides(std::string_view entity, std::string_view field) const {
  const std::vector<std::string>& all = hidden(entity);
  return std::find(all.begin(), all.end(), field) != all.end();
}

std::string Sight::owner_of(const model::Entity& entity) const {
  const std::optional<model::Users>& users = app_.model->users;
  return users && users->entity == entity.id ? "id" : entity.owner;
}

const std::vector<std::string>& Sight::team() {
  if (!team_) {
    const std::optional<model::Users>& users = app_.model->users;
    team_.emplace();
    if (users && !viewer_.person.empty()) {
      team_ = store_.ids_below(users->entity, users->manager, viewer_.person, access::kMaxManagers);
    }
  }
  return *team_;
}

bool Sight::sees(const ops::RecordState& state) {
  return app_.may(rights_, access::Action::kRead, state, clock_);
}

bool Sight::may(access::Action action, std::string_view entity, std::string_view record) {
  if (rights_.may_all(action, entity)) return true;
  if (!rights_.may_some(action, entity)) return false;
  // As it is stored: conditions read what is hidden.
  const std::optional<ops::StoredRecord> stored = store_.find_record(entity, record);
  return stored && app_.may(rights_, action, stored->state, clock_);
}

bool Sight::reads_hidden(const record::Rule& rule, const record::Names& names) {
  if (is_whole() || hides_nothing()) return false;
  const model::Entity& entity = names.entity();
  for (const feel::Dependency& read : rule.program.dependencies()) {
    const record::SlotSource& source = names.source(read.slot);
    if (read.slot == names.score()) {
      const auto& cards = app_.model->scorecards;
      if (std::any_of(cards.begin(), cards.end(), [&](const model::Scorecard& card) {
            return card.entity == entity.id && rests_on_hidden(card);
          })) {
        return true;
      }
    }
    if (source.kind != record::SlotSource::Kind::kField) continue;
    const model::Field& field = entity.fields[source.index];
    if (hides(entity.id, field.id)) return true;
    if (!model::is_reference(field.type)) continue;
    if (!read.path.empty() && hides(field.entity, read.path.front())) return true;
  }
  return false;
}

bool Sight::reads_hidden(const model::Expression& expression, const model::Entity& entity) {
  if (is_whole() || hides_nothing()) return false;
  const record::Names& names = app_.records->names(entity);
  const record::Rule* rule = app_.records->rule(expression, names);
  return rule != nullptr && reads_hidden(*rule, names);
}

bool Sight::reads_hidden(const record::FieldPresence& presence, const record::Names& names) {
  return std::any_of(presence.places.begin(), presence.places.end(), [&](const auto& place) {
    return (place.section.rule && reads_hidden(*place.section.rule, names)) ||
           (place.field.rule && reads_hidden(*place.field.rule, names));
  });
}

bool Sight::hides_one(std::string_view entity, const std::vector<std::string>& fields) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const std::string& field) { return hides(entity, field); });
}

bool Sight::rests_on_hidden(const model::Requirement& requirement, const model::Entity& entity) {
  return !is_whole() &&
         (hides_one(entity.id, requirement.fields) || reads_hidden(requirement.test, entity));
}

// Its points would tell, and so would the pool that they put a record into.
bool Sight::rests_on_hidden(const model::Scorecard& card) {
  if (is_whole()) return false;
  const model::Entity* entity = app_.model->find_entity(card.entity);
  if (!entity) return true;
  if (hides_nothing()) return false;
  if (card.when && reads_hidden(*card.when, *entity)) return true;
  return std::any_of(card.criteria.begin(), card.criteria.end(), [&](const auto& criterion) {
    return reads_hidden(criterion.met, *entity) ||
           (criterion.asked && reads_hidden(*criterion.asked, *entity)) ||
           hides_one(entity->id, criterion.fields);
  });
}

// Whether a title that is stored tells the viewer nothing more than the viewer sees.
bool Sight::title_is_as_stored(const model::Entity& entity) {
  if (is_whole() || !entity.title) return true;
  const auto [slot, fresh] = title_is_as_stored_.try_emplace(entity.id, true);
  if (!fresh) return slot->second;
  const record::Names& names = app_.records->names(entity);
  const record::Rule* rule = app_.records->rule(*entity.title, names);
  if (!rule) return true;
  bool as_stored = !reads_hidden(*rule, names);
  for (const feel::Dependency& read : rule->program.dependencies()) {
    const record::SlotSource& source = names.source(read.slot);
    if (source.kind != record::SlotSource::Kind::kField || read.path.empty()) continue;
    const model::Field& field = entity.fields[source.index];
    if (!model::is_reference(field.type) || read.path.front() == "id") continue;
    as_stored = as_stored && sees_all_rows(field.entity);
  }
  return slot->second = as_stored;
}

void Sight::remove_hidden(ops::StoredRecord& record) {
  if (is_whole()) return;
  ops::RecordState& state = record.state;
  const model::Entity* entity = app_.model->find_entity(state.entity);
  if (hides_any(state.entity)) {
    for (const std::string& field : hidden(state.entity)) {
      state.fields.erase(field);
      state.settled.erase(field);
      for (ops::PassedGate& gate : state.standing.passed) {
        if (gate.saw.is_object() && gate.saw.contains("fields") && gate.saw["fields"].is_object()) {
          gate.saw["fields"].erase(field);
        }
      }
    }
    if (!state.draft.is_null()) state.draft = Json::object();
  }
  if (entity && !title_is_as_stored(*entity)) {
    record.title = app_.records->title(view(state, false), state, clock_);
  }
}

std::optional<ops::StoredRecord> Sight::find_record(std::string_view entity,
                                                    std::string_view record) {
  std::optional<ops::StoredRecord> found = store_.find_record(entity, record);
  if (!found || is_whole()) return found;
  if (!sees(found->state)) return std::nullopt;
  remove_hidden(*found);
  return found;
}

std::optional<std::string> Sight::title(std::string_view entity, std::string_view record) {
  const model::Entity* model = app_.model->find_entity(entity);
  if (is_whole() || !model) return store_.title(entity, record);
  if (sees_all_rows(entity) && title_is_as_stored(*model)) return store_.title(entity, record);
  const auto [slot, fresh] = titles_.try_emplace({std::string(entity), std::string(record)});
  if (fresh) {
    if (auto found = find_record(entity, record)) slot->second = std::move(found->title);
  }
  return slot->second;
}

bool Sight::tells_titles(const std::string& entity) {
  const model::Entity* model = app_.model->find_entity(entity);
  return model && sees_all_rows(entity) && title_is_as_stored(*model);
}

std::vector<store::ScoreRow> Sight::scores(std::string_view entity, std::string_view record) {
  std::vector<store::ScoreRow> rows = store_.scores(entity, record);
  if (is_whole()) return rows;
  std::erase_if(rows, [&](const store::ScoreRow& row) {
    const model::Scorecard* card = app_.model->find_scorecard(row.scorecard);
    return card == nullptr || rests_on_hidden(*card);
  });
  return rows;
}

bool Sight::sees_file(std::string_view sha256) {
  constexpr int64_t kMaxUses = 1000;
  for (const store::BlobUse& use : store_.blob_uses_before(sha256, {}, kMaxUses)) {
    if (hides(use.key.entity, use.field.substr(0, use.field.find('/')))) continue;
    if (find_record(use.key.entity, use.key.record)) return true;
  }
  return false;
}

record::RecordView Sight::view(const ops::RecordState& state, bool with_score) {
  if (is_whole()) return app_.records->view(state, person(), with_score);
  record::RecordView view = app_.records->view(state, person(), false, this);
  if (with_score && view.names != nullptr) {
    view.slots[view.names->score()] = live::score_context(scores(state.entity, state.id));
  }
  return view;
}

record::RecordView Sight::view(const ops::RecordState& state, const std::vector<bool>& reads) {
  live::Records& records = *app_.records;
  record::RecordView view = is_whole() ? records.view(state, person(), reads, &records)
                                       : records.view(state, person(), reads, this);
  if (view.names == nullptr || view.names->score() >= reads.size()) return view;
  if (reads[view.names->score()]) {
    view.slots[view.names->score()] = live::score_context(
        is_whole() ? store_.scores(state.entity, state.id) : scores(state.entity, state.id));
  }
  return view;
}

Json Sight::seen_values(const ops::RecordState& state) {
  return !is_whole() ? app_.records->seen_values(state, this) : app_.records->seen_values(state);
}

// The person is there for their own questions also where the app's people are not.
feel::Value Sight::person() {
  const std::optional<model::Users>& users = app_.model->users;
  if (is_whole() || !users || !hides_any(users->entity)) return app_.records->user(viewer_.person);
  std::optional<ops::StoredRecord> own = store_.find_record(users->entity, viewer_.person);
  if (!own || own->state.status == ops::RecordStatus::kDiscarded) return {};
  for (const std::string& field : hidden(users->entity)) own->state.fields.erase(field);
  return app_.records->reference(own->state, &as_stored_);
}

const feel::Value* Sight::find(std::string_view entity, std::string_view id) {
  if (is_whole(entity)) return app_.records->find(entity, id);
  return look_up(entity, id, referred_, true);
}

const feel::Value* Sight::look_up(std::string_view entity, std::string_view id, Referred& cache,
                                  bool as_seen) {
  constexpr size_t kMaxReferred = 20'000;
  std::string key(entity);
  key.append("/").append(id);
  auto found = cache.find(key);
  if (found == cache.end()) {
    if (cache.size() >= kMaxReferred) cache.clear();
    feel::Value value;
    std::optional<ops::StoredRecord> record = store_.find_record(entity, id);
    if (record && record->state.status != ops::RecordStatus::kDiscarded && sees(record->state)) {
      for (const std::string& field : hidden(entity)) record->state.fields.erase(field);
      if (as_seen) {
        value = app_.records->reference(record->state, &as_stored_);
      } else {
        record::ValueContext flat = app_.records->values();
        flat.records = nullptr;
        value = record::reference_context(*app_.model->find_entity(entity), id,
                                          live::wire_values(record->state), flat);
      }
    }
    found = cache.insert_or_assign(std::move(key), std::move(value)).first;
  }
  return found->second.is_null() ? nullptr : &found->second;
}

record::FileFacts Sight::file_facts(std::string_view entity, std::string_view record,
                                    std::string_view sha256) {
  record::FileFacts facts = app_.records->file_facts(entity, record, sha256);
  if (is_whole()) return facts;
  std::erase_if(facts.used_before, [&](record::FileUse& use) {
    if (hides(use.entity, use.field.substr(0, use.field.find('/')))) return true;
    const std::optional<std::string> seen = title(use.entity, use.record);
    if (seen) use.title = seen->empty() ? use.record : *seen;
    return !seen;
  });
  return facts;
}

}  // namespace tollgate::query
