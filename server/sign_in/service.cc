#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base64url.h"
#include "problems.h"
#include "provider.h"
#include "tollgate/base/sha256.h"
#include "tollgate/delivery/sealed.h"
#include "tollgate/sign_in/sign_in.h"
#include "url.h"
#include "wecom_pages.h"

namespace tollgate::sign_in {
namespace {

constexpr int64_t kUnderWay = 600 * kSecond;
constexpr size_t kMaxNextBytes = 1000;
constexpr const char* kOidcSetting = "sign_in.oidc";
constexpr const char* kOidcSecret = "sign_in.oidc_secret";
constexpr const char* kWecomSetting = "sign_in.wecom";
constexpr const char* kWecomSecret = "sign_in.wecom_secret";

template <typename Settings>
std::optional<Settings> settings_in(accounts::Accounts& accounts, const char* name) {
  const std::string text = accounts.setting(name);
  if (text.empty()) return std::nullopt;
  auto read = messages::from_json<Settings>(stored_json(text), "");
  if (!read) return std::nullopt;
  return std::move(*read);
}

std::string return_address(const std::string& hub_url, std::string_view kind) {
  return hub_url + "/hub/sign_in/" + std::string(kind) + "/return";
}

Status check(const OidcSettings& settings) {
  if (safe_origin(settings.issuer).empty() ||
      settings.issuer.find_first_of("?#") != std::string::npos) {
    return bad_setting("oidc/issuer", "签发者应是 https 地址，例如 https://login.example.com。",
                       "the issuer is an https address, such as https://login.example.com");
  }
  if (settings.client_id.empty()) {
    return bad_setting("oidc/client_id", "请填写客户端标识。", "give the client id");
  }
  return ok_status();
}

Status check(const WecomSettings& settings) {
  if (settings.corp_id.empty() || settings.agent_id.empty()) {
    return bad_setting("wecom/corp_id", "请填写企业 ID 和应用的 AgentId。",
                       "give the corporation's id and the application's AgentId");
  }
  for (const auto& url : {settings.api_url, settings.inside_url, settings.outside_url}) {
    if (!url || safe_origin(*url) == *url) continue;
    return bad_setting("wecom/api_url", "地址应像 https://qyapi.weixin.qq.com，末尾没有斜杠。",
                       "an address is like https://qyapi.weixin.qq.com, with no slash at its end");
  }
  return ok_status();
}

Diagnostic administrators_only() {
  return make_error("accounts.administrators_only",
                    {"只有管理员可以这样做。", "only administrators may do this"});
}

class Service final : public SignIn {
 public:
  Service(delivery::Sealer sealer, std::shared_ptr<delivery::Transport> network,
          accounts::Accounts& accounts, const Clock& clock, Random& random)
      : sealer_(std::move(sealer)),
        network_(std::move(network)),
        accounts_(accounts),
        clock_(clock),
        random_(random),
        ways_{Oidc(*network_, clock), Wecom(*network_, clock)} {
    load();
  }

  Result<Sent> begin(std::string_view kind, const Start& start) override {
    Pending pending;
    std::optional<Ways> ways;
    {
      const std::lock_guard lock(mutex_);
      if (!has(kind)) return not_set_up();
      pending = {secret(), secret(), secret(), return_address(start.hub_url, kind)};
      ways = ways_;
    }
    Result<std::string> location =
        kind == "oidc"
            ? ways->oidc.location(pending)
            : ways->wecom.location(pending, start.user_agent.find("wxwork") != std::string::npos);
    learn(*std::move(ways));
    if (!location) return Failure{location.diagnostics()};
    const Json note{{"kind", kind},
                    {"state", pending.state},
                    {"nonce", pending.nonce},
                    {"verifier", pending.verifier},
                    {"next", path_of_site(start.next)},
                    {"return", pending.return_address},
                    {"at", clock_.now().microseconds}};
    return Sent{std::move(*location), to_base64url(sealer_.seal(write_json(note), random_))};
  }

  Result<Entered> finish(std::string_view kind, const Return& back,
                         const accounts::Asker& asker) override {
    std::optional<Ways> ways;
    {
      const std::lock_guard lock(mutex_);
      if (!has(kind)) return not_set_up();
      ways = ways_;
    }
    const auto sealed = from_base64url(back.note);
    const auto text = sealed ? sealer_.unseal(*sealed) : std::nullopt;
    if (!text) return other_sign_in();
    const Json note = stored_json(*text);
    const auto member = [&](const char* name) { return note.value(name, std::string()); };
    const Query query = read_query(back.query);
    const auto state = query.find("state");
    const int64_t age = clock_.now().microseconds - note.value("at", int64_t{0});
    if (member("kind") != kind || state == query.end() || state->second != member("state") ||
        member("return") != return_address(back.hub_url, kind) || age < 0 || age > kUnderWay) {
      return other_sign_in();
    }
    if (query.contains("error")) return refused_there();
    const Pending pending{member("state"), member("nonce"), member("verifier"), member("return")};
    auto who = kind == "oidc" ? ways->oidc.person(query, pending) : ways->wecom.person(query);
    learn(*std::move(ways));
    if (!who) return Failure{who.diagnostics()};
    if (!who->roles.empty() && put_roles_) {
      // Who is kept out changes nothing in any app.
      if (Status may = accounts_.may_enter(*who); !may) return std::move(may).error();
      if (Status put = put_roles_(who->roles, who->name); !put) return std::move(put).error();
    }
    auto entered = accounts_.enter(*who, asker);
    if (!entered) return Failure{entered.diagnostics()};
    return Entered{entered->new_token.value_or(""), member("next"), entered->changed_account};
  }

  void on_roles(PutRoles put) override { put_roles_ = std::move(put); }

  Result<std::optional<std::string>> sign_out(std::string_view kind,
                                              const std::string& logout_token) override {
    std::optional<Ways> ways;
    {
      const std::lock_guard lock(mutex_);
      if (kind != "oidc" || !oidc_settings_) return not_set_up();
      ways = ways_;
    }
    const auto told = ways->oidc.signed_out(logout_token);
    learn(*std::move(ways));
    if (!told) return Failure{told.diagnostics()};
    {
      const std::lock_guard lock(mutex_);
      const Instant now = clock_.now();
      std::erase_if(heard_, [&](const auto& each) {
        return now.microseconds - each.second.microseconds > 2 * kUnderWay;
      });
      if (!heard_.emplace(told->jti, now).second) {
        return bad_token("已经用过", "it was used before");
      }
    }
    return accounts_.leave(told->who);
  }

  Result<Json> request(std::string_view type, const Json& params, bool is_administrator,
                       const std::string& hub_url) override {
    const std::lock_guard lock(mutex_);
    if (type == SignInWaysRequest::kType) return to_json(ways());
    if (type == SignInProblemRequest::kType) {
      auto request = messages::from_json<SignInProblemRequest>(params, "/params");
      if (!request) return std::move(request).error();
      return problem_of(request->code);
    }
    if (!is_administrator) return administrators_only();
    if (type == SignInSettingsRequest::kType) return to_json(shown(hub_url));
    auto request = messages::from_json<SignInConfigureRequest>(params, "/params");
    if (!request) return std::move(request).error();
    if (Status done = configure(*request); !done) return std::move(done).error();
    load();
    return Json::object();
  }

  Result<Json> sign_page(const Json& params, const std::string& hub_url) override {
    auto request = messages::from_json<SignInWecomPageRequest>(params, "/params");
    if (!request) return std::move(request).error();
    auto page = page_of_hub(request->url, hub_url);
    if (!page) return not_our_page();
    request->url = std::move(*page);
    // One asks WeCom for a ticket; who comes meanwhile has it from there.
    const std::lock_guard alone(pages_mutex_);
    std::optional<Ways> ways;
    {
      const std::lock_guard lock(mutex_);
      if (!wecom_settings_) return not_set_up();
      ways = ways_;
    }
    const auto reply = pages_.sign(ways->wecom, ways->set_up, *request);
    learn(*std::move(ways));
    if (!reply) return Failure{reply.diagnostics()};
    return to_json(*reply);
  }

  void stop() override { network_->stop(); }

 private:
  // What asks a provider. A sign-in waits for the network with a copy of it: whoever has a slow
  // provider, or one that hangs, keeps nobody else from signing in.
  struct Ways {
    Oidc oidc;
    Wecom wecom;
    uint64_t set_up = 0;  // counts how often that was changed
  };

  // Keeps the discovery, keys and token that a copy came by, unless they are of a way that was set
  // up otherwise meanwhile.
  void learn(Ways&& used) {
    const std::lock_guard lock(mutex_);
    if (used.set_up == ways_.set_up) ways_ = std::move(used);
  }

  bool has(std::string_view kind) const {
    return (kind == "oidc" && oidc_settings_) || (kind == "wecom" && wecom_settings_);
  }

  // 64 letters and digits: what WeCom takes as a state, and a verifier may be.
  std::string secret() {
    Sha256Digest bytes;
    random_.fill(bytes.data(), bytes.size());
    return hex(bytes);
  }

  std::string kept_secret(const char* name) {
    const auto sealed = from_base64url(accounts_.setting(name));
    return sealed ? sealer_.unseal(*sealed).value_or("") : "";
  }

  void load() {
    oidc_settings_ = settings_in<OidcSettings>(accounts_, kOidcSetting);
    wecom_settings_ = settings_in<WecomSettings>(accounts_, kWecomSetting);
    // An administrator who names a host means it, wherever it lies.
    std::vector<delivery::EgressHostRule> hosts;
    const auto allow = [&](const std::string& url) {
      const std::string origin = safe_origin(url);
      if (origin.empty()) return;
      std::string host = origin.substr(origin.find("://") + 3);
      const size_t colon = host.rfind(':');
      if (colon != std::string::npos && host.find(']', colon) == std::string::npos) {
        host.resize(colon);
      }
      for (char& c : host) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
      hosts.push_back({std::move(host), true});
    };
    if (oidc_settings_) {
      allow(oidc_settings_->issuer);
      ways_.oidc.set(*oidc_settings_, kept_secret(kOidcSecret));
    }
    if (wecom_settings_) {
      allow(wecom_settings_->api_url.value_or("https://qyapi.weixin.qq.com"));
      ways_.wecom.set(*wecom_settings_, kept_secret(kWecomSecret));
    }
    network_->set_hosts(std::move(hosts));
    ++ways_.set_up;
  }

  Status keep(const char* name, const std::optional<std::string>& secret) {
    if (!secret) return ok_status();
    return accounts_.put_setting(
        name, secret->empty() ? "" : to_base64url(sealer_.seal(*secret, random_)));
  }

  Status configure(const SignInConfigureRequest& request) {
    Status done = ok_status();
    const auto then = [&](const auto& step) {
      if (done) done = step();
    };
    if (request.oidc) then([&] { return check(*request.oidc); });
    if (request.wecom) then([&] { return check(*request.wecom); });
    if (request.oidc) {
      then([&] { return accounts_.put_setting(kOidcSetting, write_json(to_json(*request.oidc))); });
    }
    if (request.wecom) {
      then([&] {
        return accounts_.put_setting(kWecomSetting, write_json(to_json(*request.wecom)));
      });
    }
    then([&] { return keep(kOidcSecret, request.oidc_secret); });
    then([&] { return keep(kWecomSecret, request.wecom_secret); });
    if (request.oidc_off.value_or(false)) {
      then([&] { return accounts_.put_setting(kOidcSetting, ""); });
      then([&] { return accounts_.put_setting(kOidcSecret, ""); });
    }
    if (request.wecom_off.value_or(false)) {
      then([&] { return accounts_.put_setting(kWecomSetting, ""); });
      then([&] { return accounts_.put_setting(kWecomSecret, ""); });
    }
    return done;
  }

  SignInWaysReply ways() const {
    SignInWaysReply reply;
    if (oidc_settings_) {
      const std::string origin = safe_origin(oidc_settings_->issuer);
      reply.ways.push_back(
          {.kind = "oidc",
           .label = oidc_settings_->label.value_or(origin.substr(origin.find("://") + 3))});
    }
    if (wecom_settings_) reply.ways.push_back({.kind = "wecom", .label = "WeCom"});
    return reply;
  }

  SignInSettingsReply shown(const std::string& hub_url) {
    SignInSettingsReply reply;
    reply.oidc = oidc_settings_;
    reply.oidc_secret_set = !accounts_.setting(kOidcSecret).empty();
    reply.wecom = wecom_settings_;
    reply.wecom_secret_set = !accounts_.setting(kWecomSecret).empty();
    reply.sign_out_address = hub_url + "/hub/sign_in/oidc/sign_out";
    reply.return_addresses = {return_address(hub_url, "oidc"), return_address(hub_url, "wecom")};
    return reply;
  }

  std::mutex mutex_;
  const delivery::Sealer sealer_;
  const std::shared_ptr<delivery::Transport> network_;
  accounts::Accounts& accounts_;
  const Clock& clock_;
  Random& random_;
  std::optional<OidcSettings> oidc_settings_;
  std::optional<WecomSettings> wecom_settings_;
  Ways ways_;
  PutRoles put_roles_;
  std::mutex pages_mutex_;
  WecomPages pages_{clock_, random_};
  std::map<std::string, Instant> heard_;  // tokens by which somebody signed out, by their jti
};

}  // namespace

Result<std::unique_ptr<SignIn>> SignIn::open(const SignInOptions& options,
                                             accounts::Accounts& accounts, const Clock& clock,
                                             Random& random) {
  auto sealer = delivery::Sealer::open(options.key_file, random);
  if (!sealer) return std::move(sealer).error();
  auto network = options.transport ? options.transport : delivery::make_transport();
  return std::unique_ptr<SignIn>(
      std::make_unique<Service>(std::move(*sealer), std::move(network), accounts, clock, random));
}

bool is_sign_in_request(std::string_view type) {
  return std::ranges::find(kRequestTypes, type) != kRequestTypes.end();
}

bool is_page_request(std::string_view type) { return type == SignInWecomPageRequest::kType; }

std::string path_of_site(std::string_view next) {
  // No scheme, no other host, no way that a browser would read as one: "//a", "/\a", a tab.
  if (next.size() > kMaxNextBytes || next.starts_with('/') || next.starts_with('\\')) return {};
  for (const char c : next) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == 127 || c < 0) return {};
  }
  const std::string_view path = next.substr(0, next.find_first_of("?#"));
  if (path.find(':') != std::string_view::npos || path.find("//") != std::string_view::npos ||
      path.find("..") != std::string_view::npos) {
    return {};
  }
  return std::string(next);
}

}  // namespace tollgate::sign_in
