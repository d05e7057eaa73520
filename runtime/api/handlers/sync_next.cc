#include "handlers.h"
#include "hub_only.h"
#include "tollgate/engine/sync.h"

namespace tollgate::api {

Result<messages::SyncNextReply> handle(Call& call, const messages::SyncNextRequest& request) {
  // For the device's own program, as sync.take is.
  if (!call.caller.administrator) return hub_only();
  engine::SyncDevice& device = call.engine.sync_device();
  if (request.write.value_or(false)) {
    Status written = device.write_waiting();
    return written ? Result<messages::SyncNextReply>(messages::SyncNextReply{})
                   : std::move(written).error();
  }
  if (request.begin.value_or(false)) device.begin_round();
  Result<std::optional<std::string>> message = device.next();
  if (!message) return std::move(message).error();
  messages::SyncNextReply reply;
  reply.message = std::move(*message);
  return reply;
}

}  // namespace tollgate::api
