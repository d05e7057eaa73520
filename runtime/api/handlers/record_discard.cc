#include "handlers.h"
#include "require.h"

namespace tollgate::api {

Result<messages::RecordDiscardReply> handle(Call& call,
                                            const messages::RecordDiscardRequest& request) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  Result<store::StoredRecord> record = require_record(call, request.entity, request.record);
  if (!record) return std::move(record).error();
  bool draft = record->state.status == ops::RecordStatus::kDraft;
  if (!draft && record->state.draft.is_null()) {
    return make_error("api.not_a_draft",
                      {"已完成的记录不能丢弃", "a complete record cannot be discarded"},
                      {.pointer = "/params/record"});
  }
  // Beside a complete record only what was typed over it goes.
  ops::Body body = draft ? ops::Body(ops::RecordDiscard{request.entity, request.record})
                         : ops::Body(ops::RecordDraft{request.entity, request.record, nullptr});
  Result<engine::Outcome> done = call.engine.commit({std::move(body)}, call.caller);
  if (!done) return std::move(done).error();
  return messages::RecordDiscardReply{};
}

}  // namespace tollgate::api
