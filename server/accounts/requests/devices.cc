#include "problems.h"
#include "secret.h"
#include "service.h"

namespace tollgate::accounts {

Result<Answer<DeviceListReply>> Service::handle(const DeviceListRequest& request,
                                                const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto account = needs_account(asker);
  if (!account) return Failure{account.diagnostics()};
  const std::string& own = (*account)->shown.id;
  const std::string wanted = request.account.value_or(own);
  if (wanted != own && !(*account)->shown.administrator) return administrators_only();
  if (!directory_->account(wanted)) return unknown_account();
  const StoredSession* current = directory_->session(kept_form(asker.token));
  DeviceListReply reply;
  for (const StoredSession& session : directory_->sessions_of(wanted)) {
    reply.devices.push_back({.id = session.id,
                             .label = session.device,
                             .signed_in_at = session.signed_in.microseconds / 1000,
                             .seen_at = session.seen.microseconds / 1000,
                             .current = current != nullptr && session.id == current->id});
  }
  return Answer<DeviceListReply>{std::move(reply), {}, {}};
}

Result<Answer<DeviceSignOutReply>> Service::handle(const DeviceSignOutRequest& request,
                                                   const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto account = needs_account(asker);
  if (!account) return Failure{account.diagnostics()};
  const std::string own = (*account)->shown.id;
  const bool administrator = (*account)->shown.administrator;
  const std::string wanted = request.account.value_or(own);
  if (wanted != own && !administrator) return administrators_only();
  if (!directory_->account(wanted)) return unknown_account();
  const auto of_wanted = directory_->sessions_of(wanted);
  const auto is_device = [&](const StoredSession& session) {
    return !request.device || session.id == *request.device;
  };
  if (request.device && std::ranges::none_of(of_wanted, is_device)) return unknown_device();
  Status ended = directory_->end_sessions([&](const std::string&, const StoredSession& session) {
    return session.account == wanted && is_device(session);
  });
  if (!ended) return std::move(ended).error();
  return Answer<DeviceSignOutReply>{{}, {}, wanted};
}

}  // namespace tollgate::accounts
