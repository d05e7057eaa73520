#include "require.h"
#include "tollgate/query/present.h"

namespace tollgate::query {

Result<messages::OutboxListReply> list_outbox(const Source& source, const Viewer& viewer,
                                              const messages::OutboxListRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const Texts texts = context->texts();
  messages::OutboxListReply reply;
  for (const store::MessageRow& row : context->store.messages(bounded(request.limit, 50, 500))) {
    reply.messages.push_back({row.number, texts.instant(row.at_ms), row.entity, row.record,
                              present_effect(row.effect, texts), row.delivered});
  }
  const auto problems = context->store.problems(bounded(request.limit, 50, 500));
  if (!problems.empty()) reply.problems = present(problems, texts);
  reply.total = context->store.message_count();
  return reply;
}

}  // namespace tollgate::query
