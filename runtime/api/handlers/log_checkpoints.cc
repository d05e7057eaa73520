#include <algorithm>

#include "handlers.h"
#include "tollgate/base/temporal.h"

namespace tollgate::api {
namespace {

constexpr int64_t kUsualLimit = 100;
constexpr int64_t kMaxCheckpoints = 1000;

}  // namespace

Result<messages::LogCheckpointsReply> handle(Call& call,
                                             const messages::LogCheckpointsRequest& request) {
  const int64_t limit =
      std::clamp<int64_t>(request.limit.value_or(kUsualLimit), 1, kMaxCheckpoints);
  messages::LogCheckpointsReply reply;
  for (const log::Checkpoint& point : call.engine.checkpoints(size_t(limit))) {
    messages::LogCheckpointsReplyCheckpoint& out = reply.checkpoints.emplace_back();
    out.number = point.number;
    out.op_count = point.op_count;
    out.head_hash = hex(point.head);
    out.at = to_text(date_time_at(point.at_ms / 1000, 0, ZoneRef::offset(0)));
    out.device = point.device;
    out.key = log::to_hex(point.key);
    out.line = point.line;
  }
  return reply;
}

}  // namespace tollgate::api
