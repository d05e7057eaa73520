#include "handlers.h"
#include "hub_only.h"
#include "tollgate/engine/sync.h"

namespace tollgate::api {

Result<messages::SyncTakeReply> handle(Call& call, const messages::SyncTakeRequest& request) {
  // Whoever hands in a reply decides what this engine holds: the device's own program, no person.
  if (!call.caller.administrator) return hub_only();
  engine::SyncDevice& device = call.engine.sync_device();
  messages::SyncTakeReply reply;
  if (!request.reply) {
    device.failed(request.failed.value_or("network"));
    return reply;
  }
  Status taken = device.take(*request.reply);
  if (!taken) return std::move(taken).error();
  reply.goes_on = true;
  if (device.waits()) reply.waits = true;
  return reply;
}

}  // namespace tollgate::api
