#include "tollgate/engine/record_commands.h"

#include "tollgate/query/query.h"

namespace tollgate::engine {

Result<Outcome> discard(Engine& engine, const ops::RecordKey& key, const Caller& caller) {
  const query::Viewer viewer = viewer_of(caller);
  Result<ops::StoredRecord> record =
      query::require_record(engine.source(), viewer, key.entity, key.record);
  if (!record) return std::move(record).error();
  const bool draft = record->state.status == ops::RecordStatus::kDraft;
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
