#include "tollgate/engine/records.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/temporal.h"

namespace tollgate::engine {
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

Json wire_values(const ops::RecordState& state) {
  Json values = Json::object();
  for (const auto& [field, slot] : state.fields) {
    if (!slot.value.is_null()) values[field] = slot.value;
  }
  return values;
}

std::string iso_text(int64_t milliseconds) {
  int64_t seconds = floor_divide(milliseconds, 1000);
  auto nanoseconds = uint32_t(floor_modulo(milliseconds, 1000) * 1'000'000);
  return to_text(date_time_at(seconds, nanoseconds, ZoneRef::offset(0)));
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
  flat_values_ = {.app = app_.get(), .time_zone = zone, .records = nullptr};
}

const record::Names& Records::names(const model::Entity& entity) {
  std::unique_ptr<record::Names>& names = names_[entity.id];
  if (!names) names = std::make_unique<record::Names>(*app_, entity);
  return *names;
}

const feel::Value* Records::find(std::string_view entity, std::string_view id) {
  std::string key = key_of(entity, id);
  auto found = referred_.find(key);
  if (found != referred_.end()) return found->second.is_null() ? nullptr : &found->second;
  const model::Entity* model = app_->find_entity(entity);
  if (!model) return nullptr;
  std::optional<store::StoredRecord> stored = store_.find_record(entity, id);
  if (!stored || stored->state.status == ops::RecordStatus::kDiscarded) return nullptr;
  if (referred_.size() >= kMaxReferred) referred_.clear();
  feel::Value value =
      record::reference_context(*model, id, wire_values(stored->state), flat_values_);
  return &referred_.insert_or_assign(std::move(key), std::move(value)).first->second;
}

void Records::forget(std::string_view entity, std::string_view id) {
  referred_.erase(key_of(entity, id));
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
  }
  return facts;
}

record::RecordView Records::view(const ops::RecordState& state, const feel::Value& user,
                                 bool with_score) {
  const model::Entity* entity = app_->find_entity(state.entity);
  if (!entity) return {};
  const record::Names& names = this->names(*entity);
  record::RecordView view =
      record::make_view(names, facts(state), wire_values(state), user, values_);
  if (with_score) view.slots[names.score()] = score_context(store_.scores(state.entity, state.id));
  return view;
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

}  // namespace tollgate::engine
