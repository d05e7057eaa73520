// The templates' own answers: each verdict is what the template says.
#include <catch_amalgamated.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/judge/judge.h"

namespace tollgate::judge {
namespace {

std::string read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string text;
  char buffer[65536];
  for (size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return text;
}

struct Template {
  const char* name;
  std::vector<const char*> answers;
  size_t least_cases;
};

TEST_CASE("each template judges its sample answers as it promises") {
  const auto given = GENERATE(Template{"medical-visit",
                                       {"gate_demo", "gate_other", "review", "visit_form",
                                        "visit_late", "visit_method", "visit_score", "visit_track"},
                                       90},
                              Template{"sales-management", {"leads", "pipeline", "money"}, 15},
                              Template{"store-sales", {"inspection", "sales"}, 8});
  const std::string folder = "templates/" + std::string(given.name) + "/";
  INFO(folder);
  auto app = model::load(read_file(folder + "app.json"), {.source = "app.json"});
  REQUIRE(app.ok());
  auto rules = rules::CompiledApp::compile(*app);
  if (rules) REQUIRE((*rules)->compile_forms().ok());
  if (!rules) {
    for (const Diagnostic& d : rules.diagnostics()) {
      FAIL_CHECK(d.code << " " << d.place.pointer << " " << d.message.en);
    }
  }
  REQUIRE(rules.ok());
  size_t cases = 0;
  for (const char* name : given.answers) {
    auto file = parse_json(read_file(folder + "answers/" + name + ".json"));
    REQUIRE(file.ok());
    auto results = judge_file(**rules, *file);
    REQUIRE(results.ok());
    for (const CaseResult& result : *results) {
      ++cases;
      for (const Mismatch& m : result.failed) {
        FAIL_CHECK(name << ": " << result.name << ": " << m.pointer << " expected " << m.expected
                        << " got " << m.got);
      }
    }
  }
  CHECK(cases >= given.least_cases);
}

}  // namespace
}  // namespace tollgate::judge
