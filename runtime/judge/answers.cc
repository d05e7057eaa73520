#include "answers.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"

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

}  // namespace

AnswersLookup::AnswersLookup(const model::App& app, const Json& answers)
    : app_(app), answers_(answers) {}

const Json* AnswersLookup::find_values(std::string_view entity, std::string_view id) const {
  const auto records = answers_.find("records");
  if (records != answers_.end()) {
    if (const Json* values = find_record(*records, entity, id)) return values;
  }
  const Json* sample = find_pointer(*app_.raw, "/sample_data/records");
  return sample == nullptr ? nullptr : find_record(*sample, entity, id);
}

const feel::Value* AnswersLookup::find(std::string_view entity, std::string_view id) {
  const auto key = std::make_pair(std::string(entity), std::string(id));
  if (const auto known = contexts_.find(key); known != contexts_.end()) return &known->second;
  const model::Entity* model = app_.find_entity(entity);
  const Json* values = find_values(entity, id);
  if (model == nullptr || values == nullptr) return nullptr;
  const record::ValueContext context{&app_, record::zone_of(app_), nullptr};
  const feel::Value made = record::reference_context(*model, id, *values, context);
  return &contexts_.emplace(key, made).first->second;
}

}  // namespace tollgate::judge
