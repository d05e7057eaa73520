#include "handlers.h"
#include "present.h"
#include "require.h"

namespace tollgate::api {

Result<messages::OutboxListReply> handle(Call& call, const messages::OutboxListRequest& request) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  engine::Texts texts = texts_of(call);
  messages::OutboxListReply reply;
  for (const store::MessageRow& row :
       call.engine.store().messages(bounded(request.limit, 50, 500))) {
    reply.messages.push_back({row.number, texts.instant(row.at_ms), row.entity, row.record,
                              present_effect(row.effect, texts), row.delivered});
  }
  reply.total = call.engine.store().message_count();
  return reply;
}

}  // namespace tollgate::api
