#include "tollgate/engine/assign.h"

#include <nlohmann/json.hpp>

#include "tollgate/live/app_rules.h"
#include "tollgate/live/records.h"
#include "tollgate/query/query.h"
#include "tollgate/query/unknown.h"
#include "tollgate/record/values.h"
#include "tollgate/rules/set_fields.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

void set_person(Engine& engine, const ops::RecordState& state, const model::Field& field,
                const std::string& person, const Caller& caller, std::vector<ops::Body>& bodies) {
  live::AppRules& app = *engine.app();
  const std::string entity = state.entity;
  rules::FieldSetter setter(*app.compiled, app.record(state),
                            app.setting(engine.clock(), caller.user));
  const record::ValueContext& values = app.records->values();
  std::vector<ops::FieldWrite> writes;
  for (rules::FieldWrite& write :
       setter.set({entity, state.id, &field, record::to_feel(field, person, values)})) {
    const auto slot = state.fields.find(write.field);
    writes.push_back({write.field, std::move(write.value),
                      slot == state.fields.end() ? "" : slot->second.version});
  }
  // What is being typed would bring the one before back.
  if (state.draft.is_object()) {
    Json draft = state.draft;
    Json& typed = draft["values"];
    if (!typed.is_object()) typed = live::wire_values(state);
    typed[field.id] = person;
    bodies.push_back(ops::RecordDraft{entity, state.id, std::move(draft)});
  }
  bodies.push_back(ops::RecordSet{entity, state.id, std::move(writes), ""});
  bodies.push_back(ops::RecordStatusSet{entity, state.id, ops::RecordStatus::kComplete});
}

}  // namespace

Result<Outcome> assign(Engine& engine, const Assignment& assignment, const Caller& caller) {
  if (!engine.app()) return query::no_app();
  const model::App& app = *engine.app()->model;
  const model::Entity* entity = app.find_entity(assignment.entity);
  if (!entity) {
    return query::unknown("entity", assignment.entity, "/params/entity",
                          query::ids_of(app.entities));
  }
  const model::Field* field = entity->find_field(assignment.field);
  if (!field || !model::is_reference(field->type)) {
    return query::unknown("field", assignment.field, "/params/field",
                          query::ids_of(entity->fields));
  }
  std::vector<ops::Body> bodies;
  for (const std::string& id : assignment.records) {
    const std::optional<store::StoredRecord> record = engine.store().find_record(entity->id, id);
    if (!record || record->state.status != ops::RecordStatus::kComplete) continue;
    set_person(engine, record->state, *field, assignment.person, caller, bodies);
  }
  if (bodies.empty()) return Outcome();
  return engine.commit(std::move(bodies), caller);
}

}  // namespace tollgate::engine
