// What the hub says and does about people: their messages (schemas/hub) and whom a request acts
// for.
//
//   AccountDesk desk(std::move(accounts));     // people sign in
//   AccountDesk desk(nullptr);                 // a demo: anybody may act as anybody
//
// Passwords are slow on purpose, so messages are answered on threads of their own, bounded.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "http/handler.h"
#include "hub/rate_limit.h"
#include "hub/work_thread.h"
#include "tollgate/accounts/accounts.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

// Of a message with a table of people, and of any other.
inline constexpr uint64_t kMaxTableOfPeopleBytes = 262'144;
inline constexpr uint64_t kMaxHubMessageBytes = 65'536;

struct DeskOptions {
  // Browsers send the session over encrypted connections alone.
  bool secure_cookies = false;
  // A proxy of this machine stands before the hub and names the client's address in
  // X-Forwarded-For.
  bool behind_proxy = false;
};

// Whom a program's key acts for in its app, as EnginePort takes it.
std::string principal_of_key(const accounts::ApiKey& key);

class AccountDesk {
 public:
  // Called with an account's id when it was signed out or changed: what is open for it must end.
  using Changed = std::function<void(const std::string& account)>;

  explicit AccountDesk(std::unique_ptr<accounts::Accounts> accounts, DeskOptions options = {});
  bool is_demo() const { return accounts_ == nullptr; }
  void on_changed(Changed changed) { changed_ = std::move(changed); }

  // Who asks, and from where.
  static accounts::Asker asker_of(const Request& request, const DeskOptions& options);

  // Before the first request.
  void on_status(accounts::Accounts::TellStatus tell) {
    if (accounts_) accounts_->on_status(std::move(tell));
  }

  // Null in a demo.
  accounts::Accounts* accounts() const { return accounts_.get(); }

  accounts::Asker asker_of(const Request& request) const { return asker_of(request, options_); }
  bool has_secure_cookies() const { return options_.secure_cookies; }
  // The header that makes a browser signed in.
  std::string cookie_for(const std::string& token) const;
  // What is open for the account must be looked at again.
  void tell_changed(const std::string& account) const {
    if (changed_) changed_(account);
  }

  // POST /hub/request. Answers soon; false: too many are waiting, and it was not taken.
  bool submit(Request request, Respond respond);
  // Ends the threads; what waits is dropped.
  void stop();

  // The account that a request comes from; "" for none.
  std::string account_of(const Request& request) const;
  // The same with all there is to it; none also in a demo.
  std::optional<accounts::Account> signed_in(const Request& request) const;

  // Who is this record of the app's people, and all who are somebody there; in a demo nobody.
  std::optional<accounts::Account> account_at(const std::string& app_id,
                                              const std::string& record) const;
  std::vector<accounts::Account> accounts_in(const std::string& app_id) const;

  // Whether a request may change what the hub itself has: administrators, and anybody in a demo.
  // Refused: accounts.not_signed_in, accounts.administrators_only.
  Status may_administrate(const Request& request) const;

  // Whether a request is somebody's, a program's included; anybody's in a demo. Refused:
  // accounts.not_signed_in, accounts.bad_key.
  Status is_known(const Request& request) const;

  // Whether a request may know that there is this app: who is somebody there, by an account or a
  // key, and administrators; anybody in a demo.
  bool may_know(const Request& request, const std::string& app_id) const;

  // The key of the program that sent it; none: a person did, or the key is not one.
  std::optional<accounts::ApiKey> key_of(const Request& request) const;

  // Whom a request to an app acts for, as EnginePort takes it; "" is nobody. With accounts it is
  // the account's person of that app; an administrator who is none of its people is bound by none
  // of its permissions. In a demo the page says it (hub/principal.h). Refused:
  // accounts.not_signed_in, accounts.not_of_this_app, accounts.signed_in_as_other,
  // server.bad_principal.
  Result<std::string> principal_of(const Request& request, const std::string& app_id) const;

  // Why a program may not ask now, by its key (`Authorization: Bearer tgk_…`): it does not hold, or
  // asked too often. Counts the request; on the server's thread. Nothing for people.
  std::optional<Response> refuses_program(const Request& request);

  // The response to what principal_of() refused.
  Response refused(const Diagnostics& diagnostics) const;

 private:
  static bool says_key(const Request& request);
  Result<std::string> principal_of_program(const Request& request, const std::string& app_id) const;
  Response answer(const Request& request);

  std::unique_ptr<accounts::Accounts> accounts_;
  RateLimit by_key_{{}};
  const DeskOptions options_;
  Changed changed_;
  std::atomic<size_t> waiting_ = 0;
  // As many as passwords are calculated at once (accounts/password.cc).
  std::array<WorkThread, 2> threads_;
  size_t next_ = 0;
};

}  // namespace tollgate::server
