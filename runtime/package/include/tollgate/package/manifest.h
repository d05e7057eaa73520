// What a package says of itself (schemas/package/manifest.schema.json).
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/log/signing.h"

namespace tollgate::package {

inline constexpr std::string_view kManifestPath = "manifest.json";
inline constexpr std::string_view kAppPath = "app.json";

// Texts by language tag, as in an app document; a JSON object.
struct ManifestRole {
  std::string id;
  Json label;
};

struct ManifestFile {
  std::string path;
  uint64_t size_bytes = 0;
  std::string sha256;
};

struct Manifest {
  std::string id;  // of the app
  std::string version;
  std::string runtime;  // the least Tollgate that can use it
  Json label;
  Json description;  // an empty object where there is none
  std::vector<std::string> languages;
  std::string publisher;              // a name; anybody can write any
  std::optional<log::PublicKey> key;  // of the publisher; none: it can't be signed
  std::vector<ManifestRole> roles;    // that the app brings
  std::vector<std::string> hosts;     // where it wants the hub to be allowed to connect
  std::vector<ManifestFile> files;    // all but the manifest, by path
};

// Refused: package.bad_manifest, package.other_format, and as parse_json().
Result<Manifest> read_manifest(std::string_view text);
std::string write_manifest(const Manifest& manifest);

// A name of a host as an administrator would allow it: small letters, without scheme and port.
bool is_host(std::string_view text);

}  // namespace tollgate::package
