#include "handlers.h"

namespace tollgate::api {

Result<messages::LogRebuildReply> handle(Call& call, const messages::LogRebuildRequest&) {
  Result<log::RebuildReport> report = call.engine.rebuild();
  if (!report) return std::move(report).error();
  messages::LogRebuildReply reply;
  reply.changed = !report->differences.empty();
  reply.differences = std::move(report->differences);
  reply.op_count = report->op_count;
  return reply;
}

}  // namespace tollgate::api
