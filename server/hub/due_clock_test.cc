#include "hub/due_clock.h"

#include <atomic>
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

namespace tollgate::server {
namespace {

int64_t clock_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// An app of which something is due twice, then once more in a moment, then in the year 9999.
class DueApp final : public EnginePort {
 public:
  explicit DueApp(std::vector<std::string>& asked) : asked_(asked) {}

  std::string request(std::string_view principal, std::string_view message) override {
    CHECK(principal.find("administrator") != std::string_view::npos);
    asked_.emplace_back(message);
    switch (asked_.size()) {
      case 1:
        return R"({"ok":true,"result":{"came":50,"more":true}})";
      case 2:
        return R"({"ok":true,"result":{"came":0,"more":false,"next_ms":)" +
               std::to_string(clock_ms() + 300) + "}}";
      default:
        return R"({"ok":true,"result":{"came":1,"more":false,"next_ms":253402300799000}})";
    }
  }
  Heard heard(std::string_view) override { return {}; }
  std::string put_blob(std::string_view, std::string_view) override { return {}; }
  std::string put_blob_parts(std::string_view, uint64_t, std::string_view) override { return {}; }
  std::string add_blob(std::string_view) override { return {}; }
  std::optional<StoredPiece> read_blob(std::string_view, std::string_view, uint64_t) override {
    return std::nullopt;
  }

 private:
  std::vector<std::string>& asked_;  // by the app's thread alone, until that has ended
};

TEST_CASE("the hub's clock asks at once while something is due, then at the named time") {
  std::vector<std::string> asked;
  std::atomic<int> told = 0;
  auto thread = EngineThread::start([&]() -> Result<std::unique_ptr<EnginePort>> {
    return std::unique_ptr<EnginePort>(new DueApp(asked));
  });
  REQUIRE(thread.ok());
  std::vector<ServedApp> apps;
  apps.push_back({"repairs", "{}", std::move(*thread), {}});
  AppShelf shelf(std::move(apps));
  DueClock clock;
  clock.begin(shelf, [&](const ServedApp& app, EnginePort&) {
    CHECK(app.id == "repairs");
    ++told;
  });
  for (int i = 0; i < 1000 && told < 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  clock.stop();
  shelf.stop();
  // The third answer names a time that is far away: nobody asks a fourth time meanwhile.
  CHECK(told == 2);
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].find("timers.run") != std::string::npos);
}

TEST_CASE("a clock that never began can be stopped") {
  DueClock clock;
  clock.stop();
}

}  // namespace
}  // namespace tollgate::server
