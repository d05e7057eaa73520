#include <algorithm>

#include "account_names.h"
#include "addresses.h"
#include "problems.h"
#include "secret.h"
#include "service.h"

namespace tollgate::accounts {
// One person of an app is one account: what somebody did is never two people's doing.
Status Service::check_places(const std::string& id, const std::vector<Place>& places) const {
  for (size_t i = 0; i < places.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      if (places[k].app == places[i].app) return two_places(places[i].app);
    }
    const StoredAccount* other = directory_->account_at(places[i].app, places[i].record);
    if (other && other->shown.id != id) return place_taken(places[i].app, other->shown.name);
  }
  return ok_status();
}

// By a WeCom id one signs in: it is one person's.
Status Service::check_addresses_of(const std::string& id,
                                   const std::vector<Address>& addresses) const {
  if (Status good = check_addresses(addresses); !good) return good;
  const auto wecom = std::ranges::find(addresses, "wecom", &Address::kind);
  if (wecom == addresses.end()) return ok_status();
  for (const auto& [other, account] : directory_->accounts()) {
    if (other == id || account.shown.state == "revoked") continue;
    const auto& theirs = account.shown.addresses;
    const auto same = std::ranges::find_if(theirs, [&](const Address& address) {
      return address.kind == "wecom" && name_key(address.value) == name_key(wecom->value);
    });
    if (same != theirs.end()) return address_taken(wecom->value, account.shown.name);
  }
  return ok_status();
}

Status Service::check_name(const std::string& id, const std::string& name) const {
  if (Status good = check_account_name(name); !good) return good;
  const StoredAccount* other = directory_->account_named(name);
  if (other && other->shown.id != id) return name_taken(name);
  return ok_status();
}

Status Service::check(const std::string& id, const std::string& name,
                      const std::vector<Place>& places, const std::vector<Address>& addresses) {
  const std::lock_guard lock(mutex_);
  if (Status good = check_name(id, name); !good) return good;
  if (Status good = check_places(id, places); !good) return good;
  return check_addresses_of(id, addresses);
}

Result<Answer<AccountImportReply>> Service::handle(const AccountImportRequest& request,
                                                   const Asker& asker) {
  {
    const std::lock_guard lock(mutex_);
    const auto administrator = needs_administrator(asker);
    if (!administrator) return Failure{administrator.diagnostics()};
  }
  // Waits for the engines of apps, and makes each account by a message of its own.
  if (!import_people_) return unknown_request(AccountImportRequest::kType);
  auto reply = import_people_(request, asker);
  if (!reply) return Failure{reply.diagnostics()};
  return Answer<AccountImportReply>{std::move(*reply), {}, {}};
}

Result<Answer<AccountListReply>> Service::handle(const AccountListRequest& request,
                                                 const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto administrator = needs_administrator(asker);
  if (!administrator) return Failure{administrator.diagnostics()};
  const std::string wanted = name_key(request.search.value_or(""));
  AccountListReply reply;
  for (const auto& [id, account] : directory_->accounts()) {
    if (name_key(account.shown.name).find(wanted) == std::string::npos) continue;
    reply.accounts.push_back(account.shown);
  }
  std::ranges::sort(reply.accounts, {}, [](const Account& each) { return name_key(each.name); });
  return Answer<AccountListReply>{std::move(reply), {}, {}};
}

Result<Answer<AccountInviteReply>> Service::handle(const AccountInviteRequest& request,
                                                   const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto administrator = needs_administrator(asker);
  if (!administrator) return Failure{administrator.diagnostics()};
  StoredAccount account;
  if (request.account) {
    const StoredAccount* before = directory_->account(*request.account);
    if (!before || before->shown.state == "revoked") return unknown_account();
    account = *before;
  } else {
    account.shown.id = make_id(random_);
    account.shown.state = "invited";
  }
  account.shown.name = request.name;
  if (request.administrator) account.shown.administrator = *request.administrator;
  if (request.places) account.shown.places = *request.places;
  if (request.addresses) account.shown.addresses = *request.addresses;
  if (Status good = check_name(account.shown.id, request.name); !good) {
    return std::move(good).error();
  }
  if (Status good = check_places(account.shown.id, account.shown.places); !good) {
    return std::move(good).error();
  }
  if (Status good = check_addresses_of(account.shown.id, account.shown.addresses); !good) {
    return std::move(good).error();
  }
  const std::string id = account.shown.id;
  if (Status put = this->put(std::move(account)); !put) return std::move(put).error();
  auto invitation = invite(id);
  if (!invitation) return std::move(invitation).error();
  return Answer<AccountInviteReply>{
      {.account = directory_->account(id)->shown, .invitation = std::move(*invitation)}, {}, {}};
}

Result<Answer<AccountChangeReply>> Service::handle(const AccountChangeRequest& request,
                                                   const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto administrator = needs_administrator(asker);
  if (!administrator) return Failure{administrator.diagnostics()};
  const StoredAccount* before = directory_->account(request.account);
  if (!before) return unknown_account();
  StoredAccount changed = *before;
  if (request.name) changed.shown.name = *request.name;
  if (request.administrator) changed.shown.administrator = *request.administrator;
  if (request.places) changed.shown.places = *request.places;
  if (request.addresses) changed.shown.addresses = *request.addresses;
  if (request.state) {
    // Who never chose a password is invited again, not active.
    const bool invited = *request.state == "active" && changed.password_hash.empty();
    changed.shown.state = invited ? "invited" : *request.state;
  }
  const bool was = before->shown.administrator && before->shown.state == "active";
  const bool is = changed.shown.administrator && changed.shown.state == "active";
  if (was && !is && count_administrators() == 1) return last_administrator();
  if (Status good = check_name(changed.shown.id, changed.shown.name); !good) {
    return std::move(good).error();
  }
  if (Status good = check_places(changed.shown.id, changed.shown.places); !good) {
    return std::move(good).error();
  }
  if (Status good = check_addresses_of(changed.shown.id, changed.shown.addresses); !good) {
    return std::move(good).error();
  }
  const std::string id = changed.shown.id;
  const bool revoked = changed.shown.state == "revoked";
  if (Status put = this->put(std::move(changed)); !put) return std::move(put).error();
  if (revoked) {
    Status ended = directory_->end_sessions(
        [&](const std::string&, const StoredSession& session) { return session.account == id; });
    if (!ended) return std::move(ended).error();
  }
  return Answer<AccountChangeReply>{{directory_->account(id)->shown}, {}, id};
}

}  // namespace tollgate::accounts
