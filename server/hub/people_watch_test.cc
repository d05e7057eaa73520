// Streams end for whom an app does not let in any more, and for nobody else.
#include "hub/people_watch.h"

#include <catch_amalgamated.hpp>
#include <future>
#include <nlohmann/json.hpp>
#include <set>

#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

// Lets in whom it has.
class Gatekeeper final : public EnginePort {
 public:
  std::set<std::string> people;

  std::string request(std::string_view principal, std::string_view) override {
    const Json who = stored_json(principal);
    const bool known = people.contains(who.value("user", ""));
    return known ? R"({"ok":true,"result":{}})" : R"({"ok":false,"diagnostics":[]})";
  }
  Heard heard(std::string_view) override { return {}; }
  std::string put_blob(std::string_view, std::string_view) override { return {}; }
  std::string put_blob_parts(std::string_view, uint64_t, std::string_view) override { return {}; }
  std::string add_blob(std::string_view) override { return {}; }
  std::optional<StoredPiece> read_blob(std::string_view, std::string_view, uint64_t) override {
    return {};
  }
};

struct Watched {
  FixedClock clock{Instant{1'800'000'000'000'000}};
  SeededRandom random{5};
  std::unique_ptr<AccountDesk> desk;
  std::vector<ServedApp> apps;
  std::unique_ptr<PeopleWatch> watch;
  Gatekeeper* gate = nullptr;
  std::map<std::string, std::string> names;  // by id
  std::vector<std::string> ended;

  explicit Watched(int people) {
    auto accounts = accounts::Accounts::open({}, clock, random);
    REQUIRE(accounts.ok());
    const std::string link = (*accounts)->first_invitation()->value();
    const auto root = (*accounts)->request(
        "invitation.accept", {{"token", link}, {"name", "root"}, {"password", "correct horse"}},
        {});
    REQUIRE(root.ok());
    for (int i = 0; i < people; ++i) {
      const std::string name = "rep_" + std::to_string(i);
      const Json places = Json::array({{{"app", "visits"}, {"record", name}}});
      const auto made = (*accounts)->request("account.invite", {{"name", name}, {"places", places}},
                                             {.token = *root->new_token});
      REQUIRE(made.ok());
      names[made->reply["account"]["id"]] = name;
    }
    desk = std::make_unique<AccountDesk>(std::move(*accounts));
    ServedApp app;
    app.id = "visits";
    auto thread = EngineThread::start([&]() -> Result<std::unique_ptr<EnginePort>> {
      auto engine = std::make_unique<Gatekeeper>();
      for (int i = 0; i < people; ++i) engine->people.insert("rep_" + std::to_string(i));
      gate = engine.get();
      return std::unique_ptr<EnginePort>(std::move(engine));
    });
    REQUIRE(thread.ok());
    app.thread = std::move(*thread);
    apps.push_back(std::move(app));
    watch = std::make_unique<PeopleWatch>(*desk);
    watch->on_end([this](const std::string& account) { ended.push_back(names[account]); });
  }
  ~Watched() {
    for (ServedApp& app : apps) app.thread->stop();
    desk->stop();
  }

  template <typename Work>
  void on_thread(const Work& work) {
    std::promise<void> done;
    REQUIRE(apps[0].thread->submit([&](EnginePort& engine) {
      work(engine);
      done.set_value();
    }));
    done.get_future().wait();
  }
  void change(const std::string& changed) {
    on_thread([&](EnginePort& engine) { watch->look(apps[0], engine, changed); });
  }
};

TEST_CASE("A person whose record was changed loses the stream when the app lets them in no more") {
  Watched hub(3);
  hub.change(R"({"records":[{"entity":"person","record":"rep_1"}]})");
  CHECK(hub.ended.empty());
  hub.on_thread([&](EnginePort&) { hub.gate->people.erase("rep_1"); });
  hub.change(R"({"records":[{"entity":"visit","record":"visit_1"}]})");
  CHECK(hub.ended.empty());
  hub.change(R"({"records":[{"entity":"person","record":"rep_1"}]})");
  CHECK(hub.ended == std::vector<std::string>{"rep_1"});
}

TEST_CASE(
    "Where too much changed all people are looked at, some at a time, and again when needed") {
  Watched hub(250);
  hub.on_thread([&](EnginePort& engine) {
    hub.gate->people.erase("rep_7");
    hub.watch->look(hub.apps[0], engine, R"({"all":true})");
    hub.gate->people.erase("rep_8");
    hub.watch->look(hub.apps[0], engine, R"({"all":true})");
  });
  // Jobs run one after the other: the rounds go on between these.
  for (int i = 0; i < 10; ++i) hub.on_thread([](EnginePort&) {});
  CHECK(std::set<std::string>(hub.ended.begin(), hub.ended.end()) ==
        std::set<std::string>{"rep_7", "rep_8"});
}

}  // namespace
}  // namespace tollgate::server
