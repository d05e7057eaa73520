// Signatures of pages for WeCom's JS-SDK: WeCom's published example, tickets that are kept and
// fetched anew, and which addresses are signed at all.
#include "wecom_pages.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

#include "tollgate/base/random.h"

namespace tollgate::sign_in {
namespace {

constexpr int64_t kHour = 3600 * kSecond;

class MovingClock final : public Clock {
 public:
  Instant now() const override { return at; }
  Instant at{1'800'000'000'000'000};
};

// WeCom, which says a new ticket each time.
class Tickets final : public delivery::Transport {
 public:
  std::vector<std::string> paths;
  bool token_is_over = false;
  std::string fails;

  void set_hosts(std::vector<delivery::EgressHostRule>) override {}
  void set_timeout_ms(int64_t) override {}
  delivery::Reply mail(const delivery::MailRequest&) override { return {}; }
  void stop() override {}
  delivery::Reply http(const delivery::HttpRequest& request) override {
    const std::string path = request.url.substr(request.url.find("/cgi-bin"));
    paths.push_back(path.substr(0, path.find('?')));
    const std::string number = std::to_string(paths.size());
    if (paths.back() == "/cgi-bin/gettoken") {
      return said(R"({"errcode":0,"access_token":"token-)" + number + R"(","expires_in":7200})");
    }
    if (std::exchange(token_is_over, false)) {
      return said(R"({"errcode":42001,"errmsg":"access_token expired"})");
    }
    if (!fails.empty()) return said(fails);
    return said(R"({"errcode":0,"errmsg":"ok","ticket":"ticket-)" + number +
                R"(","expires_in":7200})");
  }

 private:
  static delivery::Reply said(std::string body) {
    return {.reach = delivery::Reply::Reach::kAnswered, .status = 200, .body = std::move(body)};
  }
};

struct Signer {
  MovingClock clock;
  SeededRandom random{7};
  Tickets network;
  Wecom wecom{network, clock};
  WecomPages pages{clock, random};

  Signer() {
    WecomSettings settings;
    settings.corp_id = "ww1";
    settings.agent_id = "1000002";
    wecom.set(settings, "shh");
  }
  Result<SignInWecomPageReply> sign(const std::string& kind = "config", uint64_t set_up = 1) {
    SignInWecomPageRequest page;
    page.kind = kind;
    page.url = "https://hub.example/apps/visits/";
    return pages.sign(wecom, set_up, page);
  }
  size_t count(std::string_view path) const {
    return static_cast<size_t>(std::count(network.paths.begin(), network.paths.end(), path));
  }
  // Whether the signature is of this ticket.
  static bool is_by(const SignInWecomPageReply& reply, const std::string& ticket) {
    return reply.signature ==
           page_signature(ticket, reply.nonce, reply.timestamp, "https://hub.example/apps/visits/");
  }
};

TEST_CASE("A page's signature is that of the vendor's example") {
  CHECK(
      page_signature(
          "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg",
          "Wm3WZYTPz0wzccnW", 1414587457,
          "http://mp.weixin.qq.com?params=value") == "0f9de62fce790f9a083d5c99e95740ceb90c27ed");
}

TEST_CASE("A ticket is kept for as long as it holds, one of each kind") {
  Signer signer;
  const auto first = signer.sign();
  REQUIRE(first.ok());
  CHECK(first->corp_id == "ww1");
  CHECK(first->timestamp == 1'800'000'000);
  CHECK(Signer::is_by(*first, "ticket-2"));
  const auto again = signer.sign();
  REQUIRE(again.ok());
  CHECK(Signer::is_by(*again, "ticket-2"));
  CHECK(again->nonce != first->nonce);
  const auto of_application = signer.sign("agent_config");
  REQUIRE(of_application.ok());
  CHECK(Signer::is_by(*of_application, "ticket-3"));
  CHECK(signer.network.paths == std::vector<std::string>{"/cgi-bin/gettoken",
                                                         "/cgi-bin/get_jsapi_ticket",
                                                         "/cgi-bin/ticket/get"});
  // Two hours on both the token and the ticket are over.
  signer.clock.at.microseconds += 2 * kHour;
  const auto late = signer.sign();
  REQUIRE(late.ok());
  CHECK(Signer::is_by(*late, "ticket-5"));
  // Set up otherwise: another company's tickets are of no use.
  const auto other = signer.sign("config", 2);
  REQUIRE(other.ok());
  CHECK(Signer::is_by(*other, "ticket-6"));
}

TEST_CASE("A token that another program made invalid is fetched anew, once") {
  Signer signer;
  REQUIRE(signer.sign().ok());
  signer.network.token_is_over = true;
  REQUIRE(signer.sign("agent_config").ok());
  CHECK(signer.count("/cgi-bin/gettoken") == 2);
}

TEST_CASE(
    "Who asks again while WeCom refuses is told so without asking it, and an hour has a bound") {
  Signer signer;
  signer.network.fails = R"({"errcode":48002,"errmsg":"api forbidden"})";
  for (int i = 0; i < 5; ++i) {
    const auto refused = signer.sign();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.diagnostics().front().code == "sign_in.provider");
  }
  CHECK(signer.count("/cgi-bin/get_jsapi_ticket") == 1);
  for (size_t i = 0; i < 2 * kMaxTickets_hour; ++i) {
    signer.clock.at.microseconds += kTicketPause;
    REQUIRE_FALSE(signer.sign().ok());
  }
  CHECK(signer.count("/cgi-bin/get_jsapi_ticket") == kMaxTickets_hour);
  CHECK(signer.sign().diagnostics().front().code == "sign_in.busy");
  signer.network.fails.clear();
  signer.clock.at.microseconds += kHour;
  CHECK(signer.sign().ok());
}

TEST_CASE("Only pages of the hub are signed") {
  constexpr std::string_view kHub = "https://hub.example";
  CHECK(page_of_hub("https://hub.example/apps/visits/?a=1#/view/mine", kHub) ==
        "https://hub.example/apps/visits/?a=1");
  for (const char* other :
       {"https://hub.example", "https://hub.example.evil/", "https://evil/https://hub.example/",
        "http://hub.example/", "https://hub.example:8443/", "https://hub.example/a b",
        "https://hub.example/\n", ""}) {
    INFO(other);
    CHECK_FALSE(page_of_hub(other, kHub));
  }
  CHECK_FALSE(page_of_hub("https://hub.example/" + std::string(2000, 'a'), kHub));
}

}  // namespace
}  // namespace tollgate::sign_in
