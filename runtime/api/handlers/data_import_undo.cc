#include "handlers.h"

namespace tollgate::api {

Result<messages::DataImportUndoReply> handle(Call& call,
                                             const messages::DataImportUndoRequest& request) {
  Result<engine::UndoReport> report =
      call.engine.undo_import({request.batch, request.before, call.step_ms}, call.caller);
  if (!report) return std::move(report).error();
  const query::Texts texts = call.texts();
  messages::DataImportUndoReply reply;
  reply.restored = report->restored;
  for (engine::KeptRecord& kept : report->kept) {
    const std::string title = texts.title(kept.entity, kept.record);
    reply.kept.push_back({.entity = kept.entity,
                          .record = kept.record,
                          .title = title,
                          .reason = std::move(kept.reason)});
  }
  reply.next = report->next;
  return reply;
}

}  // namespace tollgate::api
