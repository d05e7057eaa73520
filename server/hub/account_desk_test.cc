// Whom a request acts for where people sign in, and where they do not.
#include "hub/account_desk.h"

#include <catch_amalgamated.hpp>
#include <future>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

struct Desk {
  FixedClock clock{Instant{1'800'000'000'000'000}};
  SeededRandom random{3};
  std::string first_link;
  std::unique_ptr<AccountDesk> desk;

  explicit Desk(DeskOptions options = {}) {
    auto accounts = accounts::Accounts::open({}, clock, random);
    REQUIRE(accounts.ok());
    first_link = (*accounts)->first_invitation()->value();
    desk = std::make_unique<AccountDesk>(std::move(*accounts), options);
  }

  Response ask(const Json& message, const std::string& cookie = "") {
    Request request{.method = "POST",
                    .path = "/hub/request",
                    .query = {},
                    .headers = {{"cookie", cookie}},
                    .body = write_json(message)};
    std::promise<Response> answered;
    REQUIRE(desk->submit(std::move(request),
                         [&](Response response) { answered.set_value(std::move(response)); }));
    return answered.get_future().get();
  }
  // The cookie that a response sets, as a browser sends it back.
  static std::string cookie_of(const Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Set-Cookie") return value.substr(0, value.find(';'));
    }
    return {};
  }
  std::string join(const Json& accept) {
    const Response response = ask({{"type", "invitation.accept"}, {"params", accept}});
    INFO(*response.body);
    REQUIRE(response.status == 200);
    return cookie_of(response);
  }
};

Request to_app(const std::string& cookie, const std::string& acts_for = "") {
  Request request{.method = "POST", .path = {}, .query = {}, .headers = {}, .body = {}};
  request.headers.emplace_back("cookie", cookie);
  if (!acts_for.empty()) request.headers.emplace_back("tollgate-acts-for", acts_for);
  return request;
}

TEST_CASE("A signed-in person acts as the app's person of the account, whatever a page says") {
  Desk hub;
  const std::string root =
      hub.join({{"token", hub.first_link}, {"name", "root"}, {"password", "correct horse"}});
  CHECK(root.starts_with("tollgate_session="));
  const Json places = Json::array({{{"app", "visits"}, {"record", "rep_1"}}});
  const Response invited =
      hub.ask({{"type", "account.invite"}, {"params", {{"name", "a"}, {"places", places}}}}, root);
  const Json made = stored_json(*invited.body);
  const std::string rep = hub.join(
      {{"token", made["result"]["invitation"]["token"]}, {"name", "a"}, {"password", "12345678"}});

  CHECK(*hub.desk->principal_of(to_app(rep), "visits") == R"({"user":"rep_1"})");
  CHECK(*hub.desk->principal_of(to_app(rep, "user=rep_1"), "visits") == R"({"user":"rep_1"})");
  const auto code = [&](const Request& request, const std::string& app) {
    const auto principal = hub.desk->principal_of(request, app);
    return principal ? *principal : principal.diagnostics().front().code;
  };
  CHECK(code(to_app(rep, "user=rep_2"), "visits") == "accounts.signed_in_as_other");
  // A role is the app's to tell: what a page says of it is carried there, to be refused or not.
  CHECK(code(to_app(rep, "user=rep_1&role=boss"), "visits") ==
        R"({"said_role":"boss","user":"rep_1"})");
  CHECK(code(to_app(rep), "other") == "accounts.not_of_this_app");
  CHECK(code(to_app("", "user=rep_1"), "visits") == "accounts.not_signed_in");
  CHECK(code(to_app("tollgate_session=" + std::string(64, 'a')), "visits") ==
        "accounts.not_signed_in");
  CHECK(hub.desk->may_know(to_app(rep), "visits"));
  CHECK_FALSE(hub.desk->may_know(to_app(rep), "other"));
  CHECK(hub.desk->may_know(to_app(root), "other"));
  CHECK(hub.desk->is_known(to_app(rep)).ok());
  CHECK(hub.desk->is_known(to_app("")).diagnostics().front().code == "accounts.not_signed_in");
  // An administrator who is none of the app's people is bound by none of its permissions.
  CHECK(*hub.desk->principal_of(to_app(root), "visits") == R"({"whole_app":true})");
  CHECK(code(to_app(root, "user=rep_1"), "visits") == "accounts.signed_in_as_other");

  std::string told;
  hub.desk->on_changed([&](const std::string& account) { told = account; });
  const std::string id = made["result"]["account"]["id"];
  hub.ask({{"type", "account.change"}, {"params", {{"account", id}, {"state", "revoked"}}}}, root);
  CHECK(told == id);
  CHECK(code(to_app(rep), "visits") == "accounts.not_signed_in");
  CHECK(hub.desk->account_of(to_app(rep)).empty());
}

TEST_CASE("What is refused says why, with a status that fits, and sets no cookie") {
  Desk hub;
  const auto status = [&](const Json& message) {
    const Response response = hub.ask(message);
    CHECK(Desk::cookie_of(response).empty());
    return response.status;
  };
  CHECK(status({{"type", "session.sign_in"},
                {"params", {{"name", "nobody"}, {"password", "x"}}}}) == 401);
  CHECK(status({{"type", "account.list"}, {"params", Json::object()}}) == 401);
  CHECK(status({{"type", "no_such"}}) == 200);
  CHECK(status(Json::array()) == 200);
  const Response session = hub.ask({{"type", "session.get"}});
  CHECK(stored_json(*session.body)["result"]["way"] == "accounts");
}

TEST_CASE("Signing out takes the cookie away") {
  Desk hub;
  const std::string root =
      hub.join({{"token", hub.first_link}, {"name", "root"}, {"password", "correct horse"}});
  const Response out = hub.ask({{"type", "session.sign_out"}}, root);
  CHECK(Desk::cookie_of(out) == "tollgate_session=");
  CHECK(hub.desk->account_of(to_app(root)).empty());
}

TEST_CASE(
    "A session's cookie is for no script, no foreign page and, with TLS, no open connection") {
  const auto cookie = [](DeskOptions options) {
    Desk hub(options);
    const Response response = hub.ask(
        {{"type", "invitation.accept"},
         {"params", {{"token", hub.first_link}, {"name", "root"}, {"password", "12345678"}}}});
    for (const auto& [name, value] : response.headers) {
      if (name == "Set-Cookie") return value;
    }
    return std::string();
  };
  const std::string plain = cookie({});
  CHECK(plain.find("; HttpOnly; SameSite=Lax") != std::string::npos);
  CHECK(plain.find("Secure") == std::string::npos);
  CHECK(cookie({.secure_cookies = true}).ends_with("; Secure"));
}

TEST_CASE("Behind a proxy the client is whom the proxy names, and nobody else names itself") {
  const auto address = [](const std::string& peer, const std::string& forwarded,
                          bool proxy = true) {
    Request request = to_app("");
    request.peer_address = peer;
    request.headers.emplace_back("x-forwarded-for", forwarded);
    return AccountDesk::asker_of(request, {.behind_proxy = proxy}).address;
  };
  // What the client wrote itself stands before what the proxy added.
  CHECK(address("127.0.0.1", "198.51.100.1, 192.0.2.1") == "192.0.2.1");
  CHECK(address("::1", "2001:db8::1") == "2001:db8::1");
  CHECK(address("127.0.0.1", "") == "127.0.0.1");
  CHECK(address("127.0.0.1", "192.0.2.1, <script>") == "127.0.0.1");
  CHECK(address("192.0.2.9", "192.0.2.10") == "192.0.2.9");
  CHECK(address("127.0.0.1", "192.0.2.1", false) == "127.0.0.1");
}

TEST_CASE("Without accounts a page says whom it acts for, and nobody signs in") {
  AccountDesk desk(nullptr);
  CHECK(*desk.principal_of(to_app("", "user=rep_1"), "visits") == R"({"user":"rep_1"})");
  CHECK(*desk.principal_of(to_app(""), "visits") == R"({"whole_app":true})");
  std::promise<Response> answered;
  Request request = to_app("");
  request.body = R"({"type":"session.get"})";
  REQUIRE(desk.submit(std::move(request),
                      [&](Response response) { answered.set_value(std::move(response)); }));
  CHECK(stored_json(*answered.get_future().get().body)["result"]["way"] == "demo");
}

TEST_CASE("A program acts by its key, in its app alone, and not too often") {
  Desk hub;
  const std::string root =
      hub.join({{"token", hub.first_link}, {"name", "root"}, {"password", "correct horse"}});
  const auto made = [&](const Json& params) {
    return stored_json(
        *hub.ask({{"type", "api_key.create"}, {"params", params}}, root).body)["result"];
  };
  const auto by_key = [](const std::string& secret) {
    Request request = to_app("");
    request.headers.emplace_back("authorization", "Bearer " + secret);
    return request;
  };
  const Json erp = made({{"name", "ERP"}, {"app", "visits"}, {"record", "erp"}});
  const Json bi = made({{"name", "BI"}, {"app", "visits"}, {"role", "manager"}});
  CHECK(*hub.desk->principal_of(by_key(erp["secret"]), "visits") == R"({"user":"erp"})");
  CHECK(*hub.desk->principal_of(by_key(bi["secret"]), "visits") == R"({"role":"manager"})");
  CHECK(hub.desk->principal_of(by_key(erp["secret"]), "other").diagnostics().front().code ==
        "accounts.not_of_this_app");
  // A cookie does not help who sends a key that does not hold.
  Request both = by_key("tgk_" + std::string(64, '0'));
  both.headers.emplace_back("cookie", root);
  CHECK(hub.desk->principal_of(both, "visits").diagnostics().front().code == "accounts.bad_key");
  CHECK(hub.desk->refuses_program(both)->status == 401);
  CHECK(hub.desk->account_of(by_key(erp["secret"])) ==
        "key:" + erp["key"]["id"].get<std::string>());

  const Request often = by_key(bi["secret"]);
  int taken = 0;
  while (taken < 1000 && !hub.desk->refuses_program(often)) ++taken;
  CHECK(taken >= 200);
  CHECK(taken < 1000);
  CHECK(hub.desk->refuses_program(often)->status == 429);
  CHECK_FALSE(hub.desk->refuses_program(by_key(erp["secret"])));
  CHECK_FALSE(hub.desk->refuses_program(to_app(root)));

  std::string told;
  hub.desk->on_changed([&](const std::string& owner) { told = owner; });
  hub.ask({{"type", "api_key.revoke"}, {"params", {{"key", erp["key"]["id"]}}}}, root);
  CHECK(told == "key:" + erp["key"]["id"].get<std::string>());
  CHECK(hub.desk->principal_of(by_key(erp["secret"]), "visits").diagnostics().front().code ==
        "accounts.bad_key");
}

}  // namespace
}  // namespace tollgate::server
