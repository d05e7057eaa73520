#include "tollgate/log/signing.h"

#include <catch_amalgamated.hpp>

namespace tollgate::log {
namespace {

TEST_CASE("signatures are those of RFC 8032") {
  struct Vector {
    const char* seed;
    const char* key;
    std::string text;
    const char* signature;
  };
  const Vector vectors[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9"
       "b46bd25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "1"
       "1d8c387b2eaeb4302aeeb00d291612bb0c00"}};
  for (const Vector& vector : vectors) {
    const SigningKey key = SigningKey::from_seed(*from_hex<32>(vector.seed));
    CHECK(to_hex(key.public_key()) == vector.key);
    const Signature signature = key.sign(vector.text);
    CHECK(to_hex(signature) == vector.signature);
    CHECK(verifies(key.public_key(), vector.text, signature));
    CHECK_FALSE(verifies(key.public_key(), vector.text + "x", signature));
    for (size_t i = 0; i < signature.size(); ++i) {
      Signature changed = signature;
      changed[i] ^= 1;
      CHECK_FALSE(verifies(key.public_key(), vector.text, changed));
    }
  }
  CHECK_FALSE(from_hex<32>("9D61"));
  CHECK_FALSE(from_hex<2>("9D61"));
}

}  // namespace
}  // namespace tollgate::log
