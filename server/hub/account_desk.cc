#include "hub/account_desk.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/listen_address.h"
#include "http/cookie.h"
#include "http/field_text.h"
#include "hub/principal.h"
#include "hub/reply.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

// Nobody of the app's people, bound by no permissions: who looks after the hub looks after its
// apps.
constexpr std::string_view kWholeApp = R"({"whole_app":true})";
constexpr std::string_view kCookie = "tollgate_session";
// As long as a session lasts at most (accounts/service.cc).
constexpr int64_t kCookie_seconds = int64_t{90} * 86'400;
constexpr size_t kMaxWaiting = 200;
constexpr std::string_view kBearer = "Bearer ";

// The client's address as a proxy names it: the last entry, which the proxy itself added. What
// comes before may be the client's invention.
std::string forwarded_address(std::string_view header) {
  const size_t comma = header.rfind(',');
  const std::string_view last =
      without_blanks(comma == std::string_view::npos ? header : header.substr(comma + 1));
  std::string address(last);
  return is_ip_address(address) ? address : std::string();
}

unsigned status_of(const Diagnostics& diagnostics) {
  const std::string& code = diagnostics.front().code;
  if (code == "accounts.not_signed_in" || code == "accounts.wrong_credentials" ||
      code == "accounts.bad_key") {
    return 401;
  }
  if (code == "accounts.key_too_often") return 429;
  if (code == "accounts.administrators_only" || code == "accounts.not_of_this_app") return 403;
  if (code == "accounts.signed_in_as_other") return 409;
  if (code.starts_with("server.")) return 400;
  if (code == "accounts.too_many_attempts" || code == "accounts.busy") return 429;
  return 200;
}

Diagnostic not_signed_in() {
  return make_error("accounts.not_signed_in", {"请先登录。", "sign in first"});
}

Diagnostic administrators_only() {
  return make_error("accounts.administrators_only",
                    {"只有管理员可以这样做。", "only administrators may do this"});
}

Diagnostic not_of_this_app() {
  return make_error("accounts.not_of_this_app",
                    {"您的账号还不属于这个应用；请管理员把您加进来。",
                     "your account is nobody in this app yet: ask an administrator to add you"});
}

Diagnostic bad_key() {
  return make_error("accounts.bad_key",
                    {"密钥无效、已过期或已撤销；请管理员生成新的密钥。",
                     "the key is unknown, expired or revoked: ask an administrator for a new one"});
}

Diagnostic key_of_other_app(const std::string& app) {
  return make_error("accounts.not_of_this_app", {"这个密钥只用于应用“" + app + "”。",
                                                 "this key is for the app '" + app + "' alone"});
}

Diagnostic too_often() {
  return make_error("accounts.key_too_often",
                    {"这个密钥的请求太频繁，这个没有处理；请稍后再试。",
                     "this key asks too often: this was not done, try again in a moment"});
}

Diagnostic signed_in_as_other() {
  return make_error("accounts.signed_in_as_other",
                    {"这个浏览器现在以另一个账号登录；请重新加载页面。",
                     "this browser is signed in as another account now: load the page again"});
}

}  // namespace

std::string principal_of_key(const accounts::ApiKey& key) {
  return write_json(key.record.empty() ? Json{{"role", key.role}} : Json{{"user", key.record}});
}

Response AccountDesk::refused(const Diagnostics& diagnostics) const {
  Response response =
      reply_response(write_json({{"ok", false}, {"diagnostics", to_json(diagnostics)}}), {});
  response.status = status_of(diagnostics);
  return response;
}

AccountDesk::AccountDesk(std::unique_ptr<accounts::Accounts> accounts, DeskOptions options)
    : accounts_(std::move(accounts)), options_(options) {}

accounts::Asker AccountDesk::asker_of(const Request& request, const DeskOptions& options) {
  accounts::Asker asker{.token = std::string(cookie_value(request.header("cookie"), kCookie)),
                        .address = request.peer_address,
                        .device = std::string(request.header("user-agent").substr(0, 200))};
  const bool from_proxy =
      options.behind_proxy && ListenAddress{.host = request.peer_address}.is_loopback();
  if (!from_proxy) return asker;
  std::string address = forwarded_address(request.header("x-forwarded-for"));
  if (!address.empty()) asker.address = std::move(address);
  return asker;
}

void AccountDesk::stop() {
  for (WorkThread& thread : threads_) thread.stop();
}

bool AccountDesk::submit(Request request, Respond respond) {
  if (++waiting_ > kMaxWaiting) {
    --waiting_;
    return false;
  }
  next_ = (next_ + 1) % threads_.size();
  return threads_[next_].run([this, request = std::move(request), respond = std::move(respond)] {
    respond(answer(request));
    --waiting_;
  });
}

Response AccountDesk::answer(const Request& request) {
  Result<Json> message = parse_json(request.body, {.max_bytes = kMaxTableOfPeopleBytes});
  if (!message) return refused(message.diagnostics());
  const std::string type =
      message->is_object() && message->contains("type") && (*message)["type"].is_string()
          ? (*message)["type"].get<std::string>()
          : "";
  const Json params = message->is_object() ? message->value("params", Json::object()) : Json();
  if (is_demo()) {
    if (type == "session.get") {
      return reply_response(write_json({{"ok", true}, {"result", {{"way", "demo"}}}}), {});
    }
    return refused(
        {make_error("accounts.demo", {"这是演示：没有账号，任何人都可以扮演任何人。",
                                      "this is a demo: there are no accounts, anybody may act as "
                                      "anybody"})});
  }
  const accounts::Asker asker = asker_of(request, options_);
  auto answered = accounts_->request(type, params, asker);
  if (!answered) return refused(answered.diagnostics());
  Response response = reply_response(write_json({{"ok", true}, {"result", answered->reply}}), {});
  if (answered->new_token) {
    response.set("Set-Cookie", cookie_for(*answered->new_token));
  }
  if (changed_ && answered->changed_account) changed_(*answered->changed_account);
  return response;
}

std::string AccountDesk::cookie_for(const std::string& token) const {
  return session_cookie(kCookie, token, token.empty() ? 0 : kCookie_seconds,
                        options_.secure_cookies);
}

bool AccountDesk::says_key(const Request& request) {
  return request.header("authorization").starts_with(kBearer);
}

std::optional<accounts::ApiKey> AccountDesk::key_of(const Request& request) const {
  if (is_demo() || !says_key(request)) return std::nullopt;
  return accounts_->key_of(request.header("authorization").substr(kBearer.size()));
}

std::optional<Response> AccountDesk::refuses_program(const Request& request) {
  if (is_demo() || !says_key(request)) return std::nullopt;
  const auto key = key_of(request);
  if (!key) return refused({bad_key()});
  const int wait_s = by_key_.take(key->id, std::chrono::steady_clock::now());
  if (wait_s == 0) return std::nullopt;
  Response response = refused({too_often()});
  response.set("Retry-After", std::to_string(wait_s));
  return response;
}

Result<std::string> AccountDesk::principal_of_program(const Request& request,
                                                      const std::string& app_id) const {
  const auto key = key_of(request);
  if (!key) return bad_key();
  if (key->app != app_id) return key_of_other_app(key->app);
  return principal_of_key(*key);
}

std::string AccountDesk::account_of(const Request& request) const {
  if (is_demo()) return {};
  if (says_key(request)) {
    const auto key = key_of(request);
    return key ? "key:" + key->id : std::string();
  }
  auto account = accounts_->account_of(cookie_value(request.header("cookie"), kCookie));
  return account ? std::move(account->id) : std::string();
}

std::optional<accounts::Account> AccountDesk::signed_in(const Request& request) const {
  if (is_demo()) return std::nullopt;
  return accounts_->account_of(cookie_value(request.header("cookie"), kCookie));
}

std::optional<accounts::Account> AccountDesk::account_at(const std::string& app_id,
                                                         const std::string& record) const {
  return is_demo() ? std::nullopt : accounts_->account_at(app_id, record);
}

std::vector<accounts::Account> AccountDesk::accounts_in(const std::string& app_id) const {
  return is_demo() ? std::vector<accounts::Account>() : accounts_->accounts_in(app_id);
}

Status AccountDesk::may_administrate(const Request& request) const {
  if (is_demo()) return ok_status();
  const auto account = accounts_->account_of(cookie_value(request.header("cookie"), kCookie));
  if (!account) return not_signed_in();
  return account->administrator ? ok_status() : Status(administrators_only());
}

Status AccountDesk::is_known(const Request& request) const {
  if (is_demo() || !account_of(request).empty()) return ok_status();
  return says_key(request) ? bad_key() : not_signed_in();
}

bool AccountDesk::may_know(const Request& request, const std::string& app_id) const {
  return is_demo() || principal_of(request, app_id).ok();
}

Result<std::string> AccountDesk::principal_of(const Request& request,
                                              const std::string& app_id) const {
  Result<std::string> stated = server::principal_of(request);
  if (!stated) return stated;
  // Whoever tries a demo without playing somebody builds the app.
  if (is_demo()) return stated->empty() ? std::string(kWholeApp) : stated;
  if (says_key(request)) return principal_of_program(request, app_id);
  const auto account = accounts_->account_of(cookie_value(request.header("cookie"), kCookie));
  if (!account) return not_signed_in();
  const auto place = std::ranges::find(account->places, app_id, &accounts::Place::app);
  if (place == account->places.end() && !account->administrator) return not_of_this_app();
  Json principal = Json::object();
  if (place != account->places.end()) principal["user"] = place->record;
  // A page that was opened for somebody else must not write in this account's name.
  if (!stated->empty()) {
    const Json said = stored_json(*stated);
    const std::string user = said.value("user", "");
    if (!user.empty() && user != principal.value("user", "")) return signed_in_as_other();
    // The app says who is what: a role is judged there, and given to nobody for saying it.
    const std::string role = said.value("role", "");
    if (!role.empty()) principal["said_role"] = role;
  }
  if (place == account->places.end()) return std::string(kWholeApp);
  return write_json(principal);
}

}  // namespace tollgate::server
