#include "hub/delivery_desk.h"

#include <algorithm>
#include <future>
#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "hub/message_type.h"
#include "hub/reply.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

constexpr size_t kMaxWaitingForDelivery = 200;
constexpr std::string_view kSlowRequest = "channel.test";

Diagnostic no_delivery() {
  return make_error("delivery.none", {"这个服务不发送消息", "this hub delivers no messages"});
}

// Whether the reply to app.describe says that the role may see the outbox.
bool role_sees_outbox(const Json& described) {
  const Json app = described.value("app", Json::object());
  const Json roles = app.value("roles", Json::array());
  if (roles.empty()) return true;
  return std::ranges::any_of(roles, [&](const Json& role) {
    return role.value("id", "") == app.value("role", "") && role.value("outbox", false);
  });
}

}  // namespace

void DeliveryDesk::begin(std::unique_ptr<delivery::Delivery> delivery, const AppShelf& apps,
                         Told told) {
  delivery_ = std::move(delivery);
  apps_ = &apps;
  for (const ServedApp* app : apps.all()) add(*app);
  delivery_->on_inbox(std::move(told));
  delivery_->start();
}

void DeliveryDesk::add(const ServedApp& app) {
  if (!delivery_ || !app.thread) return;
  delivery_->add_app(
      app.id,
      [&thread = *app.thread](std::string_view type, Json params, delivery::Delivery::Done done) {
        return thread.submit(
            [type = std::string(type), params = std::move(params),
             done = std::move(done)](EnginePort& engine) { done(ask(engine, type, params)); });
      },
      [&thread = *app.thread](const std::string& principal, std::string_view type, Json params,
                              delivery::Delivery::Done done) {
        return thread.submit([principal, type = std::string(type), params = std::move(params),
                              done = std::move(done)](EnginePort& engine) {
          const Json message{{"id", 1}, {"type", type}, {"params", params}};
          done(result_of(engine.request(principal, write_json(message))));
        });
      });
}

void DeliveryDesk::stop() {
  thread_.stop();
  if (delivery_) delivery_->stop();
  slow_thread_.stop();
}

void DeliveryDesk::tell(const delivery::Delivery::Word& word) {
  if (delivery_) static_cast<void>(delivery_->tell(word));
}

void DeliveryDesk::wake(const std::string& app) {
  if (delivery_) delivery_->wake(app);
}

delivery::Reply DeliveryDesk::fetch(const std::string& url, size_t max_bytes) {
  if (delivery_) return delivery_->fetch(url, max_bytes);
  delivery::Reply reply;
  reply.refusal = no_delivery();
  return reply;
}

bool DeliveryDesk::submit(Request request, Respond respond) {
  if (++waiting_ > kMaxWaitingForDelivery) {
    --waiting_;
    return false;
  }
  WorkThread& thread = message_type(request.body) == kSlowRequest ? slow_thread_ : thread_;
  return thread.run([this, request = std::move(request), respond = std::move(respond)] {
    respond(answer(request));
    --waiting_;
  });
}

Response DeliveryDesk::answer(const Request& request) {
  if (!delivery_) return desk_.refused({no_delivery()});
  Result<Json> message = parse_json(request.body, {.max_bytes = 65'536});
  if (!message) return desk_.refused(message.diagnostics());
  const std::string type(message_type(request.body));
  const Json params = message->is_object() ? message->value("params", Json::object()) : Json();
  const auto named = params.is_object() ? params.find("app") : params.end();
  const bool names_app = params.is_object() && named != params.end() && named->is_string();
  const std::string app = names_app ? named->get<std::string>() : std::string();
  Result<delivery::Asker> asker = asker_of(request, type, app);
  if (!asker) return desk_.refused(asker.diagnostics());
  Result<Json> reply = delivery_->request(type, params, *asker);
  if (!reply) return desk_.refused(reply.diagnostics());
  return reply_response(write_json({{"ok", true}, {"result", *reply}}), {});
}

Result<delivery::Asker> DeliveryDesk::asker_of(const Request& request, const std::string& type,
                                               const std::string& app) {
  delivery::Asker asker;
  const auto account = desk_.signed_in(request);
  if (!desk_.is_demo() && !account) {
    return make_error("accounts.not_signed_in", {"请先登录。", "sign in first"});
  }
  asker.administrator = desk_.is_demo() || account->administrator;
  if (app.empty()) {
    // Which channels there are concerns whoever may choose among them.
    if (account && !account->places.empty()) asker.person = account->places.front().record;
    return asker;
  }
  if (!apps_->find(app)) {
    return make_error("server.unknown_app",
                      {"没有应用“" + app + "”。", "there is no app '" + app + "'"});
  }
  Result<std::string> principal = desk_.principal_of(request, app);
  if (!principal) return std::move(principal).error();
  const Json who = stored_json(*principal);
  asker.person = who.is_object() ? who.value("user", "") : "";
  const bool asks = type.starts_with("letter.") && !asker.administrator;
  asker.sees_outbox = asks && sees_outbox(app, *principal);
  return asker;
}

bool DeliveryDesk::sees_outbox(const std::string& app, const std::string& principal) const {
  EngineThread* thread = apps_->find(app)->thread.get();
  if (thread == nullptr) return false;
  auto sees = std::make_shared<std::promise<bool>>();
  std::future<bool> answer = sees->get_future();
  const bool taken = thread->submit([sees, principal](EnginePort& engine) {
    const std::string asked = R"({"id":1,"type":"app.describe","params":{}})";
    const auto described = result_of(engine.request(principal, asked));
    sees->set_value(described.ok() && role_sees_outbox(*described));
  });
  sees.reset();
  if (!taken) return false;
  // A job that was dropped as the hub ends breaks its promise.
  try {
    return answer.get();
  } catch (const std::future_error&) {
    return false;
  }
}

}  // namespace tollgate::server
