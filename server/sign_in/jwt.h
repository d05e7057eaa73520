// Signed tokens (RFC 7515, RFC 7519) and the keys that sign them (RFC 7517). The cryptography is
// OpenSSL's.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::sign_in {

inline constexpr int64_t kSecond = 1'000'000;  // of an Instant

struct Token {
  std::string algorithm;
  std::string key_id;  // "" where the token names none
  Json claims;
  std::string signed_part;
  std::string signature;
};

// Three parts, at most 16 KiB, RS256 or ES256: whatever else a token asks for, "none" and keys of
// its own among it, is refused. Refused: sign_in.token.
Result<Token> read_token(std::string_view text);

// The key of a set that the token names, or the only one that fits it; null: there is none.
Json key_for(const Token& token, const Json& key_set);

bool is_signed_by(const Token& token, const Json& key);

struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
};
// iss, aud and azp, exp, iat and nonce (OpenID Connect Core, 3.1.3.7), with a minute for clocks
// that differ. Refused: sign_in.token, with what is wrong.
Status check_claims(const Json& claims, const Expected& expected, Instant now);

// A token that says that somebody signed out (OpenID Connect Back-Channel Logout 1.0, 2.6): iss,
// aud, iat within ten minutes, exp where it stands, the event, sub or sid, jti, and no nonce.
// Refused: sign_in.token.
Status check_logout_claims(const Json& claims, const std::string& issuer,
                           const std::string& client_id, Instant now);

Diagnostic bad_token(const char* zh, const char* en);

}  // namespace tollgate::sign_in
