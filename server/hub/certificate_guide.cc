#include "hub/certificate_guide.h"

#include "content_security_policy.h"
#include "http/request_head.h"
#include "hub/reply.h"

namespace tollgate::server {
namespace {

constexpr std::string_view kGuide = "/certificate";
constexpr std::string_view kStyle = "/certificate/guide.css";
constexpr std::string_view kFile = "/certificate/hub.crt";

constexpr const char* kStyleText =
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}code{overflow-wrap:anywhere;background:#f0f0f0;padding:.1rem "
    ".3rem}section{margin-block:2rem}li{margin-block:.4rem}a{color:#0b57d0}@media print{a{color:"
    "inherit}section+section{break-before:page}}";

// `fingerprint` holds hexadecimal digits and colons alone.
std::string page_of(const std::string& fingerprint) {
  const std::string file = "<a href=\"/certificate/hub.crt\" download>hub.crt</a>";
  return "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta "
         "name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>证书 · "
         "Certificate</title><link rel=\"stylesheet\" href=\"/certificate/guide.css\"></head><body>"
         "<section><h1>让这台设备信任本服务的证书</h1><p>本服务用自己的证书颁发机构加密连接。每台设"
         "备安装一次之后，浏览器不再警告，离线保存、相机和定位也可以使用。</"
         "p><p>安装前请核对指纹（服务"
         "启动时会打印；请向管理员确认）：</p><p><code>" +
         fingerprint + "</code></p><ol><li>下载 " + file +
         "。</li><li><b>Windows</b>：双击文件 → 安装证书 → 本地计算机 → "
         "受信任的根证书颁发机构。</li><li><b>Android</b>：设置 → 安全 → 加密与凭据 → 安装证书 → "
         "CA "
         "证书。</li><li><b>iPhone</b>：用 Safari 下载 → 设置 → 已下载描述文件 → 安装；再到 通用 → "
         "关于本机 → 证书信任设置 中打开。</li><li><b>macOS</b>：双击文件 → 钥匙串“系统” → "
         "始终信任。</li><li><b>Firefox</b>：设置 → 隐私与安全 → 查看证书 → 证书颁发机构 → "
         "导入。</li></ol><p>公司统一管理的设备，请 IT "
         "通过组策略或设备管理下发此文件。</p></section>"
         "<section lang=\"en\"><h1>Make this device trust the hub's certificate</h1><p>This hub "
         "encrypts connections with a certificate authority of its own. Once it is installed on a "
         "device, browsers warn no more, and keeping data for times without a network, camera and "
         "location work.</p><p>Compare the fingerprint before you install it (the hub prints it "
         "when it starts; ask your administrator):</p><p><code>" +
         fingerprint + "</code></p><ol><li>Download " + file +
         ".</li><li><b>Windows</b>: open the file → Install Certificate → Local Machine → Trusted "
         "Root Certification Authorities.</li><li><b>Android</b>: Settings → Security → Encryption "
         "&amp; credentials → Install a certificate → CA certificate.</li><li><b>iPhone</b>: "
         "download it in Safari → Settings → Profile Downloaded → Install; then General → About → "
         "Certificate Trust Settings, turn it on.</li><li><b>macOS</b>: open the file → keychain "
         "“System” → Always Trust.</li><li><b>Firefox</b>: Settings → Privacy &amp; Security → "
         "View "
         "Certificates → Authorities → Import.</li></ol><p>On devices that your company manages, "
         "IT "
         "can distribute this file by policy.</p></section></body></html>";
}

Response text_response(std::string text, const char* type) {
  Response response;
  response.set("Cache-Control", "no-cache");
  response.set_body(std::move(text), type);
  return response;
}

}  // namespace

CertificateGuide::CertificateGuide(const OwnCertificate& own)
    : page_(page_of(own.authority_fingerprint)), file_(own.authority_pem) {}

std::optional<Response> CertificateGuide::answer(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  if (request.path == kGuide) return text_response(page_, "text/html; charset=utf-8");
  if (request.path == kStyle) return text_response(kStyleText, "text/css; charset=utf-8");
  if (request.path == kFile) return text_response(file_, "application/x-x509-ca-cert");
  return std::nullopt;
}

void RedirectHandler::handle(Request request, Respond respond) {
  if (const auto refused = guard_.refuses(request, false)) return respond(refusal(403, *refused));
  if (guide_) {
    if (auto answered = guide_->answer(request)) return respond(std::move(*answered));
  }
  const auto host = parse_host(request.header("host"));
  std::string address = "https://";
  const bool is_v6 = host && host->host.find(':') != std::string::npos;
  if (host) address += is_v6 ? "[" + std::string(host->host) + "]" : std::string(host->host);
  if (secure_port_ != 443) address += ":" + std::to_string(secure_port_);
  address += request.path;
  if (!request.query.empty()) address += "?" + request.query;
  Response response;
  response.status = 308;
  response.set("Location", std::move(address));
  response.set("Cache-Control", "no-store");
  respond(std::move(response));
}

const std::vector<std::pair<std::string, std::string>>& RedirectHandler::common_headers() const {
  static const std::vector<std::pair<std::string, std::string>> headers = {
      {"Content-Security-Policy", kPagePolicy},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"}};
  return headers;
}

Response RedirectHandler::failure(unsigned status, const std::optional<Diagnostic>& why) {
  return refusal(status, why ? *why
                             : make_error("server.bad_request", {"请求无效或服务正忙。",
                                                                 "the request is not valid, or the "
                                                                 "hub is busy"}));
}

}  // namespace tollgate::server
