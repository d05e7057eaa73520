#include <algorithm>

#include "account_names.h"
#include "problems.h"
#include "secret.h"
#include "service.h"

namespace tollgate::accounts {
namespace {

std::string identity_of(const Outsider& who) { return who.kind + "\n" + who.subject; }

std::string session_of(const Outsider& who) {
  return who.session.empty() ? std::string() : who.kind + "\n" + who.session;
}

bool has_address(const StoredAccount& account, std::string_view kind, std::string_view value) {
  return std::ranges::any_of(account.shown.addresses, [&](const Address& each) {
    return each.kind == kind && name_key(each.value) == name_key(value);
  });
}

}  // namespace

// A link holds for good. By an e-mail address somebody is known once, and only while it is one
// account's: who gets a colleague's address later is not them.
const StoredAccount* Service::account_of(const Outsider& who) const {
  if (who.kind != "wecom") {
    const std::string linked = directory_->account_of_identity(identity_of(who));
    if (!linked.empty()) return directory_->account(linked);
  }
  const std::string_view kind = who.kind == "wecom" ? "wecom" : "email";
  const std::string& value = who.kind == "wecom" ? who.subject : who.email;
  if (value.empty()) return nullptr;
  const StoredAccount* found = nullptr;
  for (const auto& [id, account] : directory_->accounts()) {
    if (!has_address(account, kind, value)) continue;
    if (account.shown.state == "revoked" && kind == "wecom" && found) continue;
    if (found && found->shown.state != "revoked") return nullptr;
    found = &account;
  }
  return found;
}

std::string Service::free_name(const std::string& wished) const {
  const std::string base = check_account_name(wished) ? wished.substr(0, 200) : "person";
  std::string name = base;
  for (int number = 2; directory_->account_named(name); ++number) {
    name = base + " " + std::to_string(number);
  }
  return check_account_name(name) ? name : "person " + make_id(random_);
}

Status Service::may_enter(const Outsider& who) {
  const std::lock_guard lock(mutex_);
  const StoredAccount* before = account_of(who);
  if (!before && !who.joins) return unknown_outsider(who.name.empty() ? who.subject : who.name);
  if (before && before->shown.state == "revoked") return suspended();
  return who.places ? check_places(before ? before->shown.id : "", *who.places) : ok_status();
}

Result<std::optional<std::string>> Service::leave(const Outsider& who) {
  const std::lock_guard lock(mutex_);
  const std::string account =
      who.subject.empty() ? "" : directory_->account_of_identity(identity_of(who));
  const std::string elsewhere = session_of(who);
  std::string left;
  const auto by_session = [&](const std::string&, const StoredSession& session) {
    const bool ends = !elsewhere.empty() && session.elsewhere == elsewhere;
    if (ends) left = session.account;
    return ends;
  };
  if (Status ended = directory_->end_sessions(by_session); !ended) return std::move(ended).error();
  if (left.empty() && !account.empty()) {
    Status ended = directory_->end_sessions([&](const std::string&, const StoredSession& session) {
      if (session.account == account) left = account;
      return session.account == account;
    });
    if (!ended) return std::move(ended).error();
  }
  return left.empty() ? std::optional<std::string>() : std::optional(left);
}

Result<Answer<Account>> Service::enter(const Outsider& who, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const StoredAccount* before = account_of(who);
  if (!before && !who.joins) return unknown_outsider(who.name.empty() ? who.subject : who.name);
  if (before && before->shown.state == "revoked") return suspended();
  StoredAccount account = before ? *before : StoredAccount();
  if (!before) {
    account.shown.id = make_id(random_);
    account.shown.name = free_name(who.name);
    if (!who.email.empty()) account.shown.addresses = {{.kind = "email", .value = who.email}};
  }
  account.shown.state = "active";
  if (who.administrator &&
      (*who.administrator || !account.shown.administrator || count_administrators() > 1)) {
    account.shown.administrator = *who.administrator;
  }
  if (who.places) account.shown.places = *who.places;
  const std::string id = account.shown.id;
  if (Status good = check_places(id, account.shown.places); !good) return std::move(good).error();
  const bool changes = !before || to_json(before->shown) != to_json(account.shown);
  if (changes) {
    if (Status put = this->put(std::move(account)); !put) return std::move(put).error();
  }
  if (who.kind != "wecom" && directory_->account_of_identity(identity_of(who)) != id) {
    if (Status put = directory_->put_identity(identity_of(who), id); !put) {
      return std::move(put).error();
    }
  }
  auto token = begin_session(id, asker.device, session_of(who));
  if (!token) return std::move(token).error();
  std::optional<std::string> changed;
  if (changes && before) changed = id;
  return Answer<Account>{directory_->account(id)->shown, std::move(*token), std::move(changed)};
}

std::string Service::setting(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return directory_->setting(name);
}

Status Service::put_setting(const std::string& name, const std::string& value) {
  const std::lock_guard lock(mutex_);
  return directory_->put_setting(name, value);
}

}  // namespace tollgate::accounts
