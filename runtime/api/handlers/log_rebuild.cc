#include "handlers.h"
#include "tollgate/engine/log_repair.h"

namespace tollgate::api {
namespace {

Diagnostic busy_with_rebuild() {
  return make_error("engine.busy_with_log",
                    {"已经有人在核对或重建这份数据；请等它完成，或先停止它",
                     "the log is being looked through for others already: wait until that is done, "
                     "or stop it"});
}

messages::LogRebuildReply reply_of(log::RebuildReport&& report) {
  messages::LogRebuildReply reply;
  reply.changed = !report.differences.empty();
  reply.differences = std::move(report.differences);
  reply.op_count = report.op_count;
  return reply;
}

// Beside the database, while others are answered.
Result<messages::LogRebuildReply> rebuild_in_turns(Call& call) {
  if (!call.state) {
    if (call.engine.tasks().states() >= engine::Tasks::kMaxStates) return busy_with_rebuild();
    auto begun = call.engine.begin_rebuild();
    if (!begun) return std::move(begun).error();
    call.state = std::move(*begun);
  }
  auto& repair = static_cast<engine::LogRepair&>(*call.state);
  for (;;) {
    const Result<bool> done = repair.step();
    if (!done) return Failure{done.diagnostics()};
    if (*done) break;
    if (Turn::is_over(repair.progress())) return messages::LogRebuildReply();
  }
  Result<log::RebuildReport> report = repair.take();
  if (!report) return std::move(report).error();
  return reply_of(std::move(*report));
}

}  // namespace

Result<messages::LogRebuildReply> handle(Call& call, const messages::LogRebuildRequest&) {
  if (Turn::is_there()) return rebuild_in_turns(call);
  Result<log::RebuildReport> report = call.engine.rebuild();
  if (!report) return std::move(report).error();
  return reply_of(std::move(*report));
}

}  // namespace tollgate::api
