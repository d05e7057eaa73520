// Secrets as they are kept: encrypted and authenticated (libsodium's secretbox: XSalsa20, Poly1305)
// by a key that lies in a file of its own, readable by its owner alone. Whoever copies the database
// without the key has no secret.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/random.h"
#include "tollgate/base/result.h"

namespace tollgate::delivery {

class Sealer {
 public:
  // Reads the key or makes one. `key_file` empty: a key for this process alone. Refused:
  // delivery.key_file.
  static Result<Sealer> open(const std::filesystem::path& key_file, Random& random);

  // Random bytes followed by the sealed text.
  std::string seal(std::string_view text, Random& random) const;
  // nullopt: sealed by another key, or changed.
  std::optional<std::string> unseal(std::string_view sealed) const;

 private:
  std::array<unsigned char, 32> key_{};
};

// RFC 2104 with SHA-256; 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);
std::string base64(std::string_view bytes);

}  // namespace tollgate::delivery
