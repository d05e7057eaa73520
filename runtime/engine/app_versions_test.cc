#include <catch_amalgamated.hpp>

#include "log_test_support.h"
#include "tollgate/live/app_rules.h"

namespace tollgate::engine {
namespace {

std::string app_text(int version, const std::string& label, const std::string& type) {
  return R"({"format": "tollgate.app/1", "id": "small", "version": )" + std::to_string(version) +
         R"(, "label": {"en": ")" + label + R"("}, "locales": ["en"], "entities": [{"id": "visit",
         "label": {"en": "Visit"}, "fields": [{"id": "city", "type": ")" +
         type + R"(", "label": {"en": "City"}}]}]})";
}

// Puts a document into the log that no check would let in, as an older release may have done.
void put_unchecked(LogOnFiles& log, int version, const std::string& text) {
  store::OpenOptions where;
  where.path = "main.db";
  where.files = &log.files;
  auto store = store::Store::open(where);
  REQUIRE(store.ok());
  log::Writer writer((*store)->setting("device"), (*store)->head());
  log::GroupDraft group = writer.begin(Instant{(*store)->head().at_ms * 1000}, version, "");
  group.add(ops::AppPut{"small", version, text});
  auto sealed = group.seal();
  REQUIRE(sealed.ok());
  store::Transaction transaction(**store);
  for (const log::SealedOp& op : *sealed) (*store)->append(op.op, op.hash, op.bytes);
  (*store)->put_app({"small", version, text});
  REQUIRE(transaction.commit().ok());
}

TEST_CASE("an app that does not load says which rule, and the version before can be had") {
  LogOnFiles log;
  log.fill();
  put_unchecked(log, 2, app_text(2, "Broken", "word"));

  const auto refused = Engine::open(log.options());
  REQUIRE_FALSE(refused.ok());
  const Diagnostic& first = refused.diagnostics().front();
  CHECK(first.code == "engine.app_does_not_load");
  CHECK(first.place.pointer == "/entities/0/fields/0/type");
  CHECK(first.message.en.find("version 2 of the app 'small'") != std::string::npos);
  CHECK(first.message.en.find("--app-version 1") != std::string::npos);
  CHECK(first.candidates == std::vector<std::string>{"1"});
  CHECK(refused.diagnostics().size() > 1);

  EngineOptions wrong = log.options();
  wrong.app_version = 7;
  const auto unknown = Engine::open(wrong);
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.diagnostics().front().code == "engine.unknown_app_version");
  CHECK(unknown.diagnostics().front().candidates == std::vector<std::string>{"1", "2"});

  EngineOptions before = log.options();
  before.app_version = 1;
  {
    auto engine = Engine::open(before);
    REQUIRE(engine.ok());
    CHECK((*engine)->app()->model->version == 3);
    CHECK((*engine)->store().find_record("visit", "v1")->state.value("city") == "Originaltown");
  }
  auto engine = log.open();
  CHECK(engine->app()->model->version == 3);
  CHECK(engine->verify_log().findings.empty());
}

TEST_CASE("asking for the version that is in force changes nothing") {
  LogOnFiles log;
  log.fill();
  EngineOptions same = log.options();
  same.app_version = 1;
  auto engine = Engine::open(same);
  REQUIRE(engine.ok());
  CHECK((*engine)->log().head().number == 11);
}

}  // namespace
}  // namespace tollgate::engine
