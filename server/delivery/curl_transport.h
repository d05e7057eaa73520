// The network by libcurl: bounded in time and size, without redirects, proxies of the environment
// or other protocols, and only where egress.h allows.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "tollgate/delivery/transport.h"

namespace tollgate::delivery {

class CurlTransport final : public Transport {
 public:
  CurlTransport();
  void set_hosts(std::vector<EgressHostRule> hosts) override;
  void set_timeout_ms(int64_t timeout_ms) override { timeout_ms_ = timeout_ms; }
  Reply http(const HttpRequest& request) override;
  Reply mail(const MailRequest& request) override;
  void stop() override { stopping_ = true; }

 private:
  struct Call;
  std::optional<Reply> begin(Call& call, const std::string& url, bool mail);
  Reply perform(Call& call);

  std::mutex mutex_;
  std::vector<EgressHostRule> hosts_;
  std::atomic<int64_t> timeout_ms_ = 10'000;
  std::atomic<bool> stopping_ = false;
};

}  // namespace tollgate::delivery
