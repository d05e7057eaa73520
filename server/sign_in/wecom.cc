#include <algorithm>
#include <nlohmann/json.hpp>

#include "problems.h"
#include "provider.h"
#include "url.h"

namespace tollgate::sign_in {
namespace {

// A code that was used or is over; not the person's fault.
constexpr int64_t kBadCode = 40029;
// A token that is over, or was made invalid by another program with the same secret.
constexpr int64_t kBadToken = 40014;
constexpr int64_t kOldToken = 42001;
// Outside the application's visible range.
constexpr int64_t kNoPrivilege = 60011;
constexpr int64_t kUnknownUser = 60111;

int64_t code_of(const Json& body) {
  const auto found = body.find("errcode");
  return found != body.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
}

std::string text_in(const Json& body, const char* member) {
  const auto found = body.find(member);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Diagnostic failed_with(int64_t code, const Json& body) {
  return provider_fails("WeCom " + std::to_string(code) + " " +
                        text_in(body, "errmsg").substr(0, 100));
}

}  // namespace

void Wecom::set(WecomSettings settings, std::string secret) {
  settings_ = std::move(settings);
  secret_ = std::move(secret);
  token_.clear();
}

std::string Wecom::location(const Pending& pending, bool inside) const {
  if (inside) {
    return settings_.inside_url.value_or("https://open.weixin.qq.com") +
           "/connect/oauth2/authorize?" +
           query_of({{"appid", settings_.corp_id},
                     {"redirect_uri", pending.return_address},
                     {"response_type", "code"},
                     {"scope", "snsapi_base"},
                     {"state", pending.state},
                     {"agentid", settings_.agent_id}}) +
           "#wechat_redirect";
  }
  return settings_.outside_url.value_or("https://login.work.weixin.qq.com") +
         "/wwlogin/sso/login?" +
         query_of({{"login_type", "CorpApp"},
                   {"appid", settings_.corp_id},
                   {"agentid", settings_.agent_id},
                   {"redirect_uri", pending.return_address},
                   {"state", pending.state}});
}

Result<Json> Wecom::call(const std::string& path) {
  const std::string base = settings_.api_url.value_or("https://qyapi.weixin.qq.com");
  auto answered = ask(*network_, {base + path, {}, {}});
  if (!answered) return std::move(answered).error();
  if (answered->status != 200) {
    return provider_fails("WeCom: status " + std::to_string(answered->status));
  }
  return std::move(answered->body);
}

Result<std::string> Wecom::access_token(bool anew) {
  const Instant now = clock_->now();
  if (!anew && !token_.empty() && now < token_ends_) return token_;
  const std::string query = query_of({{"corpid", settings_.corp_id}, {"corpsecret", secret_}});
  auto body = call("/cgi-bin/gettoken?" + query);
  if (!body) return std::move(body).error();
  if (const int64_t code = code_of(*body)) return failed_with(code, *body);
  token_ = text_in(*body, "access_token");
  if (token_.empty()) return provider_fails("WeCom: no access_token");
  token_ends_ = end_of(*body);
  return token_;
}

// Of a token or ticket that was just given: a minute early, for what is on its way.
Instant Wecom::end_of(const Json& body) const {
  const auto lasts = body.find("expires_in");
  const bool is_said = lasts != body.end() && lasts->is_number_integer();
  const int64_t seconds = std::clamp<int64_t>(is_said ? lasts->get<int64_t>() : 7200, 120, 7200);
  return {clock_->now().microseconds + (seconds - 60) * kSecond};
}

Result<Json> Wecom::call_by_token(const std::string& path) {
  const char separator = path.find('?') == std::string::npos ? '?' : '&';
  Result<Json> body = Json();
  for (const bool anew : {false, true}) {
    const auto token = access_token(anew);
    if (!token) return Failure{token.diagnostics()};
    body = call(path + separator + query_of({{"access_token", *token}}));
    if (!body) return body;
    const int64_t failure = code_of(*body);
    if (failure != kBadToken && failure != kOldToken) break;
  }
  return body;
}

Result<Wecom::Ticket> Wecom::ticket(bool of_application) {
  auto body = call_by_token(of_application ? "/cgi-bin/ticket/get?type=agent_config"
                                           : "/cgi-bin/get_jsapi_ticket");
  if (!body) return std::move(body).error();
  if (const int64_t code = code_of(*body)) return failed_with(code, *body);
  Ticket ticket{text_in(*body, "ticket"), {}};
  if (ticket.text.empty()) return provider_fails("WeCom: no ticket");
  ticket.ends = end_of(*body);
  return ticket;
}

Result<accounts::Outsider> Wecom::person(const Query& query) {
  const auto code = query.find("code");
  // Who refuses to sign in by scanning comes back with the state alone.
  if (code == query.end() || code->second.empty() || code->second.size() > 512) {
    return refused_there();
  }
  auto asked = call_by_token("/cgi-bin/auth/getuserinfo?" + query_of({{"code", code->second}}));
  if (!asked) return std::move(asked).error();
  const Json body = std::move(*asked);
  const int64_t failure = code_of(body);
  if (failure == kBadCode) return code_used();
  if (failure == kNoPrivilege || failure == kUnknownUser) return outside();
  if (failure != 0) return failed_with(failure, body);
  // Who is no member, or out of sight, has an openid alone. Older answers say UserId.
  std::string userid = text_in(body, "userid");
  if (userid.empty()) userid = text_in(body, "UserId");
  if (userid.empty()) return outside();
  accounts::Outsider who;
  who.kind = "wecom";
  who.subject = userid;
  who.name = userid;
  return who;
}

}  // namespace tollgate::sign_in
