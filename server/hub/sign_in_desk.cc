#include "hub/sign_in_desk.h"

#include <nlohmann/json.hpp>

#include "http/cookie.h"
#include "http/percent.h"
#include "hub/message_type.h"
#include "hub/reply.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

constexpr std::string_view kSignInRoute = "/hub/sign_in/";
constexpr std::string_view kReturn = "/return";
constexpr std::string_view kSignOut = "/sign_out";
constexpr std::string_view kNoteCookie = "tollgate_sign_in";
constexpr int64_t kNote_seconds = 600;
constexpr size_t kMaxWaitingToSignIn = 100;

Response redirect_to(std::string address) {
  Response response;
  response.status = 303;
  response.set("Location", std::move(address));
  response.set("Cache-Control", "no-store");
  return response;
}

// The page that says why. It asks for the words by the code, which is all that travels in the
// address: what a provider said may be anybody's text.
Response failed(const Diagnostics& diagnostics) {
  return redirect_to("/sign_in.html#problem=" + diagnostics.front().code);
}

}  // namespace

void SignInDesk::begin(std::unique_ptr<sign_in::SignIn> sign_in, std::string public_url,
                       bool is_tls) {
  sign_in_ = std::move(sign_in);
  public_url_ = std::move(public_url);
  is_tls_ = is_tls;
}

void SignInDesk::stop() {
  if (sign_in_) sign_in_->stop();
  messages_.stop();
  pages_.stop();
  for (WorkThread& thread : providers_) thread.stop();
}

bool SignInDesk::is_route(std::string_view path) { return path.starts_with(kSignInRoute); }

bool SignInDesk::is_sign_out(std::string_view path) {
  return is_route(path) && path.ends_with(kSignOut);
}

bool SignInDesk::submit(Request request, Respond respond) {
  if (++waiting_ > kMaxWaitingToSignIn) {
    --waiting_;
    return false;
  }
  WorkThread& thread = is_route(request.path) ? providers_[next_++ % providers_.size()]
                       : sign_in::is_page_request(message_type(request.body)) ? pages_
                                                                              : messages_;
  return thread.run([this, request = std::move(request), respond = std::move(respond)] {
    respond(answer(request));
    --waiting_;
  });
}

std::string SignInDesk::hub_url(const Request& request) const {
  if (!public_url_.empty()) return public_url_;
  // A name that is not the hub's was refused before (hub/request_guard.h).
  return (is_tls_ ? "https://" : "http://") + std::string(request.header("host"));
}

Response SignInDesk::answer(const Request& request) {
  if (!is_route(request.path)) return message(request);
  if (!sign_in_) return redirect_to("/sign_in.html");
  std::string kind = request.path.substr(kSignInRoute.size());
  if (kind.ends_with(kSignOut)) {
    return sign_out(request, kind.substr(0, kind.size() - kSignOut.size()));
  }
  if (!kind.ends_with(kReturn)) return start(request, kind);
  kind.resize(kind.size() - kReturn.size());
  return finish(request, kind);
}

Response SignInDesk::message(const Request& request) {
  Result<Json> json = parse_json(request.body, {.max_bytes = 65'536});
  if (!json) return desk_.refused(json.diagnostics());
  const std::string type(message_type(request.body));
  const Json params = json->is_object() ? json->value("params", Json::object()) : Json();
  if (!sign_in_ && sign_in::is_page_request(type)) {
    return desk_.refused({make_error(
        "sign_in.not_set_up", {"试用时没有企业微信。", "there is no WeCom in a demonstration"})});
  }
  if (!sign_in_) {
    // In a demo there is no other way, nor one at all.
    const Json none{{"ok", true}, {"result", {{"ways", Json::array()}}}};
    return reply_response(write_json(none), {});
  }
  const auto account = desk_.signed_in(request);
  if (sign_in::is_page_request(type)) {
    if (const Status known = desk_.is_known(request); !known) {
      return desk_.refused(known.diagnostics());
    }
  }
  auto answered =
      sign_in::is_page_request(type)
          ? sign_in_->sign_page(params, hub_url(request))
          : sign_in_->request(type, params, account && account->administrator, hub_url(request));
  if (!answered) return desk_.refused(answered.diagnostics());
  return reply_response(write_json({{"ok", true}, {"result", *answered}}), {});
}

Response SignInDesk::start(const Request& request, const std::string& kind) {
  const auto sent =
      sign_in_->begin(kind, {hub_url(request), query_value(request.query, "next").value_or(""),
                             std::string(request.header("user-agent"))});
  if (!sent) return failed(sent.diagnostics());
  Response response = redirect_to(sent->location);
  response.set("Set-Cookie",
               session_cookie(kNoteCookie, sent->note, kNote_seconds, desk_.has_secure_cookies()));
  return response;
}

Response SignInDesk::finish(const Request& request, const std::string& kind) {
  const std::string note(cookie_value(request.header("cookie"), kNoteCookie));
  const auto entered =
      sign_in_->finish(kind, {hub_url(request), request.query, note}, desk_.asker_of(request));
  Response response = entered ? redirect_to("/" + entered->next) : failed(entered.diagnostics());
  response.set("Set-Cookie", session_cookie(kNoteCookie, "", 0, desk_.has_secure_cookies()));
  if (!entered) return response;
  response.set("Set-Cookie", desk_.cookie_for(entered->token));
  if (entered->changed_account) desk_.tell_changed(*entered->changed_account);
  return response;
}

Response SignInDesk::sign_out(const Request& request, const std::string& kind) {
  const auto token = query_value(request.body, "logout_token");
  const auto left = sign_in_->sign_out(kind, token.value_or(""));
  Response response;
  response.set("Cache-Control", "no-store");
  if (!left) {
    response = desk_.refused(left.diagnostics());
    response.status = 400;  // as the protocol has it
    return response;
  }
  response.status = 200;
  if (*left) desk_.tell_changed(**left);
  return response;
}

}  // namespace tollgate::server
