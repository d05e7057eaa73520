// SHA-256 (FIPS 180-4): the hash of the op log's chain, of blobs and of app documents.
//
//   std::string hash = hex(sha256("abc"));  // "ba7816bf…"
//   Sha256 running;
//   running.update(chunk);
//   Sha256Digest digest = running.finish();
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate {

using Sha256Digest = std::array<uint8_t, 32>;

class Sha256 {
 public:
  void update(std::string_view bytes);
  // The digest of all bytes so far; the object must not be used after it.
  Sha256Digest finish();

 private:
  void compress(const uint8_t* block);

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> buffer_ = {};
  size_t buffered_ = 0;
  uint64_t size_ = 0;
};

Sha256Digest sha256(std::string_view bytes);

// 64 lower-case hexadecimal digits.
std::string hex(const Sha256Digest& digest);
// What hex() wrote; nullopt for anything else.
std::optional<Sha256Digest> digest_from_hex(std::string_view text);

}  // namespace tollgate
