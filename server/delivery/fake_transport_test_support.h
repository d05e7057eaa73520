// A network that answers what a test says, and an app with an outbox.
#pragma once

#include <catch_amalgamated.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/delivery/delivery.h"
#include "tollgate/delivery/transport.h"

namespace tollgate::delivery {

inline Reply answered(std::string body, int status = 200) {
  Reply reply;
  reply.reach = Reply::Reach::kAnswered;
  reply.status = status;
  reply.body = std::move(body);
  return reply;
}
inline Reply unknown_outcome() {
  Reply reply;
  reply.reach = Reply::Reach::kUnknown;
  reply.error = "Timeout was reached";
  return reply;
}
inline constexpr const char* kVendorOk = R"({"errcode":0,"errmsg":"ok"})";

class FakeTransport final : public Transport {
 public:
  void set_hosts(std::vector<EgressHostRule> given) override { hosts = std::move(given); }
  void set_timeout_ms(int64_t) override {}
  Reply http(const HttpRequest& request) override {
    requests.push_back(request);
    if (during) during();
    return next();
  }
  Reply mail(const MailRequest& request) override {
    mails.push_back(request);
    return next();
  }
  void stop() override {}

  std::vector<EgressHostRule> hosts;
  std::vector<HttpRequest> requests;
  std::vector<MailRequest> mails;
  std::function<void()> during;  // while a request is on its way
  std::deque<Reply> replies;     // when there is none any more: ok

 private:
  Reply next() {
    if (replies.empty()) return answered(kVendorOk);
    Reply reply = replies.front();
    replies.pop_front();
    return reply;
  }
};

// Delivery at a time that stands still, and the outbox of the app "visits".
struct Hub {
  FixedClock clock{Instant{1'700'000'000'000'000}};
  SeededRandom random{11};
  std::shared_ptr<FakeTransport> transport = std::make_shared<FakeTransport>();
  std::unique_ptr<Delivery> delivery;
  std::vector<Json> pending;
  std::vector<Json> delivered;
  std::map<std::string, std::map<std::string, std::string>> addresses;  // by person
  Asker root{.administrator = true};

  explicit Hub(const std::filesystem::path& file = {}) { open(file); }

  void open(const std::filesystem::path& file = {}) {
    delivery.reset();
    DeliveryOptions options;
    options.file = file;
    options.transport = transport;
    options.public_url = "https://hub.example";
    options.addresses = [this](const std::string&, const std::string& person) {
      return addresses[person];
    };
    auto opened = Delivery::open(options, clock, random);
    REQUIRE(opened.ok());
    delivery = std::move(*opened);
    delivery->add_app("visits", [this](std::string_view type, const Json& params,
                                       const Delivery::Done& done) {
      if (type == "outbox.delivered") {
        delivered.push_back(params);
        std::erase_if(pending, [&](const Json& each) {
          return each["op"] == params["op"] && each["ordinal"] == params["ordinal"];
        });
        done(Json::object());
        return true;
      }
      Json messages = Json::array();
      for (const Json& each : pending) {
        if (each["op"].get<int64_t>() > params.value("after", int64_t{0})) messages.push_back(each);
      }
      done(Json{{"messages", messages},
                {"people", {{{"record", "boss"}, {"title", "赵敏"}, {"values", Json::array()}}}}});
      return true;
    });
  }

  void leave(int64_t op, const std::string& text, bool urgent = false,
             const std::string& wish = "wecom") {
    pending.push_back({{"op", op},
                       {"ordinal", 0},
                       {"at_ms", clock.now().microseconds / 1000},
                       {"entity", "visit"},
                       {"record", "v" + std::to_string(op)},
                       {"title", "仁和医院"},
                       {"channel", wish},
                       {"to", {"boss"}},
                       {"message", {{"zh-CN", text}, {"en", text}}},
                       {"urgent", urgent}});
  }
  void run() {
    delivery->wake("visits");
    delivery->run_due();
  }
  void pass(int64_t seconds) { clock.set(Instant{clock.now().microseconds + seconds * 1'000'000}); }
  Json ask(const char* type, const Json& params, const Asker& asker) {
    auto reply = delivery->request(type, params, asker);
    INFO(type << " " << (reply ? "" : reply.diagnostics().front().message.en));
    REQUIRE(reply.ok());
    return *reply;
  }
  Json ask(const char* type, const Json& params) { return ask(type, params, root); }
  std::string code(const char* type, const Json& params, const Asker& asker) {
    auto reply = delivery->request(type, params, asker);
    return reply ? "" : reply.diagnostics().front().code;
  }
  std::string add_channel(const char* kind, Json settings, Json secrets) {
    const Json made = ask("channel.save", {{"kind", kind},
                                           {"label", kind},
                                           {"enabled", true},
                                           {"settings", std::move(settings)},
                                           {"secrets", std::move(secrets)},
                                           {"allow_host", true}});
    return made["channel"]["id"].get<std::string>();
  }
  std::string add_wecom_robot() {
    return add_channel("wecom_robot", Json::array(), {{{"name", "key"}, {"value", "K-1"}}});
  }
  void route(const std::vector<std::string>& channels) {
    ask("route.save", {{"app", "visits"},
                       {"routes", {{{"wish", ""}, {"channels", channels}}}},
                       {"fields", Json::array()}});
  }
  Json letters() { return ask("letter.list", {{"app", "visits"}})["letters"]; }
  static Json body(const HttpRequest& request) { return stored_json(request.body.value_or("")); }
};

}  // namespace tollgate::delivery
