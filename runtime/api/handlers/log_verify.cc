#include "handlers.h"

namespace tollgate::api {

Result<messages::LogVerifyReply> handle(Call& call, const messages::LogVerifyRequest&) {
  engine::LogCheck check = call.engine.verify_log();
  messages::LogVerifyReply reply;
  reply.op_count = check.op_count;
  reply.head_hash = check.head_hash;
  reply.sound = check.findings.empty();
  reply.findings = std::move(check.findings);
  return reply;
}

}  // namespace tollgate::api
