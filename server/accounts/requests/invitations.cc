#include "account_names.h"
#include "password.h"
#include "problems.h"
#include "secret.h"
#include "service.h"

namespace tollgate::accounts {

Result<Answer<InvitationReadReply>> Service::handle(const InvitationReadRequest& request,
                                                    const Asker&) {
  const std::lock_guard lock(mutex_);
  const auto invitation = valid_invitation(request.token);
  if (!invitation) return Failure{invitation.diagnostics()};
  InvitationReadReply reply;
  reply.expires_at = invitation->expires.microseconds / 1000;
  reply.administrator = invitation->account.empty();
  if (const StoredAccount* account = directory_->account(invitation->account)) {
    reply.name = account->shown.name;
    reply.administrator = account->shown.administrator;
  }
  return Answer<InvitationReadReply>{std::move(reply), {}, {}};
}

Result<Answer<InvitationAcceptReply>> Service::handle(const InvitationAcceptRequest& request,
                                                      const Asker& asker) {
  if (Status good = check_account_name(request.name); !good) return std::move(good).error();
  if (Status good = check_password(request.password, request.name); !good) {
    return std::move(good).error();
  }
  {
    // Nobody calculates hashes for links that do not exist.
    const std::lock_guard lock(mutex_);
    const auto invitation = valid_invitation(request.token);
    if (!invitation) return Failure{invitation.diagnostics()};
  }
  auto hash = hash_password(request.password);
  if (!hash) return std::move(hash).error();
  const std::lock_guard lock(mutex_);
  // Once more: two that use one link at the same moment do not both get in.
  const auto invitation = valid_invitation(request.token);
  if (!invitation) return Failure{invitation.diagnostics()};
  StoredAccount account;
  if (const StoredAccount* before = directory_->account(invitation->account)) {
    account = *before;
  } else {
    account.shown.id = make_id(random_);
    account.shown.administrator = true;
  }
  const StoredAccount* other = directory_->account_named(request.name);
  if (other && other->shown.id != account.shown.id) return name_taken(request.name);
  account.shown.name = request.name;
  account.shown.state = "active";
  account.password_hash = std::move(*hash);
  const std::string id = account.shown.id;
  if (Status used = directory_->remove_invitation(kept_form(request.token)); !used) {
    return std::move(used).error();
  }
  if (Status put = this->put(std::move(account)); !put) return std::move(put).error();
  // A new password ends what was signed in by the one before.
  Status ended = directory_->end_sessions(
      [&](const std::string&, const StoredSession& session) { return session.account == id; });
  if (!ended) return std::move(ended).error();
  auto token = begin_session(id, request.device.value_or(asker.device));
  if (!token) return std::move(token).error();
  return Answer<InvitationAcceptReply>{{directory_->account(id)->shown}, std::move(*token), id};
}

}  // namespace tollgate::accounts
