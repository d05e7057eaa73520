// Ed25519 signatures (RFC 8032), by libsodium.
//
//   SigningKey key = SigningKey::from_seed(seed);
//   Signature signature = key.sign(text);
//   verifies(key.public_key(), text, signature);   // true
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::log {

using Seed = std::array<uint8_t, 32>;  // the secret
using PublicKey = std::array<uint8_t, 32>;
using Signature = std::array<uint8_t, 64>;

class SigningKey {
 public:
  static SigningKey from_seed(const Seed& seed);
  ~SigningKey();
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;

  const PublicKey& public_key() const { return public_; }
  Signature sign(std::string_view text) const;

 private:
  SigningKey() = default;
  PublicKey public_ = {};
  std::array<uint8_t, 64> secret_ = {};
};

bool verifies(const PublicKey& key, std::string_view text, const Signature& signature);

// Lower-case hexadecimal digits of any fixed size; from_hex is nullopt for anything else.
std::string to_hex(const uint8_t* bytes, size_t size);
bool from_hex(std::string_view text, uint8_t* bytes, size_t size);

template <size_t kSize>
std::string to_hex(const std::array<uint8_t, kSize>& bytes) {
  return to_hex(bytes.data(), kSize);
}
template <size_t kSize>
std::optional<std::array<uint8_t, kSize>> from_hex(std::string_view text) {
  std::array<uint8_t, kSize> bytes = {};
  if (!from_hex(text, bytes.data(), kSize)) return std::nullopt;
  return bytes;
}

}  // namespace tollgate::log
