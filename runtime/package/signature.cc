#include "tollgate/package/signature.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/sha256.h"

namespace tollgate::package {
namespace {

constexpr std::string_view kKeyFormat = "tollgate.key/1";
constexpr std::string_view kSignatureFormat = "tollgate.signature/1";
constexpr size_t kMaxSignatureBytes = 4096;

std::string signed_text(std::string_view package_sha256) {
  return std::string(kSignatureFormat) + "\n" + std::string(package_sha256) + "\n";
}

std::string_view text_member(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  return found->get_ref<const std::string&>();
}

Diagnostic other_signature(const std::string& zh, const std::string& en) {
  return make_error("package.other_signature", {"签名不属于这个应用包：" + zh, en});
}

}  // namespace

std::string make_key(Random& random) {
  log::Seed seed = {};
  random.fill(seed.data(), seed.size());
  const log::SigningKey key = log::SigningKey::from_seed(seed);
  return write_json_indented({{"format", kKeyFormat},
                              {"public", log::to_hex(key.public_key())},
                              {"secret", log::to_hex(seed)}});
}

Result<log::SigningKey> read_key(std::string_view text) {
  const auto json = parse_json(text, {.max_bytes = kMaxSignatureBytes});
  if (json && text_member(*json, "format") == kKeyFormat) {
    if (const auto seed = log::from_hex<32>(text_member(*json, "secret"))) {
      log::SigningKey key = log::SigningKey::from_seed(*seed);
      if (log::to_hex(key.public_key()) == text_member(*json, "public")) return key;
    }
  }
  return make_error("package.bad_key", {"这不是发布者的密钥文件；用 tollgate package key 生成。",
                                        "this is no publisher's key: 'tollgate package key' makes "
                                        "one"});
}

std::string fingerprint(const log::PublicKey& key) {
  const std::string digits =
      hex(sha256(std::string_view(reinterpret_cast<const char*>(key.data()), key.size())));
  std::string out;
  for (size_t i = 0; i < 32; i += 4) out += (i == 0 ? "" : " ") + digits.substr(i, 4);
  return out;
}

Result<std::string> sign_package(const Package& package, const log::SigningKey& key) {
  if (package.manifest.key != key.public_key()) {
    return make_error(
        "package.other_key",
        {"应用包的清单写的不是这个密钥；请用 --key 重新 build。",
         "the package's manifest names another publisher's key or none: build it with this --key"},
        {.source = std::string(kManifestPath), .pointer = "/publisher/key"});
  }
  return write_json_indented({{"format", kSignatureFormat},
                              {"key", log::to_hex(key.public_key())},
                              {"package", package.sha256},
                              {"signature", log::to_hex(key.sign(signed_text(package.sha256)))}});
}

Status verify_package(const Package& package, std::string_view signature) {
  if (!package.manifest.key || signature.empty()) {
    return make_error("package.unsigned", {"应用包没有签名，无法知道是谁制作的。",
                                           "the package is not signed: nobody can tell who made "
                                           "it"});
  }
  const auto json = parse_json(signature, {.max_bytes = kMaxSignatureBytes});
  const auto value =
      json ? log::from_hex<64>(text_member(*json, "signature")) : std::optional<log::Signature>();
  if (!json || text_member(*json, "format") != kSignatureFormat || !value) {
    return make_error("package.bad_signature_file", {"这不是签名文件（.tollgate.sig）。",
                                                     "this is no signature (.tollgate.sig)"});
  }
  if (text_member(*json, "package") != package.sha256) {
    return other_signature("它是另一个包或另一个版本的。",
                           "the signature is another package's, or another version's");
  }
  if (text_member(*json, "key") != log::to_hex(*package.manifest.key)) {
    return other_signature("它是另一个发布者签的。",
                           "the signature is by another publisher than the package names");
  }
  if (!log::verifies(*package.manifest.key, signed_text(package.sha256), *value)) {
    return make_error("package.bad_signature", {"签名不成立：应用包或签名被改动过。",
                                                "the signature does not hold: the package or the "
                                                "signature was changed"});
  }
  return ok_status();
}

}  // namespace tollgate::package
