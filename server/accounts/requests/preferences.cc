#include "service.h"

namespace tollgate::accounts {

Result<Answer<PreferenceListReply>> Service::handle(const PreferenceListRequest& request,
                                                    const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto account = needs_account(asker);
  if (!account) return Failure{account.diagnostics()};
  auto found = directory_->preferences().of((*account)->shown.id, request.app);
  if (!found) return std::move(found).error();
  return Answer<PreferenceListReply>{{.preferences = std::move(*found)}, {}, {}};
}

Result<Answer<PreferenceSaveReply>> Service::handle(const PreferenceSaveRequest& request,
                                                    const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto account = needs_account(asker);
  if (!account) return Failure{account.diagnostics()};
  if (Status put = directory_->preferences().put((*account)->shown.id, request.app, request.name,
                                                 request.value);
      !put) {
    return std::move(put).error();
  }
  return Answer<PreferenceSaveReply>{};
}

}  // namespace tollgate::accounts
