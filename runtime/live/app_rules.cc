#include "tollgate/live/app_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::live {

Result<std::unique_ptr<AppRules>> AppRules::compile(std::shared_ptr<const model::App> app,
                                                    std::string text, store::Store& store,
                                                    const Clock& clock) {
  auto compiled = rules::CompiledApp::compile(app);
  if (!compiled) return std::move(compiled).error();
  auto rules = std::make_unique<AppRules>();
  rules->model = app;
  rules->compiled = *std::move(compiled);
  rules->hash = hex(sha256(text));
  rules->text = std::move(text);
  rules->records = std::make_unique<Records>(app, store);
  rules->records->tell_roles_by(
      [compiled = rules->compiled.get()](const feel::Value& person, const Clock& at) {
        return compiled->role_of(person, at).id;
      });
  if (rules->text.find("text_found") != std::string::npos) rules->records->read_texts();
  for (const model::Workflow& w : app->workflows) {
    model::Metric& metric = rules->funnel_metrics[w.id];
    metric.id = "/funnel/" + w.id;  // no id of a document begins like this
    metric.label = w.label;
    metric.entity = w.entity;
  }
  rules->metric_reader = std::make_unique<MetricReader>(*rules->records, store, clock, rules->text);
  rules->metrics = std::make_unique<metrics::Metrics>(app, *rules->metric_reader);
  return rules;
}

const model::Metric* AppRules::funnel_metric(const std::string& workflow) const {
  auto found = funnel_metrics.find(workflow);
  return found == funnel_metrics.end() ? nullptr : &found->second;
}

std::string AppRules::role_of(std::string_view user, const Clock& clock) const {
  return compiled->role_of(records->user(user), clock).id;
}

access::Rights AppRules::rights(std::string_view person, std::string_view role) const {
  return {compiled->policy(), std::string(person), std::string(role), *records};
}

bool AppRules::may(const access::Rights& rights, access::Action action,
                   const ops::RecordState& state, const Clock& clock) const {
  if (!rights.is_restricted()) return true;
  // Of all its values the owner alone is looked at.
  const std::string field = compiled->policy().owner_field(state.entity);
  Json values = Json::object();
  if (!field.empty()) values[field] = state.value(field);
  const std::string owner = compiled->policy().owner_of(state.entity, state.id, values);
  const auto view = [&] { return records->view(state, records->user(rights.person()), false); };
  return rights.may(action, state.entity, owner, view, records->rules(clock));
}

rules::Setting AppRules::setting(const Clock& clock, std::string_view user) const {
  return {&clock, records.get(), records->user(user)};
}

namespace {

bool holds(const std::vector<std::string>& fields, const std::string& field) {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

// Whether the condition reads one of the fields.
bool reads_one(const record::ConditionRule& condition, const record::Names& names,
               const std::vector<std::string>& fields) {
  if (!condition.rule) return false;
  for (const feel::Dependency& read : condition.rule->program.dependencies()) {
    const record::SlotSource& source = names.source(read.slot);
    if (source.kind != record::SlotSource::Kind::kField) return true;
    if (holds(fields, names.entity().fields[source.index].id)) return true;
  }
  return false;
}

bool depends_on(const record::FieldPresence& field, const record::Names& names,
                const std::vector<std::string>& fields) {
  if (!field.item_slots.empty()) return true;
  return std::any_of(field.places.begin(), field.places.end(), [&](const auto& place) {
    return reads_one(place.section, names, fields) || reads_one(place.field, names, fields);
  });
}

}  // namespace

bool AppRules::is_read_through(const std::string& reference, const model::Entity& entity,
                               std::vector<std::string> changed) {
  if (!reference_reads_) reference_reads_.emplace(stored_json(text), model->locales);
  const record::Names& names = records->names(entity);
  const auto& fields = records->presence(entity).fields();
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (size_t i = 0; i < fields.size(); ++i) {
      const std::string& id = entity.fields[i].id;
      if (holds(changed, id) || !depends_on(fields[i], names, changed)) continue;
      changed.push_back(id);
      goes_on = true;
    }
  }
  return reference_reads_->through(reference, changed);
}

rules::Record AppRules::record(const ops::RecordState& state) const {
  return {records->facts(state), wire_values(state), passed_gates(state)};
}

std::vector<rules::BrokenGate> AppRules::broken_gates(const ops::RecordState& state,
                                                      store::Store& store,
                                                      const Clock& clock) const {
  std::vector<rules::EarlierScore> scores;
  for (const store::ScoreRow& row : store.scores(state.entity, state.id)) {
    rules::EarlierScore& score = scores.emplace_back();
    score.scorecard = row.scorecard;
    score.total = Decimal::parse(row.total).value_or(Decimal());
    score.possible = Decimal::parse(row.possible).value_or(Decimal());
    if (!row.pool.empty()) score.pools.push_back(row.pool);
  }
  return rules::broken_gates(*compiled, record(state), scores, setting(clock, ""));
}

}  // namespace tollgate::live
