// What channels need of the network, behind an interface for tests.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/base/diagnostic.h"

namespace tollgate::delivery {

struct EgressHostRule {
  std::string host;              // a name in lower case, or an address
  bool private_allowed = false;  // private, loopback and link-local addresses, too
};

struct HttpRequest {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<std::string> body = std::nullopt;  // nullopt: GET
  size_t max_reply_bytes = 65'536;
};

struct MailRequest {
  std::string url;  // smtp:// or smtps://
  std::string user;
  std::string password;
  std::string from;
  std::string to;
  std::string text;  // headers and body
};

struct Reply {
  enum class Reach {
    kAnswered,
    kNotSent,  // nothing of it arrived
    kUnknown,  // it was sent, and no whole answer came
    kRefused,  // by the rules for where the hub may connect
  };
  Reach reach = Reach::kNotSent;
  int status = 0;     // HTTP or SMTP
  std::string body;   // at most as much as the request said, 64 KiB for mail
  std::string error;  // of the network, in English
  std::optional<Diagnostic> refusal;
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual void set_hosts(std::vector<EgressHostRule> hosts) = 0;
  virtual void set_timeout_ms(int64_t timeout_ms) = 0;
  virtual Reply http(const HttpRequest& request) = 0;
  virtual Reply mail(const MailRequest& request) = 0;
  // Ends what is on its way.
  virtual void stop() = 0;
};

// By libcurl: bounded in time and size, without redirects and proxies of the environment, and only
// to hosts that set_hosts() named.
std::shared_ptr<Transport> make_transport();

}  // namespace tollgate::delivery
