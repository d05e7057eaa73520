// What leaves a hub, how often, and what is said of what does not.
#include "tollgate/delivery/delivery.h"

#include <fstream>
#include <set>
#include <sstream>

#include "fake_transport_test_support.h"
#include "tollgate/base/temporary_folder.h"

namespace tollgate::delivery {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

TEST_CASE("a message goes out once, as the robot takes it, and the app is told what was sent") {
  Hub hub;
  hub.route({hub.add_wecom_robot()});
  hub.addresses["boss"] = {{"wecom", "zhaomin"}};
  hub.leave(7, "晚到 91 分钟", true);
  hub.run();
  hub.run();
  REQUIRE(hub.transport->requests.size() == 1);
  const HttpRequest& sent = hub.transport->requests.front();
  CHECK(sent.url == "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K-1");
  const std::string text = "晚到 91 分钟\nhttps://hub.example/apps/visits/#/record/visit/v7";
  CHECK(Hub::body(sent) ==
        Json{{"msgtype", "text"}, {"text", {{"content", text}, {"mentioned_list", {"zhaomin"}}}}});
  REQUIRE(hub.delivered.size() == 1);
  const Json& told = hub.delivered.front();
  CHECK(told["op"] == 7);
  CHECK(told["sent"][0]["to"] == "boss");
  CHECK(told["sent"][0]["text"] == text);
  CHECK(told["sent"][0]["receipt"] == "ok");
  CHECK(hub.letters()[0]["state"] == "sent");
}

TEST_CASE(
    "robots answer 200 when they refuse: the message is dead with its remedy, and can be sent "
    "again") {
  Hub hub;
  hub.route({hub.add_wecom_robot()});
  hub.leave(7, "晚到");
  hub.transport->replies.push_back(
      answered(R"({"errcode":93000,"errmsg":"invalid webhook url K-1"})"));
  hub.run();
  hub.pass(3600);
  hub.run();
  CHECK(hub.transport->requests.size() == 1);
  CHECK(hub.delivered.empty());
  const Json dead = hub.letters()[0];
  CHECK(dead["state"] == "dead");
  CHECK(dead["code"] == "delivery.wrong_key");
  CHECK(dead["vendor_code"] == "93000");
  CHECK(dead["failure"]["zh-CN"].get<std::string>().find("key=") != std::string::npos);
  CHECK(dead["failure"]["en"].get<std::string>().find("paste") != std::string::npos);
  // What they say may hold the secret; nobody is shown it.
  CHECK(dead["vendor_text"] == "invalid webhook url K-1");
  hub.ask("letter.resend", {{"app", "visits"}, {"key", dead["key"]}});
  hub.run();
  CHECK(hub.transport->requests.size() == 2);
  CHECK(hub.letters()[0]["state"] == "sent");
  REQUIRE(hub.delivered.size() == 1);
  CHECK(hub.delivered[0]["sent"][0]["key"] == dead["key"]);
  CHECK(hub.code("letter.resend", {{"app", "visits"}, {"key", dead["key"]}}, hub.root) ==
        "delivery.unknown_letter");
}

TEST_CASE("what was sent without an answer is sent again with the same key, which the text shows") {
  Hub hub;
  hub.route(
      {hub.add_channel("webhook", {{{"name", "base_url"}, {"value", "https://crm.example/in"}}},
                       {{{"name", "sign_secret"}, {"value", "s3cret"}}})});
  hub.leave(7, "晚到");
  hub.transport->replies = {unknown_outcome(), unknown_outcome(), answered("{}")};
  hub.run();
  CHECK(hub.transport->requests.size() == 1);
  hub.pass(2);
  hub.run();
  hub.pass(4);
  hub.run();
  REQUIRE(hub.transport->requests.size() == 3);
  std::set<std::string> keys;
  for (const HttpRequest& request : hub.transport->requests) {
    for (const auto& [name, value] : request.headers) {
      if (name == "Tollgate-Id") keys.insert(value);
    }
  }
  CHECK(keys.size() == 1);
  CHECK(hub.delivered.size() == 1);

  Hub robot;
  robot.route({robot.add_wecom_robot()});
  robot.leave(7, "晚到");
  robot.transport->replies = {unknown_outcome()};
  robot.run();
  robot.pass(2);
  robot.run();
  REQUIRE(robot.transport->requests.size() == 2);
  const std::string again = Hub::body(robot.transport->requests[1])["text"]["content"];
  const std::string key = robot.letters()[0]["key"];
  CHECK(again.find(key.substr(0, 8)) != std::string::npos);
  CHECK(again.find("再次发送") != std::string::npos);

  // People are not told the same thing for hours because answers are lost.
  robot.transport->replies = std::deque<Reply>(20, unknown_outcome());
  robot.leave(8, "早到");
  for (int minutes = 0; minutes < 200; ++minutes) {
    robot.run();
    robot.pass(60);
  }
  CHECK(robot.transport->requests.size() == 2 + 4);
  CHECK(robot.letters()[0]["code"] == "delivery.no_answer");
}

TEST_CASE("what a robot's rate does not take goes out together, urgent messages first and alone") {
  Hub hub;
  hub.route({hub.add_wecom_robot()});
  for (int i = 1; i <= 45; ++i) hub.leave(i, "消息 " + std::to_string(i), i == 45);
  hub.run();
  const auto content = [&](size_t i) {
    return Hub::body(hub.transport->requests.at(i))["text"]["content"].get<std::string>();
  };
  CHECK(content(0).starts_with("消息 45"));
  CHECK(content(1).find("条消息：") != std::string::npos);
  CHECK(hub.transport->requests.size() <= 20);
  for (int minutes = 0; minutes < 5; ++minutes) {
    hub.pass(61);
    const size_t before = hub.transport->requests.size();
    hub.run();
    CHECK(hub.transport->requests.size() - before <= 20);
  }
  std::string all;
  for (size_t i = 0; i < hub.transport->requests.size(); ++i) {
    CHECK(content(i).size() <= 2048);
    all += content(i) + "\n";
  }
  for (int i = 1; i <= 45; ++i) {
    CHECK(all.find("消息 " + std::to_string(i) + "\n") != std::string::npos);
  }
  CHECK(hub.delivered.size() == 45);
}

TEST_CASE("no more than a robot takes in any minute, and DingTalk's nineteen") {
  Hub hub;
  hub.route({hub.add_channel("dingtalk_robot", Json::array(),
                             {{{"name", "access_token"}, {"value", "T-1"}}})});
  for (int i = 1; i <= 30; ++i) {
    hub.leave(i, "紧急", true);
    hub.run();
  }
  CHECK(hub.transport->requests.size() == 19);
  hub.pass(59);
  hub.run();
  CHECK(hub.transport->requests.size() == 19);
  hub.pass(2);
  hub.run();
  CHECK(hub.transport->requests.size() == 30);
}

TEST_CASE("too fast is waited out, busy is tried again, and a failure for good goes another way") {
  Hub hub;
  const std::string robot = hub.add_wecom_robot();
  const std::string mail =
      hub.add_channel("email",
                      {{{"name", "base_url"}, {"value", "smtp://mail.example"}},
                       {{"name", "from"}, {"value", "hub@mail.example"}}},
                      Json::array());
  hub.route({robot, mail});
  hub.addresses["boss"] = {{"email", "zhao@mail.example"}};
  hub.leave(1, "一");
  hub.transport->replies = {answered(R"({"errcode":45009,"errmsg":"api freq out of limit"})")};
  hub.run();
  hub.pass(30);
  hub.run();
  CHECK(hub.transport->requests.size() == 1);
  hub.pass(31);
  hub.transport->replies = {answered("<html>", 502)};
  hub.run();
  CHECK(hub.transport->requests.size() == 2);
  hub.pass(10);
  hub.transport->replies = {answered(R"({"errcode":93000,"errmsg":"invalid"})"), answered("", 250)};
  hub.run();
  REQUIRE(hub.transport->mails.size() == 1);
  const MailRequest& letter = hub.transport->mails.front();
  CHECK(letter.to == "zhao@mail.example");
  CHECK(letter.text.find("Message-ID: <") != std::string::npos);
  REQUIRE(hub.delivered.size() == 1);
  CHECK(hub.delivered[0]["sent"][0]["channel"] == mail);
  // What was wrong with the robot is still to be seen.
  CHECK(hub.letters()[0]["code"] == "delivery.wrong_key");
}

TEST_CASE("a person without the address that a channel needs is no silence but a failure") {
  Hub hub;
  hub.route({hub.add_channel(
      "wecom_app",
      {{{"name", "corp_id"}, {"value", "ww1"}}, {{"name", "agent_id"}, {"value", "1000002"}}},
      {{{"name", "secret"}, {"value", "app-secret"}}})});
  hub.leave(7, "晚到");
  hub.run();
  CHECK(hub.transport->requests.empty());
  CHECK(hub.letters()[0]["code"] == "delivery.no_address");
  CHECK(hub.letters()[0]["failure"]["zh-CN"].get<std::string>().find("赵敏") != std::string::npos);
  CHECK(hub.ask("letter.list", {{"app", "visits"}})["dead"] == 1);
}

TEST_CASE("a WeCom application has one token for all, and a new one when it is refused") {
  Hub hub;
  hub.addresses["boss"] = {{"wecom", "zhaomin"}};
  hub.route({hub.add_channel(
      "wecom_app",
      {{{"name", "corp_id"}, {"value", "ww1"}}, {{"name", "agent_id"}, {"value", "1000002"}}},
      {{{"name", "secret"}, {"value", "app-secret"}}})});
  const auto token = [](const char* text) {
    return answered(std::string(R"({"errcode":0,"access_token":")") + text +
                    R"(","expires_in":7200})");
  };
  hub.transport->replies = {token("t1")};
  hub.leave(1, "一");
  hub.run();
  hub.leave(2, "二");
  hub.run();
  REQUIRE(hub.transport->requests.size() == 3);
  CHECK(hub.transport->requests[0].url ==
        "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1&corpsecret=app-secret");
  CHECK(hub.transport->requests[2].url.ends_with("access_token=t1"));
  const Json body = Hub::body(hub.transport->requests[2]);
  CHECK(body["touser"] == "zhaomin");
  CHECK(body["agentid"] == 1000002);
  CHECK(body["enable_duplicate_check"] == 1);
  hub.transport->replies = {answered(R"({"errcode":42001,"errmsg":"expired"})"), token("t2")};
  hub.leave(3, "三");
  hub.run();
  REQUIRE(hub.transport->requests.size() == 6);
  CHECK(hub.transport->requests[5].url.ends_with("access_token=t2"));
  CHECK(hub.delivered.size() == 3);
  // 0, and yet nobody got it.
  hub.transport->replies = {answered(R"({"errcode":0,"errmsg":"ok","invaliduser":"zhaomin"})")};
  hub.leave(4, "四");
  hub.run();
  CHECK(hub.letters()[0]["code"] == "delivery.no_receiver");
}

TEST_CASE("without any channel messages come into the person's inbox, once, and are read there") {
  Hub hub;
  int told = 0;
  hub.delivery->on_inbox([&](const std::string&) { ++told; });
  hub.leave(7, "晚到");
  hub.run();
  hub.run();
  const Asker boss{.person = "boss"};
  Json inbox = hub.ask("inbox.list", {{"app", "visits"}}, boss);
  REQUIRE(inbox["messages"].size() == 1);
  CHECK(inbox["messages"][0]["text"] == "晚到");
  CHECK(inbox["messages"][0]["record"] == "v7");
  CHECK(inbox["unread"] == 1);
  CHECK(told == 1);
  CHECK(hub.ask("inbox.list", {{"app", "visits"}}, {.person = "other"})["unread"] == 0);
  CHECK(hub.ask("inbox.read", {{"app", "visits"}}, boss)["unread"] == 0);
  CHECK(hub.delivered.size() == 1);
}

TEST_CASE("a person's own choice of channel goes before the app's") {
  Hub hub;
  hub.route({hub.add_wecom_robot()});
  const Asker boss{.person = "boss"};
  hub.ask("contact.save", {{"app", "visits"}, {"channels", {"in_app"}}, {"locale", "en"}}, boss);
  hub.leave(7, "late");
  hub.run();
  CHECK(hub.transport->requests.empty());
  CHECK(hub.ask("inbox.list", {{"app", "visits"}}, boss)["unread"] == 1);
  CHECK(hub.code(
            "contact.save",
            {{"app", "visits"}, {"person", "other"}, {"channels", Json::array()}, {"locale", ""}},
            boss) == "delivery.not_yours");
  CHECK(hub.code("contact.save", {{"app", "visits"}, {"channels", {"nothing"}}, {"locale", ""}},
                 boss) == "delivery.unknown_channel");
}

TEST_CASE("what lay in the outbox for days is no news: it is put into the inbox alone") {
  Hub hub;
  hub.route({hub.add_wecom_robot()});
  hub.leave(1, "旧");
  hub.pass(4 * 86'400);
  hub.run();
  CHECK(hub.transport->requests.empty());
  CHECK(hub.ask("inbox.list", {{"app", "visits"}}, {.person = "boss"})["unread"] == 1);
}

TEST_CASE("secrets are told to nobody and lie in no file as they are") {
  const TemporaryFolder scratch;
  Hub hub(scratch.path() / "hub-delivery.db");
  const std::string id = hub.add_channel("wecom_robot", Json::array(),
                                         {{{"name", "key"}, {"value", "very-secret-key"}}});
  const Json list = hub.ask("channel.list", Json::object());
  CHECK(write_json(list).find("very-secret-key") == std::string::npos);
  CHECK(list["channels"][0]["secrets"] == Json{"key"});
  hub.route({id});
  hub.open(scratch.path() / "hub-delivery.db");
  hub.leave(7, "晚到");
  hub.run();
  CHECK(hub.transport->requests.at(0).url.ends_with("key=very-secret-key"));
  hub.delivery.reset();
  for (const char* name : {"hub-delivery.db", "hub-delivery.db-wal"}) {
    CHECK(bytes_of(scratch.path() / name).find("very-secret-key") == std::string::npos);
  }
  const auto rights = std::filesystem::status(scratch.path() / "hub-delivery.db.key").permissions();
  using std::filesystem::perms;
  CHECK((rights & (perms::group_all | perms::others_all)) == perms::none);
  // Without the key the secret has to be entered anew.
  std::filesystem::remove(scratch.path() / "hub-delivery.db.key");
  hub.open(scratch.path() / "hub-delivery.db");
  CHECK(hub.ask("channel.list", Json::object())["channels"][0]["secrets"] == Json::array());
}

TEST_CASE("a secret goes nowhere but to the host that it was entered for") {
  Hub hub;
  const std::string id = hub.add_wecom_robot();
  const Json moved{{"id", id},
                   {"kind", "wecom_robot"},
                   {"label", "x"},
                   {"enabled", true},
                   {"settings", {{{"name", "base_url"}, {"value", "https://evil.example"}}}},
                   {"secrets", Json::array()}};
  CHECK(hub.code("channel.save", moved, hub.root) == "delivery.bad_setting");
  CHECK(hub.ask("channel.list", Json::object())["channels"][0]["host"] == "qyapi.weixin.qq.com");
}

TEST_CASE("what was on its way when the hub was killed is sent again with its number") {
  const TemporaryFolder running;
  const TemporaryFolder killed;
  Hub hub(running.path() / "d.db");
  hub.route({hub.add_wecom_robot()});
  hub.leave(7, "晚到");
  // As the files are while the answer has not come.
  hub.transport->during = [&] {
    std::filesystem::copy(running.path(), killed.path());
    hub.transport->during = nullptr;
  };
  hub.run();
  CHECK(hub.transport->requests.size() == 1);
  Hub again(killed.path() / "d.db");
  again.leave(7, "晚到");
  again.run();
  REQUIRE(again.transport->requests.size() == 1);
  const std::string text = Hub::body(again.transport->requests[0])["text"]["content"];
  CHECK(text.find("再次发送") != std::string::npos);
  CHECK(again.delivered.size() == 1);
  CHECK(again.delivered[0]["sent"][0]["key"] == hub.delivered.at(0)["sent"][0]["key"]);
}

TEST_CASE("channels, hosts and letters are for those whose they are") {
  Hub hub;
  const Asker boss{.person = "boss"};
  const Asker nobody{};
  for (const char* type : {"delivery.settings", "channel.remove", "channel.test", "route.list"}) {
    const Json params{{"id", "c"}, {"app", "visits"}};
    CHECK(hub.code(type, params, boss) == "delivery.administrators_only");
  }
  CHECK(hub.code("letter.list", {{"app", "visits"}}, boss) == "delivery.not_yours");
  CHECK(hub.code("letter.list", {{"app", "visits"}}, {.person = "boss", .sees_outbox = true}) ==
        "");
  CHECK(hub.code("inbox.list", {{"app", "visits"}}, nobody) == "delivery.nobody");
  CHECK(hub.code("channel.list", Json::object(), nobody) == "delivery.nobody");
  CHECK(hub.code("delivery.configure",
                 {{"hosts", {{{"host", "https://x.example/"}, {"private_allowed", false}}}}},
                 hub.root) == "delivery.bad_host");
}

TEST_CASE("a test of a channel says what the other side calls it, and the remedy") {
  Hub hub;
  const std::string id =
      hub.add_channel("feishu_robot", Json::array(), {{{"name", "hook"}, {"value", "H-1"}}});
  hub.transport->replies = {answered(R"({"code":19021,"msg":"sign match fail"})")};
  const Json failed = hub.ask("channel.test", {{"id", id}});
  CHECK(failed["outcome"] == "failed");
  CHECK(failed["vendor_code"] == "19021");
  CHECK_FALSE(failed["remedy"]["zh-CN"].get<std::string>().empty());
  hub.transport->replies = {answered(R"({"code":0,"msg":"success","data":{}})")};
  CHECK(hub.ask("channel.test", {{"id", id}})["outcome"] == "sent");
  hub.transport->replies = {answered("<html>sign in</html>")};
  CHECK(hub.ask("channel.test", {{"id", id}})["code"] == "delivery.not_understood");
}

}  // namespace
}  // namespace tollgate::delivery
