#include "tollgate/engine/record_commands.h"

#include "tollgate/live/app_rules.h"
#include "tollgate/query/query.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

namespace {

// Whether a record that is not deleted names it.
bool is_referred_to(Engine& engine, const ops::RecordKey& key) {
  for (const model::Entity& entity : engine.app()->model->entities) {
    for (const model::Field& field : entity.fields) {
      if (!model::is_reference(field.type) || field.entity != key.entity) continue;
      for (const std::string& id : engine.store().referrers(entity.id, field.id, key.record)) {
        if (entity.id != key.entity || id != key.record) return true;
      }
    }
  }
  return false;
}

}  // namespace

Result<Outcome> discard(Engine& engine, const ops::RecordKey& key, Discarded what,
                        const Caller& caller) {
  const query::Viewer viewer = viewer_of(caller);
  Result<ops::StoredRecord> record =
      query::require_record(engine.source(), viewer, key.entity, key.record);
  if (!record) return std::move(record).error();
  const bool draft = record->state.status == ops::RecordStatus::kDraft;
  if (!draft && what == Discarded::kAllOfIt) {
    // Which ones is not said: they may not be the caller's to see.
    if (is_referred_to(engine, key)) {
      return make_error("api.referred_to",
                        {"还有记录引用它，所以没有删除；请先改掉那些引用",
                         "other records refer to it, so it was not deleted: change those first"},
                        {.pointer = "/params/record"});
    }
    return engine.commit({ops::RecordDiscard{key.entity, key.record}}, caller);
  }
  if (!draft && record->state.draft.is_null()) {
    return make_error("api.not_a_draft",
                      {"已完成的记录不能丢弃", "a complete record cannot be discarded"},
                      {.pointer = "/params/record"});
  }
  ops::Body body = draft ? ops::Body(ops::RecordDiscard{key.entity, key.record})
                         : ops::Body(ops::RecordDraft{key.entity, key.record, nullptr});
  return engine.commit({std::move(body)}, caller);
}

}  // namespace tollgate::engine
