// What a way to sign in does: where people are sent, and who came back.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "jwt.h"
#include "tollgate/accounts/accounts.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/result.h"
#include "tollgate/delivery/transport.h"
#include "tollgate/sign_in/messages.h"

namespace tollgate::sign_in {

// Of one sign-in that is under way.
struct Pending {
  std::string state;
  std::string nonce;
  std::string verifier;
  std::string return_address;
};

using Query = std::map<std::string, std::string>;

// An answer that is a JSON object with status 200, or what is wrong with it. Bodies are at most
// 64 KiB. `failed`: the object of an answer with another status, for its error.
struct Answered {
  int status = 0;
  Json body;
};
Result<Answered> ask(delivery::Transport& network, const delivery::HttpRequest& request);

// OpenID Connect. Discovery and keys are kept for an hour; a token signed by a key that is not
// known yet has them read anew, at most once a minute. Not for several threads at once: each
// sign-in works on a copy, since it waits for the network, and gives back what the copy learnt.
class Oidc {
 public:
  Oidc(delivery::Transport& network, const Clock& clock) : network_(&network), clock_(&clock) {}
  void set(OidcSettings settings, std::string secret);

  Result<std::string> location(const Pending& pending);
  Result<accounts::Outsider> person(const Query& query, const Pending& pending);
  // Who signed out there, by the token that says so; `jti` is of the token.
  struct SignedOut {
    accounts::Outsider who;
    std::string jti;
  };
  Result<SignedOut> signed_out(const std::string& token);

 private:
  Status discover();
  Result<Json> verified_claims(const std::string& text);
  Result<Json> key_set(bool anew);
  Result<std::string> id_token(const std::string& code, const Pending& pending);
  accounts::Outsider outsider_of(const Json& claims) const;

  delivery::Transport* network_;
  const Clock* clock_;
  OidcSettings settings_;
  std::string secret_;
  Json discovery_;
  Instant discovered_;
  Json keys_;
  Instant keys_read_;
};

// WeCom (path 96441, 98173 of its documents): silent in its own browser, a code to scan elsewhere.
// Copied for each sign-in, as Oidc is.
class Wecom {
 public:
  Wecom(delivery::Transport& network, const Clock& clock) : network_(&network), clock_(&clock) {}
  void set(WecomSettings settings, std::string secret);

  std::string location(const Pending& pending, bool inside) const;
  Result<accounts::Outsider> person(const Query& query);
  // By which pages are signed (wecom_pages.h), and until when it holds: the corporation's, or the
  // application's own.
  struct Ticket {
    std::string text;
    Instant ends;
  };
  Result<Ticket> ticket(bool of_application);
  const WecomSettings& settings() const { return settings_; }

 private:
  // `path` with its query, to which the token is added; fetched anew where it is over.
  Result<Json> call_by_token(const std::string& path);
  Result<std::string> access_token(bool anew);
  Result<Json> call(const std::string& path);
  Instant end_of(const Json& body) const;

  delivery::Transport* network_;
  const Clock* clock_;
  WecomSettings settings_;
  std::string secret_;
  std::string token_;
  Instant token_ends_;
};

}  // namespace tollgate::sign_in
