#include "handlers.h"
#include "tollgate/base/temporal.h"
#include "tollgate/engine/sync.h"

namespace tollgate::api {
namespace {

constexpr size_t kMaxNotTaken = 100;

std::string time_at(int64_t at_ms) {
  return to_text(date_time_at(at_ms / 1000, 0, ZoneRef::offset(0)));
}

}  // namespace

Result<messages::SyncStatusReply> handle(Call& call, const messages::SyncStatusRequest&) {
  engine::SyncDevice& device = call.engine.sync_device();
  engine::SyncStatus status = device.status();
  messages::SyncStatusReply reply;
  reply.state = std::move(status.state);
  reply.words = std::move(status.words);
  reply.not_sent = status.not_sent;
  if (status.since_ms != 0) reply.since = time_at(status.since_ms);
  reply.waiting = status.waiting;
  reply.rows = status.rows;
  reply.rows_left = status.rows_left;
  if (status.met_at_ms != 0) reply.met_at = time_at(status.met_at_ms);
  reply.blocked = std::move(status.blocked);
  reply.notice = std::move(status.notice);
  if (!status.trouble.empty()) reply.trouble = std::move(status.trouble);
  for (engine::NotTaken& one : device.not_taken(kMaxNotTaken)) {
    messages::SyncStatusReplyNotTaken& out = reply.not_taken.emplace_back();
    out.group = one.group;
    out.at = time_at(one.at_ms);
    out.outcome = std::move(one.outcome);
    out.entity = std::move(one.entity);
    out.record = std::move(one.record);
    out.why = std::move(one.why);
  }
  return reply;
}

}  // namespace tollgate::api
