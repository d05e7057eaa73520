// Tokens that are what they say, and all the ways in which one is not.
#include "jwt.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <catch_amalgamated.hpp>
#include <functional>
#include <memory>

#include "base64url.h"
#include "tollgate/sign_in/sign_in.h"
#include "url.h"

namespace tollgate::sign_in {
namespace {

using TestKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

TestKey rsa() { return {EVP_RSA_gen(2048), &EVP_PKEY_free}; }
TestKey p256() { return {EVP_EC_gen("P-256"), &EVP_PKEY_free}; }

std::string number_of(const TestKey& key, const char* name, size_t bytes) {
  BIGNUM* number = nullptr;
  REQUIRE(EVP_PKEY_get_bn_param(key.get(), name, &number) == 1);
  std::string out(bytes > 0 ? bytes : static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
  BN_free(number);
  return to_base64url(out);
}

Json public_part(const TestKey& key, const char* algorithm, const char* id) {
  if (std::string_view(algorithm) == "RS256") {
    return {{"kty", "RSA"},
            {"kid", id},
            {"alg", "RS256"},
            {"n", number_of(key, OSSL_PKEY_PARAM_RSA_N, 0)},
            {"e", number_of(key, OSSL_PKEY_PARAM_RSA_E, 0)}};
  }
  return {{"kty", "EC"},
          {"kid", id},
          {"crv", "P-256"},
          {"x", number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, 32)},
          {"y", number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
}

std::string sign(const TestKey& key, const Json& head, const Json& claims) {
  const std::string text = to_base64url(head.dump()) + "." + to_base64url(claims.dump());
  EVP_MD_CTX* digest = EVP_MD_CTX_new();
  size_t size = 0;
  const auto* raw = reinterpret_cast<const unsigned char*>(text.data());
  REQUIRE(EVP_DigestSignInit(digest, nullptr, EVP_sha256(), nullptr, key.get()) == 1);
  REQUIRE(EVP_DigestSign(digest, nullptr, &size, raw, text.size()) == 1);
  std::string signature(size, '\0');
  auto* out = reinterpret_cast<unsigned char*>(signature.data());
  REQUIRE(EVP_DigestSign(digest, out, &size, raw, text.size()) == 1);
  EVP_MD_CTX_free(digest);
  signature.resize(size);
  if (head["alg"] == "ES256") {
    const unsigned char* der = reinterpret_cast<const unsigned char*>(signature.data());
    ECDSA_SIG* both = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(size));
    std::string pair(64, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(pair.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(both), bytes, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(both), bytes + 32, 32);
    ECDSA_SIG_free(both);
    signature = pair;
  }
  return text + "." + to_base64url(signature);
}

constexpr int64_t kNow_s = 1'800'000'000;
const Instant kThen{kNow_s * 1'000'000};
const Expected kExpected{"https://idp.example", "tollgate", "n-1"};

Json good_claims() {
  return {{"iss", "https://idp.example"},
          {"aud", "tollgate"},
          {"sub", "li"},
          {"nonce", "n-1"},
          {"iat", kNow_s - 5},
          {"exp", kNow_s + 300}};
}

TEST_CASE("a token is signed by its provider's key, RS256 or ES256, and by no other") {
  const TestKey rsa_key = rsa();
  const TestKey ec_key = p256();
  const TestKey other = p256();
  const Json keys{
      {"keys", {public_part(rsa_key, "RS256", "r"), public_part(ec_key, "ES256", "e")}}};
  for (const char* algorithm : {"RS256", "ES256"}) {
    const bool is_rsa = std::string_view(algorithm) == "RS256";
    const Json head{{"alg", algorithm}, {"kid", is_rsa ? "r" : "e"}};
    const std::string text = sign(is_rsa ? rsa_key : ec_key, head, good_claims());
    auto token = read_token(text);
    REQUIRE(token.ok());
    CHECK(is_signed_by(*token, key_for(*token, keys)));
    CHECK(check_claims(token->claims, kExpected, kThen).ok());
    token->signed_part.back() ^= 1;
    CHECK_FALSE(is_signed_by(*token, key_for(*token, keys)));
  }
  const auto forged = read_token(sign(other, {{"alg", "ES256"}, {"kid", "e"}}, good_claims()));
  REQUIRE(forged.ok());
  CHECK_FALSE(is_signed_by(*forged, key_for(*forged, keys)));
  const auto unknown = read_token(sign(other, {{"alg", "ES256"}, {"kid", "new"}}, good_claims()));
  CHECK(key_for(*unknown, keys).is_null());
  // A key of the other kind under the name that the token says.
  const auto confused = read_token(sign(ec_key, {{"alg", "ES256"}, {"kid", "r"}}, good_claims()));
  CHECK(key_for(*confused, keys).is_null());
  const auto nameless = read_token(sign(ec_key, {{"alg", "ES256"}}, good_claims()));
  CHECK(is_signed_by(*nameless, key_for(*nameless, keys)));
}

TEST_CASE("a token chooses no algorithm but these two, and brings no key") {
  const std::string claims = to_base64url(good_claims().dump());
  for (const Json& head :
       {Json{{"alg", "none"}}, Json{{"alg", "HS256"}}, Json{{"alg", "RS512"}}, Json{{"alg", 7}},
        Json::object(), Json::array(), Json{{"alg", "RS256"}, {"crit", {"b64"}}}}) {
    const auto token = read_token(to_base64url(head.dump()) + "." + claims + ".AAAA");
    INFO(head.dump());
    CHECK_FALSE(token.ok());
  }
  for (const char* text : {"", ".", "..", "a.b.c", "e30.e30", "e30.e30.!"}) {
    CHECK_FALSE(read_token(text).ok());
  }
  CHECK_FALSE(read_token(std::string(20'000, 'a') + ".e30.AA").ok());
}

TEST_CASE("claims are for this hub, now, and of this sign-in") {
  const auto refused = [](const char* member, const Json& value) {
    Json claims = good_claims();
    claims[member] = value;
    if (value.is_null()) claims.erase(member);
    INFO(member << " " << value.dump());
    const Status right = check_claims(claims, kExpected, kThen);
    return !right && right.diagnostics().front().code == "sign_in.token";
  };
  CHECK(refused("iss", "https://idp.example/"));
  CHECK(refused("iss", nullptr));
  CHECK(refused("aud", "another"));
  CHECK(refused("aud", Json::array({"tollgate", "another"})));  // given to whom?
  CHECK(refused("aud", nullptr));
  CHECK(refused("azp", "another"));
  CHECK(refused("exp", kNow_s - 60));
  CHECK(refused("exp", "never"));
  CHECK(refused("exp", nullptr));
  CHECK(refused("iat", kNow_s + 61));
  CHECK(refused("iat", nullptr));
  CHECK(refused("nonce", "n-2"));
  CHECK(refused("nonce", nullptr));
  CHECK(refused("sub", ""));
  CHECK(refused("sub", std::string(256, 'a')));
  Json claims = good_claims();
  claims["exp"] = kNow_s - 59;
  claims["aud"] = Json::array({"tollgate", "another"});
  claims["azp"] = "tollgate";
  CHECK(check_claims(claims, kExpected, kThen).ok());
}

TEST_CASE("a token that somebody signed out is for this hub, of this moment, and no sign-in") {
  const auto told = [](const std::function<void(Json&)>& change) {
    Json claims{
        {"iss", kExpected.issuer},
        {"aud", kExpected.client_id},
        {"iat", kNow_s},
        {"exp", kNow_s + 120},
        {"jti", "t-1"},
        {"sub", "li"},
        {"sid", "s-1"},
        {"events", {{"http://schemas.openid.net/event/backchannel-logout", Json::object()}}}};
    change(claims);
    INFO(claims.dump());
    return check_logout_claims(claims, kExpected.issuer, kExpected.client_id, kThen).ok();
  };
  CHECK(told([](Json&) {}));
  CHECK(told([](Json& c) { c.erase("sub"); }));
  CHECK(told([](Json& c) { c.erase("sid"); }));
  CHECK(told([](Json& c) { c.erase("exp"); }));
  CHECK_FALSE(told([](Json& c) { c["nonce"] = "n-1"; }));  // an id token in its place
  CHECK_FALSE(told([](Json& c) { c["iss"] = "https://evil.example"; }));
  CHECK_FALSE(told([](Json& c) { c["aud"] = "another"; }));
  CHECK_FALSE(told([](Json& c) { c["iat"] = kNow_s - 601; }));
  CHECK_FALSE(told([](Json& c) { c["iat"] = kNow_s + 61; }));
  CHECK_FALSE(told([](Json& c) { c["exp"] = kNow_s - 60; }));
  CHECK_FALSE(told([](Json& c) { c.erase("jti"); }));
  CHECK_FALSE(told([](Json& c) { c.erase("events"); }));
  CHECK_FALSE(told([](Json& c) { c["events"] = Json{{"other", Json::object()}}; }));
  CHECK_FALSE(told([](Json& c) {
    c.erase("sub");
    c.erase("sid");
  }));
}

TEST_CASE("where to go on is a path of the site, whatever an address says") {
  CHECK(path_of_site("apps/visits/#/view/my_visits") == "apps/visits/#/view/my_visits");
  CHECK(path_of_site("people.html?x=1") == "people.html?x=1");
  for (const char* wrong :
       {"https://evil.example", "//evil.example", "/\\evil.example", "\\evil.example",
        "javascript:alert(1)", "\t//evil.example", " a", "a\r\nb", "../x", "a//b", "é"}) {
    INFO(wrong);
    CHECK(path_of_site(wrong).empty());
  }
  CHECK(path_of_site(std::string(1001, 'a')).empty());
}

TEST_CASE("secrets travel over TLS, or on this machine") {
  CHECK(safe_origin("https://idp.example/realm?x") == "https://idp.example");
  CHECK(safe_origin("http://127.0.0.1:3000/x") == "http://127.0.0.1:3000");
  for (const char* wrong : {"http://idp.example", "http://127.0.0.1.evil.example", "ftp://a", "a",
                            "https://", "https://u@idp.example", "https://a\\b"}) {
    INFO(wrong);
    CHECK(safe_origin(wrong).empty());
  }
  const auto query = read_query("code=a%20b&state=x&state=y&broken=%2&empty=");
  CHECK(query.at("code") == "a b");
  CHECK_FALSE(query.contains("state"));
  CHECK_FALSE(query.contains("broken"));
  CHECK(query.at("empty").empty());
}

TEST_CASE("bytes as tokens write them, and nothing that means the same in two ways") {
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "\xff\xfe\xfd"}) {
    CHECK(from_base64url(to_base64url(bytes)) == bytes);
  }
  CHECK(to_base64url("\xff\xfe") == "__4");
  for (const char* wrong : {"a", "Zh", "Zg==", "Z g", "Zm9", "+/", "Zm9v\n"}) {
    INFO(wrong);
    CHECK_FALSE(from_base64url(wrong).has_value());
  }
}

}  // namespace
}  // namespace tollgate::sign_in
