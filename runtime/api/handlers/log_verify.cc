#include "handlers.h"
#include "tollgate/base/sha256.h"

namespace tollgate::api {
namespace {

Diagnostic no_hash() {
  return make_error(
      "api.bad_hash",
      {"哈希应为 64 位小写十六进制数字", "a hash is 64 lower-case hexadecimal digits"},
      {.pointer = "/params/head_hash"});
}

}  // namespace

Result<messages::LogVerifyReply> handle(Call& call, const messages::LogVerifyRequest& request) {
  std::optional<Sha256Digest> known_head;
  if (request.head_hash) {
    known_head = digest_from_hex(*request.head_hash);
    if (!known_head) return no_hash();
  }
  const log::VerifyOptions options{.known_head = known_head,
                                   .known_checkpoints = request.checkpoints.value_or("")};
  Result<log::LogCheck> check = request.derived.value_or(false) ? call.engine.verify_all(options)
                                                                : call.engine.verify_log(options);
  if (!check) return std::move(check).error();
  messages::LogVerifyReply reply;
  reply.op_count = check->op_count;
  reply.head_hash = check->head_hash;
  reply.sound = !has_errors(check->findings);
  reply.checkpoint_count = check->checkpoint_count;
  reply.derived_compared = check->derived_compared;
  reply.findings = std::move(check->findings);
  return reply;
}

}  // namespace tollgate::api
