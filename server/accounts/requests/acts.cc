#include <algorithm>

#include "service.h"

namespace tollgate::accounts {
namespace {

constexpr int64_t kMaxActs = 200;
constexpr int64_t kActsAtOnce = 50;

}  // namespace

Result<Answer<ActListReply>> Service::handle(const ActListRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto administrator = needs_administrator(asker);
  if (!administrator) return Failure{administrator.diagnostics()};
  const int64_t limit = std::clamp<int64_t>(request.limit.value_or(kActsAtOnce), 1, kMaxActs);
  auto acts = directory_->acts().read(request.before.value_or(0), limit + 1);
  if (!acts) return std::move(acts).error();
  ActListReply reply;
  reply.more = static_cast<int64_t>(acts->size()) > limit;
  if (reply.more) acts->pop_back();
  reply.acts = std::move(*acts);
  return Answer<ActListReply>{std::move(reply), {}, {}};
}

Result<Answer<HubStatusReply>> Service::handle(const HubStatusRequest&, const Asker& asker) {
  HubStatusReply reply;
  {
    const std::lock_guard lock(mutex_);
    const auto administrator = needs_administrator(asker);
    if (!administrator) return Failure{administrator.diagnostics()};
    reply.sessions = static_cast<int64_t>(directory_->session_count());
  }
  // May wait for engines: nobody else waits for it.
  if (tell_status_) tell_status_(reply);
  return Answer<HubStatusReply>{std::move(reply), {}, {}};
}

}  // namespace tollgate::accounts
