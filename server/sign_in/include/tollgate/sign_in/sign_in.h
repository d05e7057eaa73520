// Signing in by an identity provider (OpenID Connect, code flow with PKCE) or by WeCom. Each leads
// to an account of the hub and a session of its own; nothing of the provider's is kept but who
// somebody is there.
//
//   auto way = SignIn::open({.key_file = …}, accounts, clock, random);
//   way->begin("oidc", {.hub_url = "https://hub.example", .next = "apps/visits/"})
//     → where the browser is sent, and a sealed note that it brings back (a cookie)
//   way->finish("oidc", {.hub_url, .query, .note}, asker) → a session, and where to go on
//
// What belongs to a sign-in under way (state, nonce, code verifier) travels in the note, sealed and
// bound to this browser for ten minutes: nothing is held here, so nobody can fill it up. May be
// called from any thread; begin() and finish() wait for the network.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tollgate/accounts/accounts.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/random.h"
#include "tollgate/base/result.h"
#include "tollgate/delivery/transport.h"

namespace tollgate::sign_in {

struct SignInOptions {
  std::filesystem::path
      key_file;  // of the secrets that the hub keeps; empty: of this process alone
  std::shared_ptr<delivery::Transport> transport = nullptr;  // null: libcurl
};

struct Start {
  std::string hub_url;     // as the browser calls it, without a slash at the end
  std::string next;        // where to go on; what is no path of the site's is left out
  std::string user_agent;  // by it WeCom's own browser is known
};
struct Sent {
  std::string location;
  std::string note;
};

struct Return {
  std::string hub_url;
  std::string query;  // as it came
  std::string note;
};
struct Entered {
  std::string token;  // of the session
  std::string next;   // a path of the site's, without a slash at the beginning
  std::optional<std::string> changed_account;
};

class SignIn {
 public:
  static Result<std::unique_ptr<SignIn>> open(const SignInOptions& options,
                                              accounts::Accounts& accounts, const Clock& clock,
                                              Random& random);
  virtual ~SignIn() = default;

  // Refused: sign_in.not_set_up, sign_in.unreachable, sign_in.provider.
  virtual Result<Sent> begin(std::string_view kind, const Start& start) = 0;
  // Refused: sign_in.state, sign_in.refused, sign_in.code_used, sign_in.outside, sign_in.token,
  // sign_in.unreachable, sign_in.provider, sign_in.role, and what accounts.enter() refuses.
  virtual Result<Entered> finish(std::string_view kind, const Return& back,
                                 const accounts::Asker& asker) = 0;

  // Writes to the apps what roles somebody has by their groups, before they are let in. Called on
  // the thread of finish(). Before the first sign-in.
  using PutRoles =
      std::function<Status(const std::vector<accounts::RoleInApp>& roles, const std::string& name)>;
  virtual void on_roles(PutRoles put) = 0;

  // The provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0): the
  // account whose sessions ended, if any did. Refused: sign_in.not_set_up, sign_in.token,
  // sign_in.unreachable, sign_in.provider.
  virtual Result<std::optional<std::string>> sign_out(std::string_view kind,
                                                      const std::string& logout_token) = 0;

  // One message of schemas/sign_in. Refused: accounts.administrators_only, sign_in.bad_setting, and
  // what is wrong with a message (tollgate/messages/codec.h).
  virtual Result<Json> request(std::string_view type, const Json& params, bool is_administrator,
                               const std::string& hub_url) = 0;
  // sign_in.wecom_page, for somebody who is signed in. Waits for the network where no ticket is
  // kept, and then for others who do. Refused: sign_in.not_set_up, sign_in.not_our_page,
  // sign_in.busy, sign_in.unreachable, sign_in.provider.
  virtual Result<Json> sign_page(const Json& params, const std::string& hub_url) = 0;
  virtual void stop() = 0;
};

bool is_sign_in_request(std::string_view type);
// The one that sign_page() answers.
bool is_page_request(std::string_view type);

// "apps/visits/#/view/mine": a path of the site's that nothing takes for another address; "" for
// what is none.
std::string path_of_site(std::string_view next);

}  // namespace tollgate::sign_in
