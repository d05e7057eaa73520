#include <algorithm>
#include <nlohmann/json.hpp>

#include "base64url.h"
#include "jwt.h"
#include "problems.h"
#include "provider.h"
#include "tollgate/base/sha256.h"
#include "tollgate/delivery/sealed.h"
#include "url.h"

namespace tollgate::sign_in {
namespace {

constexpr int64_t kHour = 3600 * kSecond;
constexpr int64_t kKeysAtMostEvery = 60 * kSecond;

std::string string_in(const Json& object, const std::string& member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string bytes_of(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// Where the claim is a list of texts or one text; nothing else names a group.
std::vector<std::string> texts_of(const Json& claims, const std::string& member) {
  std::vector<std::string> texts;
  const auto found = claims.find(member);
  if (found == claims.end()) return texts;
  if (found->is_string()) texts.push_back(found->get<std::string>());
  if (!found->is_array()) return texts;
  for (const Json& each : *found) {
    if (each.is_string()) texts.push_back(each.get<std::string>());
  }
  return texts;
}

// Whether the provider says that it takes a client's secret that way; what it does not say is
// basic.
bool takes(const Json& discovery, const char* method) {
  const auto methods = discovery.find("token_endpoint_auth_methods_supported");
  if (methods == discovery.end()) return std::string_view(method) == "client_secret_basic";
  return methods->is_array() &&
         std::ranges::any_of(*methods, [&](const Json& each) { return each == method; });
}

}  // namespace

Result<Answered> ask(delivery::Transport& network, const delivery::HttpRequest& request) {
  const delivery::Reply reply = network.http(request);
  if (reply.reach != delivery::Reply::Reach::kAnswered) {
    return unreachable(safe_origin(request.url));
  }
  auto body = parse_json(reply.body, {.max_bytes = 65'536});
  if (!body || !body->is_object()) {
    return provider_fails("status " + std::to_string(reply.status) + ", no JSON");
  }
  return Answered{reply.status, std::move(*body)};
}

void Oidc::set(OidcSettings settings, std::string secret) {
  settings_ = std::move(settings);
  secret_ = std::move(secret);
  discovery_ = nullptr;
  keys_ = nullptr;
}

Status Oidc::discover() {
  const Instant now = clock_->now();
  if (discovery_.is_object() && now.microseconds - discovered_.microseconds < kHour) {
    return ok_status();
  }
  std::string issuer = settings_.issuer;
  if (issuer.ends_with('/')) issuer.pop_back();
  auto found = ask(*network_, {issuer + "/.well-known/openid-configuration", {}, {}});
  if (!found) return std::move(found).error();
  if (found->status != 200) return provider_fails("discovery: " + std::to_string(found->status));
  // Who answers in another's name is not it (OpenID Connect Discovery, 4.3).
  if (string_in(found->body, "issuer") != settings_.issuer) {
    return provider_fails("discovery names the issuer '" + string_in(found->body, "issuer") + "'");
  }
  const std::string origin = safe_origin(settings_.issuer);
  for (const char* member : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
    if (safe_origin(string_in(found->body, member)).empty()) {
      return provider_fails(std::string("discovery has no ") + member);
    }
  }
  discovery_ = std::move(found->body);
  discovered_ = now;
  return ok_status();
}

Result<std::string> Oidc::location(const Pending& pending) {
  if (Status known = discover(); !known) return std::move(known).error();
  const std::string address = string_in(discovery_, "authorization_endpoint");
  const std::string challenge = to_base64url(bytes_of(sha256(pending.verifier)));
  const std::string query = query_of({{"response_type", "code"},
                                      {"client_id", settings_.client_id},
                                      {"redirect_uri", pending.return_address},
                                      {"scope", "openid profile email"},
                                      {"state", pending.state},
                                      {"nonce", pending.nonce},
                                      {"code_challenge", challenge},
                                      {"code_challenge_method", "S256"}});
  return address + (address.find('?') == std::string::npos ? '?' : '&') + query;
}

Result<std::string> Oidc::id_token(const std::string& code, const Pending& pending) {
  std::vector<std::pair<std::string, std::string>> form = {{"grant_type", "authorization_code"},
                                                           {"code", code},
                                                           {"redirect_uri", pending.return_address},
                                                           {"code_verifier", pending.verifier}};
  delivery::HttpRequest request{string_in(discovery_, "token_endpoint"), {}, {}};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  if (secret_.empty()) {
    form.emplace_back("client_id", settings_.client_id);
  } else if (takes(discovery_, "client_secret_basic") || !takes(discovery_, "client_secret_post")) {
    const std::string both = encoded(settings_.client_id) + ":" + encoded(secret_);
    request.headers.emplace_back("Authorization", "Basic " + delivery::base64(both));
  } else {
    form.emplace_back("client_id", settings_.client_id);
    form.emplace_back("client_secret", secret_);
  }
  request.body = query_of(form);
  auto answered = ask(*network_, request);
  if (!answered) return std::move(answered).error();
  if (answered->status != 200) {
    const std::string error = string_in(answered->body, "error");
    if (error == "invalid_grant") return code_used();
    return provider_fails("token: " + std::to_string(answered->status) + " " + error.substr(0, 64));
  }
  std::string token = string_in(answered->body, "id_token");
  if (token.empty()) return provider_fails("token: no id_token");
  return token;
}

Result<Json> Oidc::key_set(bool anew) {
  const Instant now = clock_->now();
  const int64_t age = now.microseconds - keys_read_.microseconds;
  if (keys_.is_object() && age < (anew ? kKeysAtMostEvery : kHour)) return keys_;
  auto found = ask(*network_, {string_in(discovery_, "jwks_uri"), {}, {}});
  if (!found) return std::move(found).error();
  if (found->status != 200) return provider_fails("keys: " + std::to_string(found->status));
  keys_ = std::move(found->body);
  keys_read_ = now;
  return keys_;
}

// Of a token that is signed by one of the provider's keys.
Result<Json> Oidc::verified_claims(const std::string& text) {
  auto token = read_token(text);
  if (!token) return std::move(token).error();
  Json key = nullptr;
  for (const bool anew : {false, true}) {
    auto keys = key_set(anew);
    if (!keys) return std::move(keys).error();
    key = key_for(*token, *keys);
    if (!key.is_null()) break;
  }
  if (key.is_null() || !is_signed_by(*token, key)) {
    return bad_token("签名不符", "its signature does not fit");
  }
  return std::move(token->claims);
}

Result<Oidc::SignedOut> Oidc::signed_out(const std::string& token) {
  if (Status known = discover(); !known) return std::move(known).error();
  auto claims = verified_claims(token);
  if (!claims) return Failure{claims.diagnostics()};
  Status right = check_logout_claims(*claims, settings_.issuer, settings_.client_id, clock_->now());
  if (!right) return std::move(right).error();
  SignedOut told;
  told.jti = string_in(*claims, "jti");
  told.who.kind = "oidc";
  if (const std::string sub = string_in(*claims, "sub"); !sub.empty()) {
    told.who.subject = settings_.issuer + "\n" + sub;
  }
  if (const std::string sid = string_in(*claims, "sid"); !sid.empty()) {
    told.who.session = settings_.issuer + "\n" + sid;
  }
  return told;
}

Result<accounts::Outsider> Oidc::person(const Query& query, const Pending& pending) {
  const auto code = query.find("code");
  if (code == query.end() || code->second.empty()) return refused_there();
  if (Status known = discover(); !known) return std::move(known).error();
  // A provider that says who it is must be the one that was asked (RFC 9207).
  const auto issuer = query.find("iss");
  if (issuer != query.end() && issuer->second != settings_.issuer) return other_sign_in();
  auto text = id_token(code->second, pending);
  if (!text) return std::move(text).error();
  const auto claims = verified_claims(*text);
  if (!claims) return Failure{claims.diagnostics()};
  Status right =
      check_claims(*claims, {settings_.issuer, settings_.client_id, pending.nonce}, clock_->now());
  if (!right) return std::move(right).error();
  return outsider_of(*claims);
}

accounts::Outsider Oidc::outsider_of(const Json& claims) const {
  accounts::Outsider who;
  who.kind = "oidc";
  who.subject = settings_.issuer + "\n" + string_in(claims, "sub");
  for (const char* member : {"name", "preferred_username", "email", "sub"}) {
    if (who.name.empty()) who.name = string_in(claims, member);
  }
  const std::string session = string_in(claims, "sid");
  if (!session.empty() && session.size() <= 255) who.session = settings_.issuer + "\n" + session;
  const auto verified = claims.find("email_verified");
  if (verified != claims.end() && *verified == true) who.email = string_in(claims, "email");
  if (!settings_.groups || settings_.groups->empty()) return who;
  const std::vector<std::string> groups =
      texts_of(claims, settings_.groups_claim.value_or("groups"));
  const std::string record =
      string_in(claims, settings_.person_claim.value_or("preferred_username"));
  bool administrator = false;
  std::vector<accounts::Place> places;
  for (const GroupRule& rule : *settings_.groups) {
    if (std::ranges::find(groups, rule.group) == groups.end()) continue;
    who.joins = true;
    administrator = administrator || rule.administrator.value_or(false);
    const bool known =
        !rule.app || std::ranges::find(places, *rule.app, &accounts::Place::app) != places.end();
    if (!known && !record.empty()) places.push_back({.app = *rule.app, .record = record});
    // Of several roles in an app the first rule's.
    if (!rule.app || !rule.role || record.empty()) continue;
    if (std::ranges::find(who.roles, *rule.app, &accounts::RoleInApp::app) != who.roles.end()) {
      continue;
    }
    who.roles.push_back({*rule.app, record, *rule.role});
  }
  // Groups say all of it: who is in none of them any more is nobody, and no administrator.
  who.administrator = administrator;
  who.places = std::move(places);
  return who;
}

}  // namespace tollgate::sign_in
