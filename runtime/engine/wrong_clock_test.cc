#include <catch_amalgamated.hpp>

#include "log_test_support.h"
#include "tollgate/base/clock.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kWrongClockNowMs = 1'790'000'000'000;  // 2026-09-21
constexpr int64_t kCenturyMs = int64_t{36'525} * 86'400'000;

constexpr const char* kDatedApp = R"json({
  "format": "tollgate.app/1", "id": "small", "version": 1, "label": {"en": "Small"},
  "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "title": "string(today())",
                "fields": [{"id": "city", "type": "text", "label": {"en": "City"}}]}]
})json";

TEST_CASE("after a start with a clock a century ahead, rules judge by the right clock again") {
  LogOnFiles log;
  FixedClock clock({(kWrongClockNowMs + kCenturyMs) * 1000});
  EngineOptions options = log.options();
  options.app_text = kDatedApp;
  options.clock = &clock;
  auto open = [&] {
    Result<std::unique_ptr<Engine>> engine = Engine::open(options);
    REQUIRE(engine.ok());
    return std::move(*engine);
  };
  REQUIRE(open()->commit({city("early", "Wuhan")}, {}).ok());
  const ops::HybridTime ahead = open()->log().head().time;
  CHECK(ahead.milliseconds == kWrongClockNowMs + kCenturyMs);

  clock.set({kWrongClockNowMs * 1000});
  auto engine = open();
  REQUIRE(engine->commit({city("late", "Wuhan")}, {}).ok());
  CHECK(engine->log().head().time > ahead);
  CHECK(engine->log().head().time.milliseconds == ahead.milliseconds);
  CHECK(engine->log().head().at_ms == kWrongClockNowMs);
  std::optional<ops::StoredRecord> late = engine->store().find_record("visit", "late");
  REQUIRE(late);
  CHECK(late->title == "2026-09-21");
  CHECK(late->state.created_ms == kWrongClockNowMs);
  CHECK(engine->store().title("visit", "early") == "2126-09-22");

  Result<log::RebuildReport> rebuilt = engine->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences.empty());
  const log::LogCheck check = engine->verify_log();
  CHECK_FALSE(has_errors(check.findings));
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.clock_behind");
  CHECK(check.findings[0].place.source == "3");
  CHECK(check.findings[0].message.en.find("set back by 36525 days") != std::string::npos);
}

}  // namespace
}  // namespace tollgate::engine
