// The public conformance kit, where its cases lie beside the project.
#include <catch_amalgamated.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tollgate/feel/cases.h"

namespace tollgate::feel {
namespace {

using Data = nlohmann::json;

std::string contents(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("the conformance kit's cases pass, except the ones explained") {
  const std::string path = "../shared/feel-tck/cases.jsonl";
  const std::string text = contents(path);
  if (text.empty()) SKIP(path << " is not there");
  const Data known = Data::parse(contents("tests/conformance/feel/known_failures.json"))["cases"];
  const FixedClock clock({1767225600000000});
  EvalOptions options;
  options.clock = &clock;
  std::set<std::string> failed;
  const CasesSummary summary = run_cases(text, options, [&](std::string_view line) {
    const Data report = Data::parse(line, nullptr, false);
    if (!report.is_object()) return;  // the last line counts
    const std::string id = report["id"];
    failed.insert(id);
    INFO(line);
    CHECK(known.contains(id));
  });
  CHECK(summary.failed == failed.size());
  for (const auto& [id, sentence] : known.items()) {
    INFO(id << " passes now: take it off the list");
    CHECK(failed.contains(id));
  }
}

TEST_CASE("a case's report names the case and says what came instead") {
  std::vector<std::string> lines;
  const CasesSummary summary = run_cases(
      R"({"id":"x/1","expr":"1 + 1","context":{},"type":null,"input_types":{},"error":false,"expected":{"t":"decimal","v":"3"}})"
      "\n"
      R"({"id":"x/2","expr":"a","context":{"a":{"t":"decimal","v":"1"}},"type":"string","input_types":{"a":"number"},"error":true,"expected":null})"
      "\nnot json\n",
      EvalOptions(), [&](std::string_view line) { lines.emplace_back(line); });
  CHECK(summary.passed == 1);
  CHECK(summary.failed == 2);
  REQUIRE(lines.size() == 3);
  const Data report = Data::parse(lines[0]);
  CHECK(report["id"] == "x/1");
  CHECK(report["got"]["v"] == "2");
  CHECK(lines[2] == "1 passed, 2 failed");
}

TEST_CASE("a line that cannot be understood fails, and says where and why") {
  const auto pointer_of = [](const std::string& line) {
    std::string report;
    const CasesSummary summary =
        run_cases(line, EvalOptions(), [&](std::string_view told) { report += told; });
    if (summary.passed == 1) return std::string("passed");
    const Data diagnostic = Data::parse(report.substr(0, report.rfind("0 passed")))["diagnostic"];
    CHECK(diagnostic["code"] == "feel.bad_case");
    CHECK_FALSE(diagnostic["message"]["zh-CN"].empty());
    return diagnostic.value("place", Data::object()).value("pointer", "");
  };
  CHECK(pointer_of(R"({"expr":"1","expected":{"t":"number","v":"1"}})") == "passed");
  CHECK(pointer_of(R"({"expr":"null","expected":null,"type":null,"input_types":null})") ==
        "passed");
  CHECK(pointer_of("[]").empty());
  CHECK(pointer_of(R"({"a":1})") == "/expr");
  CHECK(pointer_of(R"({"id":1})") == "/expr");
  CHECK(pointer_of(R"({"expr":1,"expected":null})") == "/expr");
  CHECK(pointer_of(R"({"expr":"null"})") == "/expected");
  CHECK(pointer_of(R"({"expr":"null","expected":7})") == "/expected");
  CHECK(pointer_of(R"({"expr":"null","expected":null,"type":"list<"})") == "/type");
  CHECK(pointer_of(R"({"expr":"null","expected":null,"type":7})") == "/type");
  CHECK(pointer_of(R"({"expr":"null","expected":null,"context":[]})") == "/context");
  CHECK(pointer_of(R"({"expr":"a","expected":null,"context":{"a":{"t":"date","v":"x"}}})") ==
        "/context/a");
  CHECK(pointer_of(
            R"({"expr":"a","expected":null,"context":{"a":null},"input_types":{"a":"list<"}})") ==
        "/input_types/a");
}

}  // namespace
}  // namespace tollgate::feel
