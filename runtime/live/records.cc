#include "tollgate/live/records.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/record/settled.h"
#include "tollgate/rules/standing.h"

namespace tollgate::live {
namespace {

// About 20 MB of customers; then it starts afresh.
constexpr size_t kMaxReferred = 20'000;

std::string key_of(std::string_view entity, std::string_view id) {
  std::string key(entity);
  key.push_back('/');
  key.append(id);
  return key;
}

}  // namespace

std::vector<workflow::PassedGate> passed_gates(const ops::RecordState& state) {
  std::vector<workflow::PassedGate> gates;
  for (const ops::PassedGate& gate : state.standing.passed) {
    gates.push_back({gate.stage, gate.from, gate.saw, {gate.at_ms * 1000}});
  }
  return gates;
}

Json wire_values(const ops::RecordState& state) {
  Json values = Json::object();
  for (const auto& [field, slot] : state.fields) {
    if (!slot.value.is_null()) values[field] = slot.value;
  }
  return values;
}

feel::Value score_context(const std::vector<store::ScoreRow>& rows) {
  std::vector<std::pair<std::string, feel::Value>> scores;
  for (const store::ScoreRow& row : rows) {
    auto number = [](const std::string& text) { return feel::Value::number(Decimal::parse(text)); };
    scores.emplace_back(
        row.scorecard,
        feel::Value::context(
            {{"total", number(row.total)},
             {"possible", number(row.possible)},
             {"pool", row.pool.empty() ? feel::Value() : feel::Value::string(row.pool)}}));
  }
  return feel::Value::context(std::move(scores));
}

Records::Records(std::shared_ptr<const model::App> app, store::Store& store)
    : app_(std::move(app)), store_(store) {
  ZoneRef zone = record::zone_of(*app_);
  values_ = {.app = app_.get(), .time_zone = zone, .records = this};
  stored_values_ = {.app = app_.get(), .time_zone = zone, .records = &as_stored_};
}

const record::Names& Records::names(const model::Entity& entity) {
  std::unique_ptr<record::Names>& names = names_[entity.id];
  if (!names) names = std::make_unique<record::Names>(*app_, entity);
  return *names;
}

const record::Presence& Records::presence(const model::Entity& entity) {
  auto found = presence_.find(entity.id);
  if (found == presence_.end()) {
    Diagnostics ignored;  // the rules of forms report what does not compile
    found = presence_.emplace(entity.id, record::Presence::compile(*app_, entity, ignored)).first;
  }
  return found->second;
}

Json Records::seen_values(const ops::RecordState& state, record::RecordLookup* lookup) {
  record::ValueContext context = values_;
  context.records = lookup;
  return seen(state, context);
}

feel::Value Records::reference(const ops::RecordState& state, record::RecordLookup* nested) {
  const model::Entity* entity = app_->find_entity(state.entity);
  if (!entity) return {};
  record::ValueContext context = stored_values_;
  context.records = nested;
  return record::reference_context(*entity, state.id, seen(state, context), context);
}

const std::vector<std::string>& Records::hiding(const model::Entity& entity, uint32_t field) {
  const auto [slot, fresh] = hiding_.try_emplace({entity.id, field});
  std::vector<std::string>& ids = slot->second;
  if (!fresh || !presence(entity).fields()[field].can_be_hidden()) return ids;
  const std::optional<store::ColumnRead> column = store_.column(entity.id, entity.fields[field].id);
  if (!column) return ids;
  store::RecordQuery query{.entity = entity.id, .drafts = true, .any_order = true};
  query.test = store::SqlTest{column->expression + " IS NOT NULL", {}};
  store_.scan(query, [&](store::StoredRecord&& record) {
    const ops::RecordState& state = record.state;
    record::RecordView view =
        record::make_view(names(entity), facts(state), wire_values(state), {}, values_);
    const record::Hidden hidden = presence(entity).hide(view, {nullptr, values_.time_zone});
    const auto& fields = hidden.fields;
    if (std::find(fields.begin(), fields.end(), field) != fields.end()) ids.push_back(state.id);
    return true;
  });
  return ids;
}

const std::vector<bool>& Records::read_to_hide(const model::Entity& entity) {
  const auto [slot, fresh] = read_to_hide_.try_emplace(entity.id);
  std::vector<bool>& reads = slot->second;
  if (!fresh) return reads;
  const record::Names& names = this->names(entity);
  reads.resize(names.size());
  const auto add = [&](const record::ConditionRule& condition) {
    if (!condition.rule) return;
    for (const feel::Dependency& d : condition.rule->program.dependencies()) reads[d.slot] = true;
  };
  const std::vector<record::FieldPresence>& fields = presence(entity).fields();
  for (size_t i = 0; i < fields.size(); ++i) {
    for (const record::PlaceRule& place : fields[i].places) {
      add(place.section);
      add(place.field);
    }
    if (fields[i].cell_order.empty()) continue;
    reads[i] = true;
    for (const uint32_t item_slot : fields[i].item_slots) {
      const record::SlotSource& source = fields[i].item_names->source(item_slot);
      if (source.kind == record::SlotSource::Kind::kField && source.level > 0) {
        reads[source.index] = true;
      }
      if (source.kind == record::SlotSource::Kind::kRecord) reads[names.record()] = true;
    }
  }
  return reads;
}

Json Records::seen(const ops::RecordState& state, const record::ValueContext& context) {
  Json values = wire_values(state);
  const model::Entity* entity = app_->find_entity(state.entity);
  if (!entity || presence(*entity).hides_nothing()) return values;
  // Only what the conditions look at is read as rules see it: files and references are not.
  const std::vector<bool>& reads = read_to_hide(*entity);
  const record::Names& names = this->names(*entity);
  record::RecordFacts own{.id = state.id, .entity = state.entity};
  Json read = Json::object();
  std::vector<size_t> others;
  for (size_t i = 0; i < entity->fields.size(); ++i) {
    const auto value = values.find(entity->fields[i].id);
    if (value == values.end()) continue;
    if (reads[i]) {
      read[entity->fields[i].id] = *value;
    } else {
      others.push_back(i);
    }
  }
  record::RecordView view = record::make_view(
      names, reads[names.record()] ? facts(state) : std::move(own), read, {}, context);
  // Of the others it matters that they have a value.
  for (const size_t slot : others) view.slots[slot] = feel::Value::boolean(true);
  const record::Hidden hidden = presence(*entity).hide(view, {nullptr, values_.time_zone});
  if (!hidden.empty()) record::remove_hidden(values, *entity, hidden);
  return values;
}

const feel::Value* Records::find(std::string_view entity, std::string_view id) {
  return look_up(entity, id, referred_, true);
}

const feel::Value* Records::AsStored::find(std::string_view entity, std::string_view id) {
  return records.look_up(entity, id, records.stored_, false);
}

const feel::Value* Records::look_up(std::string_view entity, std::string_view id, Referred& cache,
                                    bool as_seen) {
  std::string key = key_of(entity, id);
  auto found = cache.find(key);
  if (found != cache.end()) return found->second.is_null() ? nullptr : &found->second;
  const model::Entity* model = app_->find_entity(entity);
  if (!model) return nullptr;
  std::optional<store::StoredRecord> stored = store_.find_record(entity, id);
  if (!stored || stored->state.status == ops::RecordStatus::kDiscarded) return nullptr;
  if (cache.size() >= kMaxReferred) cache.clear();
  feel::Value value = record::reference_context(
      *model, id, as_seen ? seen(stored->state, stored_values_) : wire_values(stored->state),
      stored_values_);
  return &cache.insert_or_assign(std::move(key), std::move(value)).first->second;
}

std::string Records::kept_title(std::string_view entity, std::string_view id) {
  return store_.title(entity, id).value_or("");
}

record::FileFacts Records::file_facts(std::string_view entity, std::string_view record,
                                      std::string_view sha256) {
  constexpr int64_t kMaxUses = 10;
  record::FileFacts facts;
  const store::RecordKey key{std::string(entity), std::string(record)};
  for (store::BlobUse& use : store_.blob_uses_before(sha256, key, kMaxUses)) {
    const std::string title = store_.title(use.key.entity, use.key.record).value_or("");
    facts.used_before.push_back({use.key.entity, use.key.record, std::move(use.field),
                                 title.empty() ? use.key.record : title});
  }
  if (!reads_texts_) return facts;
  if (const std::optional<std::string> found = store_.known_facts(sha256)) {
    const Json blob = stored_json(*found);
    const auto text = blob.find("text_found");
    if (text != blob.end() && text->is_string()) facts.text_found = text->get<std::string>();
  }
  return facts;
}

std::string Records::latest(const record::LatestQuery& query) {
  const std::optional<store::ColumnRead> day = store_.column(query.entity, query.latest);
  if (!day) return {};
  store::RecordQuery find{.entity = query.entity};
  for (const auto& [field, value] : query.where) find.where.push_back({field, value});
  store::FieldTest dated{.field = query.latest, .kind = store::FieldTestKind::kFilled};
  if (!query.before.empty()) {
    dated.kind = store::FieldTestKind::kRange;
    dated.to = store_.sort_key(day->kind, query.before);
    dated.below_to = true;
  }
  find.tests.push_back(std::move(dated));
  find.sort = {{.field = query.latest, .descending = true}};
  find.limit = 2;  // one of them may be whoever looks
  for (const store::StoredRecord& record : store_.list(find).records) {
    if (record.state.id != query.except) return record.state.id;
  }
  return {};
}

std::string Records::manager_of(std::string_view person) {
  if (!app_->users || app_->users->manager.empty()) return {};
  const auto known = managers_.find(person);
  if (known != managers_.end()) return known->second;
  const std::optional<store::StoredRecord> stored =
      store_.find_record(app_->users->entity, std::string(person));
  // Who is not there is not remembered: anything may be asked for.
  if (!stored) return {};
  if (managers_.size() >= kMaxReferred) managers_.clear();
  const Json& manager = stored->state.value(app_->users->manager);
  std::string& kept = managers_[std::string(person)];
  if (manager.is_string()) kept = manager.get<std::string>();
  return kept;
}

void Records::forget(std::string_view entity, std::string_view id) {
  referred_.erase(key_of(entity, id));
  stored_.erase(key_of(entity, id));
  hiding_.clear();  // conditions may read the record from anywhere
  if (app_->users && entity == app_->users->entity) {
    people_by_role_.clear();
    managers_.clear();
  }
}

// Everyone is asked once, until one of them changes.
std::vector<std::string> Records::people_in_role(std::string_view role, const Clock& clock) {
  if (!app_->users || !role_of_) return {};
  if (people_by_role_.empty()) {
    store_.scan({.entity = app_->users->entity, .sort = {{"id"}}},
                [&](store::StoredRecord&& person) {
                  const std::string theirs = role_of_(user(person.state.id), clock);
                  people_by_role_[theirs].push_back(std::move(person.state.id));
                  return true;
                });
  }
  const auto found = people_by_role_.find(role);
  return found == people_by_role_.end() ? std::vector<std::string>() : found->second;
}

feel::Value Records::user(std::string_view id) {
  if (id.empty() || !app_->users) return {};
  const feel::Value* found = find(app_->users->entity, id);
  return found ? *found : feel::Value();
}

record::RecordFacts Records::facts(const ops::RecordState& state) const {
  record::RecordFacts facts;
  facts.id = state.id;
  facts.entity = state.entity;
  facts.status = name_of(state.status);
  if (state.created_ms) facts.created_at = iso_text(state.created_ms);
  if (state.updated_ms) facts.updated_at = iso_text(state.updated_ms);
  if (const model::Workflow* workflow = app_->workflow_of(state.entity)) {
    const Json& stage = state.value(workflow->stage_field);
    if (stage.is_string()) facts.stage = stage.get<std::string>();
    facts.stage_origin =
        rules::stage_origin(*workflow, facts.stage, state.standing.imported, passed_gates(state));
    facts.stage_holds = state.standing.broken.empty();
  }
  const model::Entity* entity = state.settled.empty() ? nullptr : app_->find_entity(state.entity);
  if (entity) {
    facts.changed_after =
        record::changed_after(*entity, state.settled, wire_values(state), values_);
  }
  return facts;
}

record::RecordView Records::view(const ops::RecordState& state, const feel::Value& user,
                                 bool with_score, record::RecordLookup* lookup) {
  const model::Entity* entity = app_->find_entity(state.entity);
  if (!entity) return {};
  const record::Names& names = this->names(*entity);
  record::ValueContext context = values_;
  context.records = lookup;
  record::RecordView view =
      record::make_view(names, facts(state), wire_values(state), user, context);
  presence(*entity).hide(view, {nullptr, values_.time_zone});
  if (with_score) view.slots[names.score()] = score_context(store_.scores(state.entity, state.id));
  return view;
}

record::RecordView Records::view(const ops::RecordState& state, const feel::Value& user,
                                 const std::vector<bool>& reads, record::RecordLookup* lookup) {
  const model::Entity* entity = app_->find_entity(state.entity);
  if (!entity) return {};
  const record::Names& names = this->names(*entity);
  std::vector<bool> wanted = read_to_hide(*entity);
  wanted.resize(names.size());
  for (size_t slot = 0; slot < reads.size(); ++slot) wanted[slot] = wanted[slot] || reads[slot];
  Json values = Json::object();
  for (size_t i = 0; i < entity->fields.size(); ++i) {
    if (!wanted[i]) continue;
    const Json& value = state.value(entity->fields[i].id);
    if (!value.is_null()) values[entity->fields[i].id] = value;
  }
  record::ValueContext context = values_;
  context.records = lookup;
  record::RecordFacts own{.id = state.id, .entity = state.entity};
  record::RecordView view = record::make_view(
      names, wanted[names.record()] ? facts(state) : std::move(own), values, user, context);
  presence(*entity).hide(view, {nullptr, values_.time_zone});
  return view;
}

void Records::add_reads(const model::Expression& expression, const model::Entity& entity,
                        std::vector<bool>& reads) {
  const record::Names& names = this->names(entity);
  reads.resize(names.size());
  const record::Rule* rule = this->rule(expression, names);
  if (!rule) return;
  for (const feel::Dependency& d : rule->program.dependencies()) reads[d.slot] = true;
}

const record::Rule* Records::rule(const model::Expression& expression, const record::Names& names) {
  // The same expression is compiled once for each entity whose names it is read with.
  std::string key = names.entity().id + "|" + expression.pointer + "|" + expression.text;
  auto found = rules_.find(key);
  if (found == rules_.end()) {
    Diagnostics problems;
    found =
        rules_.emplace(std::move(key), record::compile_rule(expression, names.scope(), problems))
            .first;
  }
  return found->second ? &*found->second : nullptr;
}

bool Records::reads_score(const record::Rule& rule, const record::Names& names) const {
  for (const feel::Dependency& d : rule.program.dependencies()) {
    if (d.slot == names.score()) return true;
  }
  return false;
}

std::string Records::title(const record::RecordView& view, const ops::RecordState& state,
                           const Clock& clock) {
  const model::Entity* entity = app_->find_entity(state.entity);
  if (!entity || !entity->title) return state.id;
  const record::Rule* expression = rule(*entity->title, names(*entity));
  if (!expression) return state.id;
  feel::Value value = record::run(*expression, view.slots, rules(clock)).value;
  return value.is_null() ? std::string() : feel::to_text(value);
}

}  // namespace tollgate::live
