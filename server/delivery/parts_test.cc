// Signatures, texts cut to bytes, and where the hub may connect.
#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

#include "channels/kind.h"
#include "curl_transport.h"
#include "egress.h"
#include "fake_transport_test_support.h"
#include "text.h"
#include "tollgate/delivery/sealed.h"

namespace tollgate::delivery {
namespace {

struct NoTokens final : Tokens {
  std::string token(const StoredChannel&, bool, Outcome&) override { return {}; }
};

HttpRequest sent_by(const char* kind, std::map<std::string, std::string> secrets,
                    Instant now = Instant{1'700'000'000'000'000}) {
  FakeTransport transport;
  FixedClock clock{now};
  NoTokens tokens;
  SendContext context{transport, clock, tokens};
  StoredChannel channel{
      "c", kind, "x", true, {{"base_url", "https://x.example"}}, std::move(secrets)};
  Message message;
  message.key = "k";
  message.text = "你好";
  find_kind(kind)->send(channel, message, context);
  REQUIRE(transport.requests.size() == 1);
  return transport.requests.front();
}

TEST_CASE("DingTalk's signature is that of its documents") {
  const HttpRequest request =
      sent_by("dingtalk_robot", {{"access_token", "T"}, {"sign_secret", "SECtollgate-test"}});
  CHECK(request.url ==
        "https://x.example/robot/send?access_token=T&timestamp=1700000000000&sign="
        "5hph4acX%2FEaHGL0PObaPLzZPRSyjp%2FxaAVn3H9C0UHg%3D");
}

TEST_CASE("Feishu's signature has key and message the other way round, and seconds as text") {
  const Json body =
      Hub::body(sent_by("feishu_robot", {{"hook", "H"}, {"sign_secret", "SECtollgate-test"}}));
  CHECK(body["timestamp"] == "1700000000");
  CHECK(body["sign"] == "D1WeYJqcz9+b+DNlMxONOkztu7lPlWbw1MMiacSEu88=");
}

TEST_CASE("a pasted address is as good as the key in it") {
  const char* pasted = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K-9&x=1";
  CHECK(sent_by("wecom_robot", {{"key", pasted}}).url.ends_with("?key=K-9"));
  CHECK(sent_by("feishu_robot", {{"hook", "https://open.feishu.cn/open-apis/bot/v2/hook/H-9"}})
            .url.ends_with("/hook/H-9"));
}

TEST_CASE("a webhook's signature covers time and body") {
  const HttpRequest request = sent_by("webhook", {{"sign_secret", "s"}});
  std::map<std::string, std::string> headers(request.headers.begin(), request.headers.end());
  CHECK(headers["Tollgate-Id"] == "k");
  CHECK(headers["Tollgate-Timestamp"] == "1700000000");
  CHECK(headers["Tollgate-Signature"].size() == 3 + 64);
  // RFC 4231, test case 2.
  const std::string mac = hmac_sha256("Jefe", "what do ya want for nothing?");
  CHECK(base64(mac) == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
}

TEST_CASE("texts are cut by bytes, between characters, and keep what stands below") {
  std::string chinese;
  for (int i = 0; i < 683; ++i) chinese += "字";
  const std::string cut = cut_bytes(chinese, 2048);
  CHECK(cut.size() <= 2048);
  CHECK(cut.size() == 681 * 3 + 3);
  CHECK(cut.ends_with("字…"));
  CHECK(cut_bytes("字字", 6) == "字字");
  CHECK(cut_bytes("字", 2).empty());
  const std::string whole = text_with_foot(chinese, "https://hub.example/x", "(no. 1)", 100);
  CHECK(whole.size() <= 100);
  CHECK(whole.ends_with("…\nhttps://hub.example/x\n(no. 1)"));
}

TEST_CASE("addresses inside a network are known in every way that they are written") {
  const auto inside = [](const char* text) {
    sockaddr_storage storage{};
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
      v4.sin_family = AF_INET;
      std::memcpy(&storage, &v4, sizeof v4);
    } else {
      REQUIRE(inet_pton(AF_INET6, text, &v6.sin6_addr) == 1);
      v6.sin6_family = AF_INET6;
      std::memcpy(&storage, &v6, sizeof v6);
    }
    return is_inside(*reinterpret_cast<const sockaddr*>(&storage));
  };
  for (const char* text :
       {"169.254.169.254", "127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1",
        "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "ff02::1"}) {
    INFO(text);
    CHECK(inside(text));
  }
  for (const char* text :
       {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"}) {
    INFO(text);
    CHECK_FALSE(inside(text));
  }
}

TEST_CASE("the hub connects to no host that nobody named, and to no inner address of one") {
  CurlTransport transport;
  transport.set_timeout_ms(500);
  const auto code = [&](const char* url) {
    const Reply reply = transport.http({url, {}, "{}"});
    return reply.reach == Reply::Reach::kRefused ? reply.refusal->code : std::string("tried");
  };
  CHECK(code("http://169.254.169.254/latest/meta-data") == "delivery.host_not_allowed");
  transport.set_hosts({{"169.254.169.254", false}, {"localhost", false}, {"127.0.0.1", true}});
  CHECK(code("http://169.254.169.254/latest/meta-data") == "delivery.address_not_allowed");
  // A name that leads inside.
  CHECK(code("http://localhost:9/") == "delivery.address_not_allowed");
  CHECK(code("http://LOCALHOST:9/") == "delivery.address_not_allowed");
  CHECK(code("http://127.0.0.1:9/") == "tried");
  // The same address in other digits.
  CHECK(code("http://2852039166/") == "delivery.address_not_allowed");
  CHECK(code("http://0xa9.0xfe.0xa9.0xfe/") == "delivery.address_not_allowed");
  CHECK(code("file:///etc/passwd") == "delivery.bad_url");
  CHECK(code("http://user@127.0.0.1/") == "delivery.bad_url");
  CHECK(code("gopher://127.0.0.1/") == "delivery.bad_url");
}

}  // namespace
}  // namespace tollgate::delivery
