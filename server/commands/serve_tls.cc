#include "commands/serve_tls.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>

#include "hub/data_folder.h"

namespace tollgate::server {
namespace {

Diagnostic tls_by_halves() {
  return make_error(
      "cli.tls",
      {"--tls-certificate 和 --tls-key 要一起给出；只用 --tls 则使用服务自己的证书。",
       "give --tls-certificate and --tls-key together; --tls alone uses a certificate "
       "of the hub's own"},
      {}, {"--tls"});
}

Diagnostic redirect_without_tls() {
  return make_error("cli.tls", {"--http-redirect 需要 --tls。", "--http-redirect needs --tls"}, {},
                    {"--tls"});
}

// Names and addresses of this machine, by which devices may call it.
std::vector<std::string> names_of_machine() {
  std::vector<std::string> names = {"localhost"};
  char host[256] = "";
  if (::gethostname(host, sizeof host - 1) == 0 && is_host_name(host)) names.emplace_back(host);
  ifaddrs* interfaces = nullptr;
  if (::getifaddrs(&interfaces) != 0) return names;
  for (const ifaddrs* each = interfaces; each; each = each->ifa_next) {
    if (!each->ifa_addr || each->ifa_addr->sa_family != AF_INET) continue;
    char digits[INET_ADDRSTRLEN];
    const auto* address = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
    if (::inet_ntop(AF_INET, &address->sin_addr, digits, sizeof digits)) names.emplace_back(digits);
  }
  ::freeifaddrs(interfaces);
  return names;
}

}  // namespace

Result<TlsOptions> read_tls_options(const Arguments& arguments) {
  TlsOptions options;
  if (arguments.has("tls-certificate")) options.certificate = arguments.value("tls-certificate");
  if (arguments.has("tls-key")) options.key = arguments.value("tls-key");
  if (options.certificate.has_value() != options.key.has_value()) return tls_by_halves();
  options.own = arguments.has("tls") && !options.certificate;
  if (!arguments.has("http-redirect")) return options;
  if (!options.is_on()) return redirect_without_tls();
  const std::string text = arguments.value("http-redirect");
  options.redirect = parse_listen_address(text);
  if (options.redirect) return options;
  return make_error("cli.listen_address",
                    {"监听地址“" + text + "”无效。", "'" + text + "' is no address to listen on"},
                    {}, {"0.0.0.0:80"});
}

std::vector<OptionSpec> tls_option_specs() {
  return {
      {"tls",
       "",
       {"加密连接（HTTPS），使用服务自己签发的证书；/certificate 说明如何在设备上安装",
        "encrypts connections (HTTPS) with a certificate of the hub's own authority;\n"
        "/certificate tells how devices come to trust it"}},
      {"tls-certificate",
       "FILE",
       {"用这个证书加密（PEM，含中间证书）",
        "encrypts with this certificate (PEM, with those between)"}},
      {"tls-key", "FILE", {"它的私钥（PEM）", "its key (PEM)"}},
      {"http-redirect",
       "ADDR:PORT",
       {"把这里的 HTTP 请求转到加密地址", "leads from plain HTTP there to the encrypted address"}}};
}

Result<Tls> prepare_tls(const TlsOptions& options, const std::filesystem::path& folder,
                        const ListenAddress& address, const std::vector<std::string>& hosts) {
  Tls tls;
  if (!options.is_on()) return tls;
  std::filesystem::path certificate = options.certificate.value_or("");
  std::filesystem::path key = options.key.value_or("");
  if (options.own) {
    if (Status made = make_data_folder(folder.empty() ? "." : folder); !made) {
      return std::move(made).error();
    }
    std::vector<std::string> names = hosts;
    for (const std::string& name : names_of_machine()) names.push_back(name);
    if (is_ip_address(address.host) && address.host != "0.0.0.0" && address.host != "::") {
      names.push_back(address.host);
    }
    std::vector<std::string> once;
    for (std::string& name : names) {
      if (std::ranges::find(once, name) == once.end()) once.push_back(std::move(name));
    }
    auto own = own_certificate(folder, once, std::time(nullptr));
    if (!own) return std::move(own).error();
    certificate = own->certificate;
    key = own->key;
    tls.guide = std::make_unique<CertificateGuide>(*own);
    tls.own = std::move(*own);
  }
  auto context = TlsContext::from_files(certificate, key);
  if (!context) return std::move(context).error();
  tls.context = std::move(*context);
  return tls;
}

Result<std::unique_ptr<RedirectServer>> RedirectServer::start(const ListenAddress& address,
                                                              std::vector<std::string> hosts,
                                                              uint16_t secure_port,
                                                              const Tls& tls) {
  auto server =
      HttpServer::listen({.address = address.host, .port = address.port, .max_connections = 200});
  if (!server) return std::move(server).error();
  return std::unique_ptr<RedirectServer>(
      new RedirectServer(std::move(*server), std::move(hosts), secure_port, tls.guide.get()));
}

RedirectServer::RedirectServer(std::unique_ptr<HttpServer> server, std::vector<std::string> hosts,
                               uint16_t secure_port, const CertificateGuide* guide)
    : server_(std::move(server)), handler_(std::move(hosts), secure_port, guide) {
  thread_ = std::thread([this] { server_->run(handler_); });
}

RedirectServer::~RedirectServer() {
  server_->stop();
  thread_.join();
}

}  // namespace tollgate::server
