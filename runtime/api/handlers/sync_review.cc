#include "group_in_words.h"
#include "handlers.h"

namespace tollgate::api {
namespace {

constexpr size_t kMaxSetAside = 200;

}  // namespace

Result<messages::SyncReviewReply> handle(Call& call, const messages::SyncReviewRequest&) {
  messages::SyncReviewReply reply;
  for (engine::KnownDevice& device : call.engine.sync_hub().devices()) {
    messages::HubDevice& out = reply.devices.emplace_back();
    out.device = std::move(device.name);
    if (!device.label.empty()) out.label = std::move(device.label);
    for (const std::string& user : device.users) {
      if (!user.empty()) out.people.push_back(person_in_words(call, user));
    }
    out.groups = device.groups;
    out.blocked = std::move(device.blocked);
    if (device.released) out.released = true;
  }
  for (const engine::SetAside& group : call.engine.sync_hub().set_aside(kMaxSetAside)) {
    reply.groups.push_back(group_in_words(call, group));
  }
  return reply;
}

}  // namespace tollgate::api
