#include <algorithm>

#include "group_in_words.h"
#include "handlers.h"

namespace tollgate::api {
namespace {

constexpr int64_t kMaxSetAside = 200;

}  // namespace

Result<messages::SyncReviewReply> handle(Call& call, const messages::SyncReviewRequest& request) {
  messages::SyncReviewReply reply;
  reply.more = false;
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
  if (request.op) {
    if (const auto one = call.engine.sync_hub().set_aside_of(*request.op)) {
      reply.groups.push_back(group_in_words(call, *one));
    }
    return reply;
  }
  const auto limit = static_cast<size_t>(
      std::clamp(request.limit.value_or(kMaxSetAside), int64_t{1}, kMaxSetAside));
  // One more tells whether there are more.
  const auto groups = call.engine.sync_hub().set_aside(limit + 1, request.before.value_or(0));
  reply.more = groups.size() > limit;
  for (size_t i = 0; i < std::min(limit, groups.size()); ++i) {
    reply.groups.push_back(group_in_words(call, groups[i]));
  }
  return reply;
}

}  // namespace tollgate::api
