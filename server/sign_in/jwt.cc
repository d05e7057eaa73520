#include "jwt.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "base64url.h"

namespace tollgate::sign_in {
namespace {

constexpr size_t kMaxTokenBytes = 16'384;
constexpr int64_t kLeeway_s = 60;
constexpr size_t kMinRsaBytes = 256;  // 2048 bits
constexpr size_t kMaxRsaBytes = 1024;
constexpr size_t kP256Bytes = 32;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* it) const {
    Free(it);
  }
};
using Bignum = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Key key_from(const char* type, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return Key(key);
}

Bignum number(const std::optional<std::string>& bytes) {
  if (!bytes) return nullptr;
  return Bignum(BN_bin2bn(raw(*bytes), static_cast<int>(bytes->size()), nullptr));
}

Key rsa_key(const Json& jwk) {
  const auto n = from_base64url(text_of(jwk, "n"));
  const auto e = from_base64url(text_of(jwk, "e"));
  if (!n || n->size() < kMinRsaBytes || n->size() > kMaxRsaBytes || !e || e->size() > 4) {
    return nullptr;
  }
  const Bignum modulus = number(n);
  const Bignum exponent = number(e);
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!modulus || !exponent || !builder ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
    return nullptr;
  }
  return key_from("RSA", builder.get());
}

Key ec_key(const Json& jwk) {
  const auto x = from_base64url(text_of(jwk, "x"));
  const auto y = from_base64url(text_of(jwk, "y"));
  if (text_of(jwk, "crv") != "P-256" || !x || !y || x->size() != kP256Bytes ||
      y->size() != kP256Bytes) {
    return nullptr;
  }
  const std::string point = '\x04' + *x + *y;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1) {
    return nullptr;
  }
  return key_from("EC", builder.get());
}

// r and s beside each other, as tokens have them, to what OpenSSL reads.
std::string der_signature(const std::string& signature) {
  if (signature.size() != 2 * kP256Bytes) return {};
  const EcSignature both(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(raw(signature), kP256Bytes, nullptr);
  BIGNUM* s = BN_bin2bn(raw(signature) + kP256Bytes, kP256Bytes, nullptr);
  if (!both || !r || !s || ECDSA_SIG_set0(both.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &der);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return out;
}

bool verifies(EVP_PKEY* key, const std::string& signature, const std::string& text) {
  const Digest digest(EVP_MD_CTX_new());
  return key && digest && !signature.empty() &&
         EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(digest.get(), raw(signature), signature.size(), raw(text), text.size()) ==
             1;
}

bool fits(const Token& token, const Json& key) {
  if (!key.is_object()) return false;
  const std::string use = text_of(key, "use");
  const std::string algorithm = text_of(key, "alg");
  return text_of(key, "kty") == (token.algorithm == "RS256" ? "RSA" : "EC") &&
         (use.empty() || use == "sig") && (algorithm.empty() || algorithm == token.algorithm);
}

bool is_for(const Json& audience, const std::string& client) {
  if (audience.is_string()) return audience == client;
  return audience.is_array() &&
         std::ranges::any_of(audience, [&](const Json& each) { return each == client; });
}

std::optional<int64_t> time_of(const Json& claims, const char* member) {
  const auto found = claims.find(member);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= 0 && seconds < 1e12)) return std::nullopt;
  return static_cast<int64_t>(seconds);
}

Status check_for_us(const Json& claims, const std::string& issuer, const std::string& client_id) {
  if (text_of(claims, "iss") != issuer) return bad_token("签发者不符", "it is of another issuer");
  const auto audience = claims.find("aud");
  if (audience != claims.end() && is_for(*audience, client_id)) return ok_status();
  return bad_token("不是发给本服务的", "it is for somebody else");
}

}  // namespace

Diagnostic bad_token(const char* zh, const char* en) {
  return make_error("sign_in.token", {std::string("身份提供方的令牌无效：") + zh + "。",
                                      std::string("the provider's token is not valid: ") + en});
}

Result<Token> read_token(std::string_view text) {
  const Diagnostic none = bad_token("不是签名的令牌", "it is no signed token");
  const size_t first = text.find('.');
  const size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (text.size() > kMaxTokenBytes || second == std::string_view::npos) return none;
  const auto head_text = from_base64url(text.substr(0, first));
  const auto claims_text = from_base64url(text.substr(first + 1, second - first - 1));
  auto signature = from_base64url(text.substr(second + 1));
  if (!head_text || !claims_text || !signature) return none;
  const auto head = parse_json(*head_text, {.max_bytes = kMaxTokenBytes});
  auto claims = parse_json(*claims_text, {.max_bytes = kMaxTokenBytes});
  if (!head || !claims || !head->is_object() || !claims->is_object()) return none;
  Token token;
  token.algorithm = text_of(*head, "alg");
  token.key_id = text_of(*head, "kid");
  if (token.algorithm != "RS256" && token.algorithm != "ES256") {
    return bad_token("签名算法只能是 RS256 或 ES256", "only RS256 and ES256 sign it");
  }
  if (head->contains("crit")) return none;
  token.claims = std::move(*claims);
  token.signed_part = std::string(text.substr(0, second));
  token.signature = std::move(*signature);
  return token;
}

Json key_for(const Token& token, const Json& key_set) {
  const auto keys = key_set.find("keys");
  if (!key_set.is_object() || keys == key_set.end() || !keys->is_array()) return nullptr;
  const Json* found = nullptr;
  for (const Json& key : *keys) {
    if (!fits(token, key) || (!token.key_id.empty() && text_of(key, "kid") != token.key_id)) {
      continue;
    }
    if (found) return nullptr;  // which one it is, nobody says
    found = &key;
  }
  return found ? *found : Json(nullptr);
}

bool is_signed_by(const Token& token, const Json& key) {
  if (!fits(token, key)) return false;
  const bool rsa = token.algorithm == "RS256";
  const Key made = rsa ? rsa_key(key) : ec_key(key);
  return verifies(made.get(), rsa ? token.signature : der_signature(token.signature),
                  token.signed_part);
}

Status check_claims(const Json& claims, const Expected& expected, Instant now) {
  const int64_t now_s = now.microseconds / kSecond;
  if (Status ours = check_for_us(claims, expected.issuer, expected.client_id); !ours) return ours;
  const auto audience = claims.find("aud");
  const bool several = audience->is_array() && audience->size() > 1;
  if ((several || claims.contains("azp")) && text_of(claims, "azp") != expected.client_id) {
    return bad_token("不是发给本服务的", "it was given to somebody else");
  }
  const auto ends = time_of(claims, "exp");
  if (!ends || *ends + kLeeway_s <= now_s) return bad_token("已过期", "it is over");
  const auto begins = time_of(claims, "iat");
  if (!begins || *begins - kLeeway_s > now_s) {
    return bad_token("签发时间在将来；请检查时钟", "it is from the future: check the clocks");
  }
  if (expected.nonce.empty() || text_of(claims, "nonce") != expected.nonce) {
    return bad_token("与这次登录无关", "it is of another sign-in");
  }
  const std::string subject = text_of(claims, "sub");
  if (subject.empty() || subject.size() > 255) {
    return bad_token("没有说明是谁", "it does not say who somebody is");
  }
  return ok_status();
}

Status check_logout_claims(const Json& claims, const std::string& issuer,
                           const std::string& client_id, Instant now) {
  constexpr int64_t kFresh_s = 600;
  const int64_t now_s = now.microseconds / kSecond;
  if (Status ours = check_for_us(claims, issuer, client_id); !ours) return ours;
  const auto begins = time_of(claims, "iat");
  if (!begins || *begins - kLeeway_s > now_s || *begins + kFresh_s < now_s) {
    return bad_token("不是刚刚签发的；请检查时钟", "it is not of this moment: check the clocks");
  }
  if (claims.contains("exp")) {
    const auto ends = time_of(claims, "exp");
    if (!ends || *ends + kLeeway_s <= now_s) return bad_token("已过期", "it is over");
  }
  const auto events = claims.find("events");
  const char* kEvent = "http://schemas.openid.net/event/backchannel-logout";
  if (events == claims.end() || !events->is_object() || !events->contains(kEvent) ||
      !(*events)[kEvent].is_object() || claims.contains("nonce")) {
    return bad_token("不是退出的通知", "it does not say that somebody signed out");
  }
  if (text_of(claims, "jti").empty() ||
      (text_of(claims, "sub").empty() && text_of(claims, "sid").empty())) {
    return bad_token("没有说明是谁", "it does not say who somebody is");
  }
  return ok_status();
}

}  // namespace tollgate::sign_in
