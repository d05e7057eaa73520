// The options of `tollgate serve` about encryption.
//
//   --tls                              a certificate of the hub's own authority
//   --tls-certificate FILE --tls-key FILE
//   --http-redirect ADDR:PORT          leads from plain HTTP to the encrypted address
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/arguments.h"
#include "cli/listen_address.h"
#include "cli/terminal.h"
#include "http/http_server.h"
#include "hub/certificate_guide.h"

namespace tollgate::server {

struct TlsOptions {
  bool own = false;
  std::optional<std::filesystem::path> certificate;
  std::optional<std::filesystem::path> key;
  std::optional<ListenAddress> redirect;

  bool is_on() const { return own || certificate; }
};

// Refused: cli.tls, cli.listen_address.
Result<TlsOptions> read_tls_options(const Arguments& arguments);
std::vector<OptionSpec> tls_option_specs();

// What the hub speaks with; without --tls nothing of it.
struct Tls {
  std::shared_ptr<TlsContext> context;
  std::optional<OwnCertificate> own;
  std::unique_ptr<CertificateGuide> guide;
};

// `folder`: where the hub keeps its data; the own certificate's files lie there. `hosts`: by which
// it is called besides the addresses of this machine.
Result<Tls> prepare_tls(const TlsOptions& options, const std::filesystem::path& folder,
                        const ListenAddress& address, const std::vector<std::string>& hosts);

// Leads to the encrypted address for as long as it lives.
class RedirectServer {
 public:
  static Result<std::unique_ptr<RedirectServer>> start(const ListenAddress& address,
                                                       std::vector<std::string> hosts,
                                                       uint16_t secure_port, const Tls& tls);
  ~RedirectServer();
  uint16_t port() const { return server_->port(); }

 private:
  RedirectServer(std::unique_ptr<HttpServer> server, std::vector<std::string> hosts,
                 uint16_t secure_port, const CertificateGuide* guide);

  std::unique_ptr<HttpServer> server_;
  RedirectHandler handler_;
  std::thread thread_;
};

}  // namespace tollgate::server
