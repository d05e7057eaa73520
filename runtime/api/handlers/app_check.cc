#include "handlers.h"

namespace tollgate::api {

Result<messages::AppCheckReply> handle(Call& call, const messages::AppCheckRequest& request) {
  engine::AppCheck check = call.engine.check_app(request.text);
  messages::AppCheckReply reply;
  reply.valid = check.app != nullptr;
  reply.findings = std::move(check.findings);
  return reply;
}

}  // namespace tollgate::api
