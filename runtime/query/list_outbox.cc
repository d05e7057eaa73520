#include "require.h"
#include "tollgate/base/json.h"
#include "verdicts.h"

namespace tollgate::query {
namespace {

// Of the newest, for those who may see some of them.
constexpr int64_t kMaxLookedAt = 5000;

}  // namespace

Result<messages::OutboxListReply> list_outbox(const Source& source, const Viewer& viewer,
                                              const messages::OutboxListRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const Texts texts = context->texts();
  messages::OutboxListReply reply;
  const bool whole = context->sight->is_whole();
  const int64_t limit = bounded(request.limit, 50, 500);
  // What others may not see is looked through as well.
  const int64_t looked_at = whole ? limit : kMaxLookedAt;
  for (const store::MessageRow& row : context->store.messages(looked_at)) {
    auto effect = present_effect(stored_json(row.effect), row.entity, texts);
    if (!effect || (!whole && !context->sight->title(row.entity, row.record))) continue;
    if (++reply.total > limit) continue;
    reply.messages.push_back({.number = row.number,
                              .at = texts.instant(row.at_ms),
                              .entity = row.entity,
                              .record = row.record,
                              .effect = *std::move(effect),
                              .delivered = row.delivered});
  }
  auto problems = present(context->store.problems(looked_at), texts);
  if (static_cast<int64_t>(problems.size()) > limit) problems.resize(size_t(limit));
  if (!problems.empty()) reply.problems = std::move(problems);
  if (whole) reply.total = context->store.message_count();
  return reply;
}

}  // namespace tollgate::query
