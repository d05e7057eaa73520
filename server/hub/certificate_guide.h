// How people make their devices trust a hub's own certificate authority: a page to print, and the
// file.
//
//   GET /certificate            the guide, in both languages, with the fingerprint to compare
//   GET /certificate/hub.crt    the authority's certificate
//
// Also served without encryption: whoever does not trust the hub yet reaches it there. That the
// file is the hub's own shows its fingerprint, which the hub prints at its start.
#pragma once

#include <optional>
#include <string>

#include "http/handler.h"
#include "hub/own_certificate.h"
#include "hub/request_guard.h"

namespace tollgate::server {

class CertificateGuide {
 public:
  explicit CertificateGuide(const OwnCertificate& own);
  // Nothing: another path.
  std::optional<Response> answer(const Request& request) const;

 private:
  std::string page_;
  std::string file_;
};

// What a hub with TLS says to those who come without: the guide, and where to go.
class RedirectHandler final : public Handler {
 public:
  // `secure_port`: of the hub's encrypted address. `guide` null: the certificate is another's.
  RedirectHandler(std::vector<std::string> hosts, uint16_t secure_port,
                  const CertificateGuide* guide)
      : guard_(std::move(hosts)), secure_port_(secure_port), guide_(guide) {}

  Admission admit(const Request&) override { return {}; }
  void handle(Request request, Respond respond) override;
  const std::vector<std::pair<std::string, std::string>>& common_headers() const override;
  Response failure(unsigned status, const std::optional<Diagnostic>& why) override;

 private:
  const RequestGuard guard_;
  const uint16_t secure_port_;
  const CertificateGuide* const guide_;
};

}  // namespace tollgate::server
