// People of a hub: sign-in, invitations, devices, and what is refused. Each case starts with an
// administrator who came by the first link.
#include "tollgate/accounts/accounts.h"

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/temporary_folder.h"
#include "tollgate/sql/database.h"

namespace tollgate::accounts {
namespace {

constexpr int64_t kAccountsStart = 1'800'000'000'000'000;
constexpr int64_t kOneSecond = 1'000'000;
constexpr int64_t kOneDay = 86'400 * kOneSecond;

struct People {
  FixedClock clock{Instant{kAccountsStart}};
  SeededRandom random{7};
  std::unique_ptr<Accounts> accounts;
  std::string root;  // the administrator's session

  explicit People(const std::filesystem::path& file = {}) {
    auto opened = Accounts::open(file, clock, random);
    REQUIRE(opened.ok());
    accounts = std::move(*opened);
    auto link = accounts->first_invitation();
    REQUIRE(link.ok());
    if (!*link) return;
    root = token_of("invitation.accept",
                    {{"token", **link}, {"name", "root"}, {"password", "correct horse"}});
  }

  Result<Answer<Json>> ask(const char* type, const Json& params, const std::string& token = "",
                           const std::string& address = "10.0.0.1") {
    return accounts->request(type, params, {token, address, "Firefox"});
  }
  std::string code(const char* type, const Json& params, const std::string& token = "",
                   const std::string& address = "10.0.0.1") {
    const auto answer = ask(type, params, token, address);
    return answer ? "" : answer.diagnostics().front().code;
  }
  Json reply(const char* type, const Json& params, const std::string& token = "") {
    auto answer = ask(type, params, token);
    INFO(type << " " << (answer ? "" : answer.diagnostics().front().message.en));
    REQUIRE(answer.ok());
    return answer->reply;
  }
  std::string token_of(const char* type, const Json& params) {
    auto answer = ask(type, params);
    REQUIRE(answer.ok());
    REQUIRE(answer->new_token.has_value());
    return *answer->new_token;
  }
  // An account that was invited and has accepted.
  std::string join(const std::string& name, const Json& places = Json::array()) {
    const Json made = reply("account.invite", {{"name", name}, {"places", places}}, root);
    return token_of("invitation.accept", {{"token", made["invitation"]["token"]},
                                          {"name", name},
                                          {"password", "password of " + name}});
  }
  std::string id_of(const std::string& name) {
    const Json found = reply("account.list", {{"search", name}}, root)["accounts"];
    REQUIRE(found.size() == 1);
    return found[0]["id"];
  }
};

TEST_CASE("The first link makes the administrator, once") {
  People people;
  const auto again = people.accounts->first_invitation();
  REQUIRE(again.ok());
  CHECK_FALSE(again->has_value());
  const Json me = people.reply("session.get", Json::object(), people.root);
  CHECK(me["account"]["name"] == "root");
  CHECK(me["account"]["administrator"] == true);
  CHECK(people.accounts->account_of(people.root)->name == "root");
  CHECK_FALSE(people.accounts->account_of("").has_value());
  CHECK_FALSE(people.accounts->account_of(std::string(64, 'a')).has_value());
}

TEST_CASE(
    "Addresses are kept with the account, found by the app's person, and one WeCom id is one's") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "addresses.db";
  const Json places{{{"app", "visits"}, {"record", "rep_1"}}};
  const Json addresses{{{"kind", "email"}, {"value", "li.na@example.com"}},
                       {{"kind", "wecom"}, {"value", "LiNa"}}};
  {
    People people(file);
    people.reply("account.invite",
                 {{"name", "Li Na"}, {"places", places}, {"addresses", addresses}}, people.root);
    const auto other = [&](const Json& some) {
      return people.code("account.invite", {{"name", "b"}, {"addresses", some}}, people.root);
    };
    CHECK(other({{{"kind", "wecom"}, {"value", "lina"}}}) == "accounts.address_taken");
    CHECK(other({{{"kind", "email"}, {"value", "a@b@c"}}}) == "accounts.address");
    CHECK(other({{{"kind", "email"}, {"value", "a@b.example\nBcc: c"}}}) == "accounts.address");
    CHECK(other({{{"kind", "email"}, {"value", "a@b.example,c@d.example"}}}) == "accounts.address");
    CHECK(other({{{"kind", "phone"}, {"value", "12-34"}}}) == "accounts.address");
    CHECK(other({{{"kind", "phone"}, {"value", "+8613800000000"}},
                 {{"kind", "phone"}, {"value", "13800000001"}}}) == "accounts.two_addresses");
    CHECK(people.id_of("Li Na") == people.accounts->account_at("visits", "rep_1")->id);
  }
  People again(file);
  const auto found = again.accounts->account_at("visits", "rep_1");
  REQUIRE(found.has_value());
  REQUIRE(found->addresses.size() == 2);
  CHECK(found->addresses[0].value == "li.na@example.com");
  CHECK_FALSE(again.accounts->account_at("visits", "rep_2").has_value());
  CHECK_FALSE(again.accounts->account_at("calls", "rep_1").has_value());
}

TEST_CASE("A suspended person has no address any more, whose WeCom id another may have") {
  People people;
  const Json wecom{{{"kind", "wecom"}, {"value", "LiNa"}}};
  const Json places{{{"app", "visits"}, {"record", "rep_1"}}};
  people.join("root2");
  people.reply("account.invite", {{"name", "a"}, {"places", places}, {"addresses", wecom}},
               people.root);
  const std::string id = people.accounts->account_at("visits", "rep_1")->id;
  people.reply("account.change", {{"account", id}, {"state", "revoked"}}, people.root);
  CHECK_FALSE(people.accounts->account_at("visits", "rep_1").has_value());
  people.reply("account.invite", {{"name", "b"}, {"addresses", wecom}}, people.root);
  CHECK(people.code("account.change", {{"account", id}, {"state", "active"}}, people.root) ==
        "accounts.address_taken");
}

TEST_CASE("A first link ends when another one is made") {
  FixedClock clock{Instant{kAccountsStart}};
  SeededRandom random{1};
  auto accounts = Accounts::open({}, clock, random);
  REQUIRE(accounts.ok());
  const std::string first = (*accounts)->first_invitation()->value();
  const std::string second = (*accounts)->first_invitation()->value();
  CHECK(first != second);
  const auto old = (*accounts)->request("invitation.read", {{"token", first}}, {});
  REQUIRE_FALSE(old.ok());
  CHECK(old.diagnostics().front().code == "accounts.invitation_unknown");
  CHECK((*accounts)->request("invitation.read", {{"token", second}}, {}).ok());
}

TEST_CASE("An invited person chooses a password and signs in with it") {
  People people;
  const std::string first = people.join("Li Na", {{{"app", "visits"}, {"record", "rep_1"}}});
  CHECK(people.accounts->account_of(first)->places.size() == 1);
  const std::string second =
      people.token_of("session.sign_in", {{"name", "li na"}, {"password", "password of Li Na"}});
  CHECK(second != first);
  CHECK(people.code("session.sign_in", {{"name", "Li Na"}, {"password", "wrong"}}) ==
        "accounts.wrong_credentials");
  CHECK(people.code("session.sign_in", {{"name", "nobody"}, {"password", "wrong"}}) ==
        "accounts.wrong_credentials");
}

TEST_CASE("An invitation works once, and not after its week") {
  People people;
  const Json made = people.reply("account.invite", {{"name", "a"}}, people.root);
  const Json accept{
      {"token", made["invitation"]["token"]}, {"name", "a"}, {"password", "12345678"}};
  const Json late = people.reply("account.invite", {{"name", "b"}}, people.root);
  CHECK(people.reply("invitation.read", {{"token", accept["token"]}})["name"] == "a");
  people.token_of("invitation.accept", accept);
  CHECK(people.code("invitation.accept", accept) == "accounts.invitation_unknown");
  people.clock.set(Instant{kAccountsStart + 8 * kOneDay});
  CHECK(people.code(
            "invitation.accept",
            {{"token", late["invitation"]["token"]}, {"name", "b"}, {"password", "12345678"}}) ==
        "accounts.invitation_expired");
}

TEST_CASE("Names and passwords that are none are refused where they are typed") {
  People people;
  const std::string rtl = "a\xe2\x80\xaej";  // a change of direction inside
  for (const std::string& name :
       {std::string(), std::string(" a"), std::string("a\nb"), rtl, std::string(65, 'a')}) {
    CHECK(people.code("account.invite", {{"name", name}}, people.root) == "accounts.name");
  }
  people.join("a");
  CHECK(people.code("account.invite", {{"name", "A"}}, people.root) == "accounts.name_taken");
  const Json made = people.reply("account.invite", {{"name", "long name"}}, people.root);
  for (const std::string& password :
       {std::string("1234567"), std::string("long name"), std::string(257, 'x')}) {
    CHECK(people.code("invitation.accept", {{"token", made["invitation"]["token"]},
                                            {"name", "long name"},
                                            {"password", password}}) == "accounts.password");
  }
}

TEST_CASE("After five wrong passwords each further one waits, whoever tries") {
  People people;
  people.join("a");
  const Json wrong{{"name", "a"}, {"password", "wrong"}};
  for (int i = 0; i < 5; ++i) {
    CHECK(people.code("session.sign_in", wrong, "", "10.0.0." + std::to_string(i)) ==
          "accounts.wrong_credentials");
  }
  const Json right{{"name", "A"}, {"password", "password of a"}};
  CHECK(people.code("session.sign_in", right, "", "10.0.0.9") == "accounts.too_many_attempts");
  people.clock.set(Instant{kAccountsStart + 2 * kOneSecond});
  people.token_of("session.sign_in", right);
  // It was the right one: nothing is counted any more.
  CHECK(people.code("session.sign_in", wrong) == "accounts.wrong_credentials");
}

TEST_CASE("One address that tries many names waits, too") {
  People people;
  for (int i = 0; i < 20; ++i) {
    CHECK(people.code("session.sign_in", {{"name", "n" + std::to_string(i)}, {"password", "x"}}) ==
          "accounts.wrong_credentials");
  }
  CHECK(people.code("session.sign_in", {{"name", "another"}, {"password", "x"}}) ==
        "accounts.too_many_attempts");
}

TEST_CASE("Signing in wins an address no free tries at other names") {
  People people;
  people.join("a");
  const Json right{{"name", "a"}, {"password", "password of a"}};
  for (int i = 0; i < 20; ++i) {
    CHECK(people.code("session.sign_in", {{"name", "n" + std::to_string(i)}, {"password", "x"}}) ==
          "accounts.wrong_credentials");
    if (i == 9 || i == 18) people.token_of("session.sign_in", right);
  }
  CHECK(people.code("session.sign_in", {{"name", "another"}, {"password", "x"}}) ==
        "accounts.too_many_attempts");
}

TEST_CASE("A revoked account is out at once, on all its devices") {
  People people;
  const std::string token = people.join("a");
  const std::string id = people.id_of("a");
  const auto changed =
      people.ask("account.change", {{"account", id}, {"state", "revoked"}}, people.root);
  REQUIRE(changed.ok());
  CHECK(changed->changed_account == id);
  CHECK_FALSE(people.accounts->account_of(token).has_value());
  CHECK(people.code("session.sign_in", {{"name", "a"}, {"password", "password of a"}}) ==
        "accounts.wrong_credentials");
}

TEST_CASE("Devices are listed for their owner and signed out by name") {
  People people;
  const std::string phone = people.join("a");
  const std::string desk =
      people.token_of("session.sign_in", {{"name", "a"}, {"password", "password of a"}});
  const Json devices = people.reply("device.list", Json::object(), desk)["devices"];
  REQUIRE(devices.size() == 2);
  const Json other = devices[0]["current"] == true ? devices[1] : devices[0];
  people.reply("device.sign_out", {{"device", other["id"]}}, desk);
  CHECK_FALSE(people.accounts->account_of(phone).has_value());
  CHECK(people.accounts->account_of(desk).has_value());
  CHECK(people.code("device.sign_out", {{"device", other["id"]}}, desk) ==
        "accounts.unknown_device");
  people.reply("session.sign_out", Json::object(), desk);
  CHECK_FALSE(people.accounts->account_of(desk).has_value());
}

TEST_CASE("A new password signs out the other devices") {
  People people;
  const std::string phone = people.join("a");
  const std::string desk =
      people.token_of("session.sign_in", {{"name", "a"}, {"password", "password of a"}});
  CHECK(people.code("password.change", {{"old_password", "x"}, {"new_password", "new password"}},
                    desk) == "accounts.wrong_credentials");
  people.reply("password.change",
               {{"old_password", "password of a"}, {"new_password", "new password"}}, desk);
  CHECK_FALSE(people.accounts->account_of(phone).has_value());
  CHECK(people.accounts->account_of(desk).has_value());
  people.token_of("session.sign_in", {{"name", "a"}, {"password", "new password"}});
}

TEST_CASE("What a person likes is kept for their devices, and for nobody else") {
  People people;
  const std::string phone = people.join("a");
  const std::string other = people.join("b");
  const auto kept = [&](const std::string& token, const char* app) {
    return people.reply("preference.list", {{"app", app}}, token)["preferences"];
  };
  people.reply("preference.save",
               {{"app", "visits"}, {"name", "list.team.columns"}, {"value", "[\"rep\"]"}}, phone);
  people.reply("preference.save",
               {{"app", "visits"}, {"name", "list.team.columns"}, {"value", "[\"city\"]"}}, phone);
  const std::string desk =
      people.token_of("session.sign_in", {{"name", "a"}, {"password", "password of a"}});
  CHECK(kept(desk, "visits") ==
        Json::array({{{"name", "list.team.columns"}, {"value", "[\"city\"]"}}}));
  CHECK(kept(desk, "stores").empty());
  CHECK(kept(other, "visits").empty());
  people.reply("preference.save", {{"app", "visits"}, {"name", "list.team.columns"}}, desk);
  CHECK(kept(phone, "visits").empty());

  CHECK(people.code("preference.list", {{"app", "visits"}}) == "accounts.not_signed_in");
  CHECK(people.code("preference.save", {{"app", "visits"}, {"name", ""}, {"value", "x"}}, phone) ==
        "accounts.bad_preference");
  CHECK(people.code("preference.save",
                    {{"app", "visits"}, {"name", "long"}, {"value", std::string(20'001, 'x')}},
                    phone) == "accounts.bad_preference");
  for (int i = 0; i < 300; ++i) {
    people.reply("preference.save",
                 {{"app", "visits"}, {"name", "n" + std::to_string(i)}, {"value", "x"}}, phone);
  }
  CHECK(people.code("preference.save", {{"app", "visits"}, {"name", "more"}, {"value", "x"}},
                    phone) == "accounts.too_many_preferences");
  people.reply("preference.save", {{"app", "visits"}, {"name", "n7"}, {"value", "y"}}, phone);
}

TEST_CASE("A session ends when it is not used for a month, or after ninety days") {
  People people;
  const std::string unused = people.join("a");
  people.clock.set(Instant{kAccountsStart + 31 * kOneDay});
  CHECK_FALSE(people.accounts->account_of(unused).has_value());
  const std::string used =
      people.token_of("session.sign_in", {{"name", "a"}, {"password", "password of a"}});
  for (int day = 31; day <= 121; day += 10) {
    people.clock.set(Instant{kAccountsStart + day * kOneDay});
    CHECK(people.accounts->account_of(used).has_value());
  }
  people.clock.set(Instant{kAccountsStart + 122 * kOneDay});
  CHECK_FALSE(people.accounts->account_of(used).has_value());
}

TEST_CASE("What administrators do, others may not") {
  People people;
  const std::string token = people.join("a");
  const std::string root_id = people.id_of("root");
  for (const auto& [type, params] : std::initializer_list<std::pair<const char*, Json>>{
           {"account.list", Json::object()},
           {"account.invite", {{"name", "x"}}},
           {"account.change", {{"account", root_id}, {"state", "revoked"}}},
           {"device.list", {{"account", root_id}}},
           {"device.sign_out", {{"account", root_id}}}}) {
    INFO(type);
    CHECK(people.code(type, params, token) == "accounts.administrators_only");
    CHECK(people.code(type, params) == "accounts.not_signed_in");
  }
  CHECK(people.accounts->account_of(people.root).has_value());
}

TEST_CASE("The last administrator stays one") {
  People people;
  const Json self{{"account", people.id_of("root")}, {"administrator", false}};
  CHECK(people.code("account.change", self, people.root) == "accounts.last_administrator");
  people.join("b");
  people.reply("account.change", {{"account", people.id_of("b")}, {"administrator", true}},
               people.root);
  people.reply("account.change", self, people.root);
  CHECK(people.code("account.list", Json::object(), people.root) == "accounts.administrators_only");
}

TEST_CASE("A person of an app belongs to one account") {
  People people;
  const Json place{{"app", "visits"}, {"record", "rep_1"}};
  people.join("a", Json::array({place}));
  CHECK(people.code("account.invite", {{"name", "b"}, {"places", Json::array({place})}},
                    people.root) == "accounts.place_taken");
  CHECK(
      people.code("account.invite",
                  {{"name", "b"},
                   {"places", {{{"app", "v"}, {"record", "1"}}, {{"app", "v"}, {"record", "2"}}}}},
                  people.root) == "accounts.two_places");
  people.reply("account.change", {{"account", people.id_of("a")}, {"state", "revoked"}},
               people.root);
  people.join("b", Json::array({place}));
}

TEST_CASE("Accounts, sessions and invitations outlive the hub") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "accounts.db";
  std::string token, link;
  {
    People people(file);
    token = people.join("a", {{{"app", "visits"}, {"record", "rep_1"}}});
    link = people.reply("account.invite", {{"name", "b"}}, people.root)["invitation"]["token"];
  }
  {
    People people(file);
    CHECK(people.root.empty());
    const auto account = people.accounts->account_of(token);
    REQUIRE(account.has_value());
    CHECK(account->places.front().record == "rep_1");
    CHECK(people.reply("invitation.read", {{"token", link}})["name"] == "b");
  }
}

TEST_CASE("Nothing is acknowledged that goes into a file which is gone") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "accounts.db";
  People people(file);
  const std::string a = people.join("a");
  std::filesystem::rename(file, folder.path() / "away.db");
  CHECK(people.code("account.invite", {{"name", "b"}}, people.root) == "store.moved");
  CHECK(people.code("preference.save", {{"app", "visits"}, {"name", "x"}, {"value", "1"}}, a) ==
        "store.moved");
  const Json key = {{"name", "ERP"}, {"app", "visits"}, {"record", "erp"}, {"days", 2}};
  CHECK(people.code("api_key.create", key, people.root) == "store.moved");
  CHECK(people.accounts->note_act("backup", "/backups/monday", "").diagnostics()[0].code ==
        "store.moved");
  std::filesystem::rename(folder.path() / "away.db", file);
  CHECK(people.code("account.invite", {{"name", "b"}}, people.root) == "");
}

TEST_CASE("A message that makes no sense is refused with what would") {
  People people;
  const auto unknown = people.ask("session.sign_im", Json::object());
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.diagnostics().front().code == "api.unknown_request");
  CHECK(unknown.diagnostics().front().candidates.front() == "session.sign_in");
  CHECK(people.code("session.sign_in", {{"name", 5}}) == "api.wrong_type");
  CHECK(people.code("account.change", {{"account", "x"}, {"state", "dead"}}, people.root) != "");
}

TEST_CASE("What administrators do is noted and stays; others do not read it") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "acts.db";
  {
    People people(file);
    const std::string rep = people.join("rep");
    const std::string id = people.id_of("rep");
    people.reply("account.change",
                 {{"account", id}, {"administrator", true}, {"addresses", Json::array()}},
                 people.root);
    people.reply("device.sign_out", {{"account", id}}, people.root);
    people.reply("device.sign_out", Json::object(), rep.empty() ? "" : people.root);
    people.root =
        people.token_of("session.sign_in", {{"name", "root"}, {"password", "correct horse"}});
    const std::string root = people.root;
    // What was refused is no act.
    CHECK(people.code("account.change", {{"account", "nobody"}, {"name", "x"}}, root) != "");
    REQUIRE(people.accounts->note_act("backup", "/backups/monday", "").ok());
    const Json acts = people.reply("act.list", {{"limit", 2}}, root);
    CHECK(acts["more"] == true);
    REQUIRE(acts["acts"].size() == 2);
    CHECK(acts["acts"][0]["act"] == "backup");
    CHECK(acts["acts"][0]["account"] == "");
    CHECK(acts["acts"][1]["act"] == "device.sign_out");
    const Json rest = people.reply("act.list", {{"before", acts["acts"][1]["number"]}}, root);
    REQUIRE(rest["acts"].size() == 2);
    CHECK(rest["acts"][0]["name"] == "root");
    CHECK(rest["acts"][0]["target"] == "rep");
    CHECK(rest["acts"][0]["note"] == "addresses, administrator=true");
    CHECK(rest["acts"][1]["act"] == "account.invite");
    const std::string other = people.join("other");
    CHECK(people.code("act.list", Json::object(), other) == "accounts.administrators_only");
  }
  auto db = sql::Database::open(file.string(), nullptr);
  REQUIRE(db.ok());
  for (const char* change : {"UPDATE act SET name = 'x'", "DELETE FROM act"}) {
    (*db)->run(change);
    CHECK((*db)->take_error().has_value());
  }
  db->reset();
}

TEST_CASE("A key is shown once, holds for one app until it expires or is revoked") {
  People people;
  const Json wanted = {{"name", "ERP"}, {"app", "visits"}, {"record", "erp"}, {"days", 2}};
  const Json made = people.reply("api_key.create", wanted, people.root);
  const std::string secret = made["secret"];
  CHECK(secret.starts_with("tgk_"));
  const auto key = people.accounts->key_of(secret);
  REQUIRE(key.has_value());
  CHECK(key->record == "erp");
  CHECK_FALSE(people.accounts->key_of(secret + "0").has_value());
  CHECK_FALSE(people.accounts->key_of("").has_value());
  const Json listed = people.reply("api_key.list", Json::object(), people.root);
  CHECK(listed["keys"][0]["name"] == "ERP");
  CHECK(write_json(listed).find(secret.substr(4)) == std::string::npos);
  people.clock.set({kAccountsStart + 2 * kOneDay});
  CHECK_FALSE(people.accounts->key_of(secret).has_value());

  const Json role = {{"name", "BI"}, {"app", "visits"}, {"role", "manager"}};
  const Json second = people.reply("api_key.create", role, people.root);
  CHECK(people.accounts->key_of(second["secret"].get<std::string>())->role == "manager");
  people.reply("api_key.revoke", {{"key", second["key"]["id"]}}, people.root);
  CHECK_FALSE(people.accounts->key_of(second["secret"].get<std::string>()).has_value());
  const Json acts = people.reply("act.list", {{"limit", 1}}, people.root);
  CHECK(acts["acts"][0]["act"] == "api_key.revoke");
  CHECK(acts["acts"][0]["target"] == "BI");

  const std::string rep = people.join("rep");
  CHECK(people.code("api_key.create", wanted, rep) == "accounts.administrators_only");
  CHECK(people.code("api_key.list", Json::object(), rep) == "accounts.administrators_only");
  CHECK(people.code("api_key.revoke", {{"key", "x"}}, people.root) == "accounts.unknown_key");
  CHECK(people.code("api_key.create", {{"name", "x"}, {"app", "visits"}}, people.root) ==
        "accounts.key_for_whom");
  Json days = wanted;
  days["days"] = 0;
  CHECK(people.code("api_key.create", days, people.root) == "accounts.key_days");
}

}  // namespace
}  // namespace tollgate::accounts
