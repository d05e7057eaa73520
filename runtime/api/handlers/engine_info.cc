#include "handlers.h"
#include "tollgate/base/sha256.h"

namespace tollgate::api {

Result<messages::EngineInfoReply> handle(Call& call, const messages::EngineInfoRequest&) {
  messages::EngineInfoReply reply;
  reply.engine_version = engine::kEngineVersion;
  reply.storage = call.engine.storage();
  reply.device = call.engine.device();
  // A hash of all that was ever written tells whether a guess is right.
  const bool administers = query::require_administration(call.engine.source(), call.viewer()).ok();
  reply.op_count = call.engine.log().head().number;
  if (administers) reply.head_hash = hex(call.engine.log().head().hash);
  if (const std::optional<engine::AppInForce> app = call.engine.app_in_force()) {
    reply.app_id = app->model.id;
    reply.app_version = app->model.version;
  }
  if (Diagnostics notices = call.engine.notices(); !notices.empty()) {
    reply.notices = std::move(notices);
  }
  return reply;
}

}  // namespace tollgate::api
