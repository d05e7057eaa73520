#include "password.h"
#include "problems.h"
#include "secret.h"
#include "service.h"

namespace tollgate::accounts {

Result<Answer<SessionGetReply>> Service::handle(const SessionGetRequest&, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  SessionGetReply reply;
  reply.way = "accounts";
  if (const StoredAccount* account = signed_in(asker.token)) reply.account = account->shown;
  return Answer<SessionGetReply>{std::move(reply), {}, {}};
}

Result<Answer<SessionSignInReply>> Service::handle(const SessionSignInRequest& request,
                                                   const Asker& asker) {
  const std::string key = name_key(request.name);
  std::string id, hash;
  {
    const std::lock_guard lock(mutex_);
    if (Status may_try = check_attempts(request.name, asker); !may_try) {
      return std::move(may_try).error();
    }
    const StoredAccount* account = directory_->account_named(request.name);
    if (account && account->shown.state == "active") {
      id = account->shown.id;
      hash = account->password_hash;
    }
    // Counted before it is looked at: tries at the same moment are not free.
    by_account_.failed(key, clock_.now());
    by_address_.failed(asker.address, clock_.now());
  }
  const Result<bool> fits = password_fits(request.password, hash);
  if (!fits) return Failure{fits.diagnostics()};
  if (!*fits) return wrong_credentials();
  const std::lock_guard lock(mutex_);
  by_account_.succeeded(key);
  // Who signs in with a name of their own wins no free tries at those of others.
  by_address_.take_back(asker.address);
  const StoredAccount* account = directory_->account(id);
  if (!account || account->shown.state != "active" || account->password_hash != hash) {
    return wrong_credentials();
  }
  auto token = begin_session(id, request.device.value_or(asker.device));
  if (!token) return std::move(token).error();
  return Answer<SessionSignInReply>{{account->shown}, std::move(*token), {}};
}

Result<Answer<SessionSignOutReply>> Service::handle(const SessionSignOutRequest&,
                                                    const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const std::string kept = kept_form(asker.token);
  const StoredSession* session = directory_->session(kept);
  const std::string account = session ? session->account : "";
  Status ended = directory_->end_sessions(
      [&](const std::string& each, const StoredSession&) { return each == kept; });
  if (!ended) return std::move(ended).error();
  return Answer<SessionSignOutReply>{{}, "", account};
}

Result<Answer<PasswordChangeReply>> Service::handle(const PasswordChangeRequest& request,
                                                    const Asker& asker) {
  std::string id, name, hash;
  {
    const std::lock_guard lock(mutex_);
    const auto account = needs_account(asker);
    if (!account) return Failure{account.diagnostics()};
    id = (*account)->shown.id;
    name = (*account)->shown.name;
    hash = (*account)->password_hash;
    if (Status may_try = check_attempts(name, asker); !may_try) return std::move(may_try).error();
    by_account_.failed(name_key(name), clock_.now());
  }
  if (Status good = check_password(request.new_password, name); !good) {
    return std::move(good).error();
  }
  const Result<bool> fits = password_fits(request.old_password, hash);
  if (!fits) return Failure{fits.diagnostics()};
  if (!*fits) return wrong_credentials();
  auto new_hash = hash_password(request.new_password);
  if (!new_hash) return std::move(new_hash).error();
  const std::lock_guard lock(mutex_);
  by_account_.succeeded(name_key(name));
  const auto account = needs_account(asker);
  if (!account) return Failure{account.diagnostics()};
  StoredAccount changed = **account;
  changed.password_hash = std::move(*new_hash);
  if (Status put = directory_->put(std::move(changed)); !put) return std::move(put).error();
  const std::string kept = kept_form(asker.token);
  Status ended = directory_->end_sessions([&](const std::string& each, const StoredSession& one) {
    return one.account == id && each != kept;
  });
  if (!ended) return std::move(ended).error();
  return Answer<PasswordChangeReply>{{}, {}, id};
}

}  // namespace tollgate::accounts
