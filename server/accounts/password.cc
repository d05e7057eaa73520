#include "password.h"

#include <sodium/crypto_pwhash.h>

#include <condition_variable>
#include <mutex>

#include "tollgate/base/utf8.h"

namespace tollgate::accounts {
namespace {

constexpr size_t kMinCharacters = 8;
constexpr size_t kMaxCharacters = 256;
constexpr int kAtOnce = 2;
constexpr int kMaxWaiting = 16;

// Each hash takes 64 MiB and a core: without a bound, trying passwords would stop the hub.
class Turns {
 public:
  bool enter() {
    std::unique_lock lock(mutex_);
    if (waiting_ >= kMaxWaiting) return false;
    ++waiting_;
    free_.wait(lock, [this] { return running_ < kAtOnce; });
    --waiting_;
    ++running_;
    return true;
  }
  void leave() {
    {
      const std::lock_guard lock(mutex_);
      --running_;
    }
    free_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  int running_ = 0;
  int waiting_ = 0;
};

Turns& turns() {
  static Turns one;
  return one;
}

Diagnostic busy() {
  return make_error("accounts.busy", {"正在登录的人太多，请几秒后再试。",
                                      "too many people sign in at once: try again in seconds"});
}

Diagnostic no_memory() {
  return make_error("accounts.busy", {"服务器内存不足，暂时不能核对密码；请稍后再试。",
                                      "the hub has no memory to check a password: try later"});
}

std::string hashed(std::string_view password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return {};
  }
  hash.resize(hash.find('\0'));
  return hash;
}

// Of no password that anybody has.
const std::string& nobodys_hash() {
  static const std::string hash = hashed("\xff");
  return hash;
}

}  // namespace

Status check_password(std::string_view password, std::string_view name) {
  const bool whole = !invalid_utf8_at(password);
  const size_t characters = whole ? count_code_points(password) : 0;
  if (whole && characters >= kMinCharacters && characters <= kMaxCharacters && password != name) {
    return ok_status();
  }
  return make_error("accounts.password",
                    {"密码应有 8 至 256 个字符，并且不能与用户名相同。",
                     "a password has 8 to 256 characters and is not the name itself"},
                    {.pointer = "/params/password"});
}

Result<std::string> hash_password(std::string_view password) {
  if (!turns().enter()) return busy();
  std::string hash = hashed(password);
  turns().leave();
  if (hash.empty()) return no_memory();
  return hash;
}

Result<bool> password_fits(std::string_view password, const std::string& hash) {
  if (!turns().enter()) return busy();
  const std::string& against = hash.empty() ? nobodys_hash() : hash;
  const bool fits =
      crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  turns().leave();
  if (against.empty()) return no_memory();
  return fits && !hash.empty();
}

}  // namespace tollgate::accounts
