#include "answers.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/temporal.h"

namespace tollgate::judge {
namespace {

const Json* find_record(const Json& by_entity, std::string_view entity, std::string_view id) {
  if (!by_entity.is_object()) return nullptr;
  const auto records = by_entity.find(std::string(entity));
  if (records == by_entity.end() || !records->is_array()) return nullptr;
  for (const Json& record : *records) {
    if (!record.is_object()) continue;
    const auto found = record.find("id");
    if (found == record.end() || *found != std::string(id)) continue;
    const auto values = record.find("values");
    return values != record.end() && values->is_object() ? &*values : nullptr;
  }
  return nullptr;
}

// A date, or a date and time, to compare by; nullopt for what is none.
std::optional<std::pair<int64_t, int64_t>> moment_of(const std::string& text, ZoneRef zone) {
  std::optional<DateTime> parsed = parse_date_time(text);
  if (!parsed) {
    if (const std::optional<Date> date = parse_date(text)) {
      constexpr int64_t kSecondsPerDay = 86400;
      parsed = DateTime{date->days * kSecondsPerDay, 0, zone};
    }
  }
  if (!parsed) return std::nullopt;
  if (parsed->zone.is_none()) parsed->zone = zone;
  return std::pair(parsed->utc_seconds(), static_cast<int64_t>(parsed->nanoseconds));
}

}  // namespace

AnswersLookup::AnswersLookup(const rules::CompiledApp& app, const Json& answers)
    : app_(app), answers_(answers) {}

void AnswersLookup::set_own(const std::string& entity, const std::string& id, Json values) {
  if (id.empty()) return;
  own_ = {entity, id};
  own_values_ = std::move(values);
  contexts_.erase(own_);
  as_written_.contexts.erase(own_);
}

const Json* AnswersLookup::find_values(std::string_view entity, std::string_view id) const {
  if (!own_.second.empty() && own_.first == entity && own_.second == id) return &own_values_;
  const auto records = answers_.find("records");
  if (records != answers_.end()) {
    if (const Json* values = find_record(*records, entity, id)) return values;
  }
  const Json* sample = find_pointer(*app_.app().raw, "/sample_data/records");
  return sample == nullptr ? nullptr : find_record(*sample, entity, id);
}

Json AnswersLookup::seen(const rules::EntityRules& rules, std::string_view id, const Json& values) {
  if (rules.presence.hides_nothing()) return values;
  const model::Entity& entity = rules.names.entity();
  record::RecordFacts facts;
  facts.id = id;
  facts.entity = entity.id;
  record::RecordView view =
      record::make_view(rules.names, facts, values, {}, app_.values(&as_written_));
  const record::Hidden hidden = rules.presence.hide(view, {nullptr, app_.time_zone()});
  Json shown = values;
  record::remove_hidden(shown, entity, hidden);
  return shown;
}

std::string AnswersLookup::latest(const record::LatestQuery& query) {
  const auto records = answers_.find("records");
  if (records == answers_.end() || !records->is_object()) return {};
  const auto listed = records->find(query.entity);
  if (listed == records->end() || !listed->is_array()) return {};
  const auto before = moment_of(query.before, app_.time_zone());
  std::string id;
  std::optional<std::pair<int64_t, int64_t>> latest;
  for (const Json& record : *listed) {
    const Json values = record.value("values", Json::object());
    const bool fits = std::all_of(query.where.begin(), query.where.end(), [&](const auto& where) {
      return values.contains(where.first) && values[where.first] == where.second;
    });
    const std::string own = record.value("id", std::string());
    if (!fits || own == query.except) continue;
    const auto when = moment_of(values.value(query.latest, std::string()), app_.time_zone());
    if (!when || (before && *when >= *before) || (latest && *when <= *latest)) continue;
    id = own;
    latest = when;
  }
  return id;
}

const feel::Value* AnswersLookup::find(std::string_view entity, std::string_view id) {
  const auto key = std::make_pair(std::string(entity), std::string(id));
  if (const auto known = contexts_.find(key); known != contexts_.end()) return &known->second;
  const rules::EntityRules* rules = app_.rules_of(entity);
  const Json* values = find_values(entity, id);
  if (rules == nullptr || values == nullptr) return nullptr;
  const feel::Value made = record::reference_context(
      rules->names.entity(), id, seen(*rules, id, *values), app_.values(nullptr));
  return &contexts_.emplace(key, made).first->second;
}

const feel::Value* AnswersLookup::AsWritten::find(std::string_view entity, std::string_view id) {
  const auto key = std::make_pair(std::string(entity), std::string(id));
  if (const auto known = contexts.find(key); known != contexts.end()) return &known->second;
  const model::Entity* model = answers.app_.app().find_entity(entity);
  const Json* values = answers.find_values(entity, id);
  if (model == nullptr || values == nullptr) return nullptr;
  const feel::Value made =
      record::reference_context(*model, id, *values, answers.app_.values(nullptr));
  return &contexts.emplace(key, made).first->second;
}

}  // namespace tollgate::judge
