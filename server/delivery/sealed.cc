#include "tollgate/delivery/sealed.h"

#include <fcntl.h>
#include <sodium/crypto_auth_hmacsha256.h>
#include <sodium/crypto_secretbox.h>
#include <sodium/utils.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tollgate::delivery {
namespace {

constexpr size_t kNonceBytes = crypto_secretbox_NONCEBYTES;
static_assert(crypto_secretbox_KEYBYTES == 32);

Diagnostic bad_key_file(const std::filesystem::path& file) {
  const std::string name = file.string();
  return make_error(
      "delivery.key_file",
      {"密钥文件“" + name + "”无法读写，或内容不是密钥",
       "the file of the key '" + name + "' can't be read or written, or holds no key"},
      {.source = name});
}

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Whoever else could read it loses the right to.
bool read_key(int file, unsigned char* key) {
  return ::fchmod(file, S_IRUSR | S_IWUSR) == 0 && ::read(file, key, 32) == 32;
}

bool write_key(int file, const unsigned char* key) {
  return ::write(file, key, 32) == 32 && ::fsync(file) == 0;
}

}  // namespace

Result<Sealer> Sealer::open(const std::filesystem::path& key_file, Random& random) {
  Sealer sealer;
  random.fill(sealer.key_.data(), sealer.key_.size());
  if (key_file.empty()) return sealer;
  const std::string name = key_file.string();
  int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  bool done = false;
  if (file >= 0) {
    done = write_key(file, sealer.key_.data());
    if (!done) ::unlink(name.c_str());
  } else if ((file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) >= 0) {
    done = read_key(file, sealer.key_.data());
  }
  if (file >= 0) ::close(file);
  if (!done) return bad_key_file(key_file);
  return sealer;
}

std::string Sealer::seal(std::string_view text, Random& random) const {
  std::string sealed(kNonceBytes + crypto_secretbox_MACBYTES + text.size(), '\0');
  random.fill(sealed.data(), kNonceBytes);
  crypto_secretbox_easy(raw(sealed) + kNonceBytes, raw(text), text.size(), raw(sealed),
                        key_.data());
  return sealed;
}

std::optional<std::string> Sealer::unseal(std::string_view sealed) const {
  if (sealed.size() < kNonceBytes + crypto_secretbox_MACBYTES) return std::nullopt;
  const std::string_view box = sealed.substr(kNonceBytes);
  std::string text(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(raw(text), raw(box), box.size(), raw(sealed), key_.data()) != 0) {
    return std::nullopt;
  }
  return text;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, raw(key), key.size());
  crypto_auth_hmacsha256_update(&state, raw(message), message.size());
  std::string digest(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, raw(digest));
  return digest;
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.resize(text.size() - 1);
  return text;
}

}  // namespace tollgate::delivery
