#include "secret.h"

#include "tollgate/base/sha256.h"

namespace tollgate::accounts {

std::string make_secret(Random& random) {
  Sha256Digest bytes;
  random.fill(bytes.data(), bytes.size());
  return hex(bytes);
}

std::string kept_form(std::string_view secret) { return hex(sha256(secret)); }

std::string make_id(Random& random) { return make_secret(random).substr(0, 16); }

}  // namespace tollgate::accounts
