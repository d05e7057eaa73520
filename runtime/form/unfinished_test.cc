// What the rules of one step may take together: what is left over is said, and done at the next.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/form/session.h"
#include "tollgate/model/app.h"

namespace tollgate::form {
namespace {

// `count` fields, each computed by a rule that runs into its own limit, and one that is typed.
std::shared_ptr<const model::App> app_with(size_t count) {
  Json fields = Json::array();
  const auto label = [](const std::string& text) { return Json{{"zh-CN", text}, {"en", text}}; };
  fields.push_back({{"id", "a"}, {"type", "number"}, {"label", label("a")}});
  for (size_t i = 0; i < count; ++i) {
    const std::string id = "f" + std::to_string(i);
    fields.push_back({{"id", id},
                      {"type", "number"},
                      {"label", label(id)},
                      {"computed", "count(for i in 1..1000000000 return i + a)"}});
  }
  Json document = {{"format", "tollgate.app/1"},
                   {"id", "app"},
                   {"version", 1},
                   {"label", label("app")},
                   {"locales", {"zh-CN", "en"}},
                   {"entities", {{{"id", "e"}, {"label", label("e")}, {"fields", fields}}}}};
  auto app = model::load_json(std::move(document));
  if (!app) FAIL(app.diagnostics()[0].message.en);
  return *app;
}

size_t unfinished(const FormSession& session) {
  size_t count = 0;
  for (const auto& [path, finding] : session.findings()) count += finding.code == "form.unfinished";
  return count;
}

TEST_CASE("rules that a step has no work left for are said, and done at the next steps") {
  constexpr size_t kFields = 50;
  const auto app = app_with(kFields);
  auto rules = FormRules::compile(app, app->entities[0], nullptr);
  REQUIRE(rules);
  FormSession session(*rules, {});
  const size_t at_first = unfinished(session);
  CHECK(at_first > 0);
  CHECK(at_first < kFields);
  CHECK_FALSE(session.complete());
  const size_t run_at_first = session.statistics().rules_run;

  (void)session.refresh();
  CHECK(unfinished(session) < at_first);
  CHECK(session.statistics().rules_run > run_at_first);
  for (int step = 0; step < 10; ++step) (void)session.refresh();
  CHECK(unfinished(session) == 0);
  // What each rule says of itself stays.
  CHECK(session.findings().size() == kFields);
  // Nothing is done again without need.
  const size_t run = session.statistics().rules_run;
  (void)session.refresh();
  CHECK(session.statistics().rules_run == run);
}

TEST_CASE("a step over few rules finishes them") {
  const auto app = app_with(3);
  auto rules = FormRules::compile(app, app->entities[0], nullptr);
  REQUIRE(rules);
  FormSession session(*rules, {});
  REQUIRE(session.set("a", Json("2")));
  CHECK(unfinished(session) == 0);
}

}  // namespace
}  // namespace tollgate::form
