// A certificate for a hub that has none: signed by a certificate authority of the hub's own, which
// people install once on their devices.
//
//   Result<OwnCertificate> own = own_certificate(folder, {"hub.example", "10.0.0.5"}, now);
//
// Kept in the folder: hub-tls-ca.pem and hub-tls-ca.key (ten years), hub-tls.pem and hub-tls.key
// (397 days, as browsers ask for; made anew when a month is left or the names differ). Keys are
// ECDSA over P-256, readable by their owner alone. Whoever has hub-tls-ca.key can pass for any site
// on devices that trust it: it never leaves the folder but in a backup's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tollgate/base/result.h"

namespace tollgate::server {

struct OwnCertificate {
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::string authority_pem;          // for people's devices
  std::string authority_fingerprint;  // SHA-256 in pairs: "AB:CD:…"
};

// `names`: host names and addresses by which the hub is called. `now_s`: since 1970. Refused:
// server.cannot_write, server.tls_certificate.
Result<OwnCertificate> own_certificate(const std::filesystem::path& folder,
                                       const std::vector<std::string>& names, int64_t now_s);

}  // namespace tollgate::server
