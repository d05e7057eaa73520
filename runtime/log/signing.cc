#include "tollgate/log/signing.h"

#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>

namespace tollgate::log {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

SigningKey SigningKey::from_seed(const Seed& seed) {
  SigningKey key;
  crypto_sign_ed25519_seed_keypair(key.public_.data(), key.secret_.data(), seed.data());
  return key;
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

Signature SigningKey::sign(std::string_view text) const {
  Signature signature = {};
  crypto_sign_ed25519_detached(signature.data(), nullptr, bytes_of(text), text.size(),
                               secret_.data());
  return signature;
}

bool verifies(const PublicKey& key, std::string_view text, const Signature& signature) {
  return crypto_sign_ed25519_verify_detached(signature.data(), bytes_of(text), text.size(),
                                             key.data()) == 0;
}

std::string to_hex(const uint8_t* bytes, size_t size) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * size);
  for (size_t i = 0; i < size; ++i) text += {kDigits[bytes[i] >> 4], kDigits[bytes[i] & 15]};
  return text;
}

bool from_hex(std::string_view text, uint8_t* bytes, size_t size) {
  if (text.size() != 2 * size) return false;
  for (size_t i = 0; i < size; ++i) {
    const int high = digit_of(text[2 * i]);
    const int low = digit_of(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = uint8_t(high << 4 | low);
  }
  return true;
}

}  // namespace tollgate::log
