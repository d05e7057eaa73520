#include "handlers.h"
#include "tollgate/base/sha256.h"
#include "tollgate/engine/log_verification.h"

namespace tollgate::api {
namespace {

Diagnostic no_hash() {
  return make_error(
      "api.bad_hash",
      {"哈希应为 64 位小写十六进制数字", "a hash is 64 lower-case hexadecimal digits"},
      {.pointer = "/params/head_hash"});
}

Diagnostic busy_with_log() {
  return make_error("engine.busy_with_log",
                    {"已经有人在核对这份日志；请等它完成，或先停止它",
                     "the log is being verified for others already: wait until that is done, or "
                     "stop it"});
}

Result<std::unique_ptr<engine::LogVerification>> begin(Call& call,
                                                       const messages::LogVerifyRequest& request) {
  if (call.engine.tasks().states() >= engine::Tasks::kMaxStates) return busy_with_log();
  std::optional<Sha256Digest> known_head;
  if (request.head_hash) {
    known_head = digest_from_hex(*request.head_hash);
    if (!known_head) return no_hash();
  }
  return call.engine.begin_verify(
      {.known_head = known_head, .known_checkpoints = request.checkpoints.value_or("")},
      request.derived.value_or(false));
}

}  // namespace

Result<messages::LogVerifyReply> handle(Call& call, const messages::LogVerifyRequest& request) {
  if (!call.state) {
    auto begun = begin(call, request);
    if (!begun) return std::move(begun).error();
    call.state = std::move(*begun);
  }
  auto& verification = static_cast<engine::LogVerification&>(*call.state);
  messages::LogVerifyReply reply;
  while (!verification.step()) {
    if (Turn::is_over(verification.progress())) return reply;
  }
  log::LogCheck check = verification.take();
  reply.op_count = check.op_count;
  reply.head_hash = check.head_hash;
  reply.sound = !has_errors(check.findings);
  reply.checkpoint_count = check.checkpoint_count;
  reply.derived_compared = check.derived_compared;
  reply.findings = std::move(check.findings);
  return reply;
}

}  // namespace tollgate::api
