// A document within its size is refused or accepted with at most 64 MiB and in about a second,
// whatever it is made of: counted as what is asked of the heap, and how often, so that it is the
// same on each machine.
#include <catch_amalgamated.hpp>
#include <functional>
#include <string>

#include "counted_memory_test_support.h"
#include "tollgate/base/diagnostic.h"
#include "tollgate/base/limits.h"
#include "tollgate/lint/lint.h"
#include "tollgate/rules/compiled_app.h"

namespace tollgate {
namespace {

constexpr size_t kMaxBytes = size_t{64} << 20;
// About 100 ns each with what is done in between, on the slowest machine that is asked about.
constexpr int64_t kMaxAllocations = 8'000'000;

// As many parts as fit.
std::string filled(const std::string& before, const std::function<std::string(int)>& part,
                   const std::string& after) {
  std::string text = before;
  for (int i = 0;; ++i) {
    std::string next = (i == 0 ? "" : ",") + part(i);
    if (text.size() + next.size() + after.size() > limits::kDocumentBytes) return text + after;
    text += next;
  }
}

std::string filled(const std::string& before, const std::string& part, const std::string& after) {
  return filled(before, [&](int) { return part; }, after);
}

std::string nested(const std::string& open, const std::string& close, size_t levels) {
  std::string text;
  for (size_t i = 0; i < levels; ++i) text += open;
  for (size_t i = 0; i < levels; ++i) text += close;
  return text;
}

const std::string kHead =
    R"({"format":"tollgate.app/1","id":"a","version":1,"label":{"en":"A"},"locales":["en"],)";

std::string field(int number, const std::string& more = "") {
  return R"({"id":"f)" + std::to_string(number) + R"(","type":"text","label":{"en":"F"})" + more +
         "}";
}

std::string entity(int number, int fields, const std::string& more = "") {
  std::string text = R"({"id":"e)" + std::to_string(number) + R"(","label":{"en":"E"},"fields":[)";
  for (int i = 0; i < fields; ++i) text += (i == 0 ? "" : ",") + field(i, more);
  return text + "]}";
}

constexpr const char* kCondition =
    R"json(,"visible":"f1 = \"a\" and f2 != null or matches(f3, \"x+\")")json";

// "part0,part1,..."
std::string listed(size_t count, const std::function<std::string(size_t)>& part) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + part(i);
  return text;
}

std::string numbered(const char* letter, size_t i) { return letter + std::to_string(i); }

std::string entity_of(const std::string& id, size_t fields, const std::string& more) {
  return R"({"id":")" + id + R"(","label":{"en":"E"},"fields":[)" +
         listed(fields, [&](size_t i) { return field(int(i), more); }) + "]}";
}

// Small documents in which everything names everything: what is looked for in lists, made once for
// each pair, or told of each other.
std::string references_to_all() {
  return kHead + R"("entities":[)" + entity_of("b", 2000, "") +
         R"(,{"id":"a","label":{"en":"A"},"fields":[)" +
         listed(1999,
                [](size_t i) {
                  return R"({"id":")" + numbered("r", i) +
                         R"(","type":"reference","entity":"b","label":{"en":"R"}})";
                }) +
         R"(,{"id":"x","type":"text","label":{"en":"X"},"computed":"r0.f0"}]}]})";
}

// Parts of a list that are computed from those before them, or from all others.
std::string parts_of_parts(bool in_circles) {
  const auto part = [&](size_t i) {
    std::string sum = "1";
    for (size_t k = 0; k < (in_circles ? 50 : i); ++k) {
      if (k != i) sum += "+" + numbered("p", k);
    }
    return R"({"id":")" + numbered("p", i) +
           R"(","type":"number","label":{"en":"P"},"computed":")" + sum + "\"}";
  };
  return kHead + R"("entities":[{"id":"a","label":{"en":"A"},"fields":[{"id":"l","type":"list",)" +
         R"("label":{"en":"L"},"fields":[)" + listed(50, part) +
         R"json(]},{"id":"s","type":"number","label":{"en":"S"},"computed":"sum(l.p49)"}]}]})json";
}

std::string forms_of_strangers() {
  return kHead + R"("entities":[)" + entity_of("a", 2000, "") +
         R"(],"forms":[{"id":"o","entity":"a","label":{"en":"O"},"sections":[)" +
         listed(100,
                [](size_t s) {
                  return R"({"id":")" + numbered("s", s) + R"(","fields":[)" +
                         listed(200,
                                [&](size_t i) {
                                  return R"({"field":")" + numbered("stranger", s * 200 + i) +
                                         "\"}";
                                }) +
                         "]}";
                }) +
         "]}]}";
}

std::string samples_of_all() {
  return kHead + R"("entities":[)" + entity_of("a", 2000, "") +
         R"(],"sample_data":{"records":{"a":[)" +
         listed(60,
                [](size_t r) {
                  return R"({"id":")" + numbered("v", r) + R"(","values":{)" +
                         listed(2000, [](size_t i) { return "\"" + numbered("f", i) + "\":1"; }) +
                         "}}";
                }) +
         "]}}}";
}

std::string options_that_are_not_there() {
  return kHead + R"("entities":[{"id":"a","label":{"en":"A"},"fields":[{"id":"c",)" +
         R"("type":"choice","label":{"en":"C"},"options":[)" +
         listed(20'000,
                [](size_t i) {
                  return R"({"id":")" + numbered("o", i) + R"(","label":{"en":"O"}})";
                }) +
         "]}," +
         listed(60,
                [](size_t f) {
                  std::string any = "false";
                  for (int i = 0; any.size() < 16'000; ++i) {
                    any += R"( or c = \"ABCDEFGHIJKLMNOPQRSTUVWXYZ)" + std::to_string(i) + "\\\"";
                  }
                  return R"({"id":")" + numbered("x", f) +
                         R"(","type":"boolean","label":{"en":"X"},"computed":")" + any + "\"}";
                }) +
         "]}]}";
}

std::string totals_on_all_dashboards() {
  return kHead + R"("entities":[)" + entity_of("a", 2, "") + R"(],"users":{"entity":"a"},)" +
         R"("metrics":[)" +
         listed(500,
                [](size_t i) {
                  return R"({"id":")" + numbered("m", i) + R"(","label":{"en":"M"},"entity":"a",)" +
                         R"("aggregate":"count","may_reveal_totals":true})";
                }) +
         R"(],"dashboards":[)" +
         listed(50,
                [](size_t d) {
                  return R"({"id":")" + numbered("d", d) + R"(","label":{"en":"D"},"widgets":[)" +
                         listed(50,
                                [](size_t w) {
                                  return R"({"id":")" + numbered("w", w) +
                                         R"(","type":"metric","label":{"en":"W"},"metric":"m0"})";
                                }) +
                         "]}";
                }) +
         R"(],"roles":[)" +
         listed(
             50,
             [](size_t r) {
               return R"({"id":")" + numbered("r", r) + R"(","label":{"en":"R"},"permissions":{)" +
                      R"("administration":true,"entities":[{"entity":"a","read":"own"}],)" +
                      R"("dashboards":[)" +
                      listed(50, [](size_t d) { return "\"" + numbered("d", d) + "\""; }) + "]}}";
             }) +
         "]}";
}

// Each section's condition is about as long as an expression may be.
std::string sections_with_long_conditions() {
  std::string any = R"(f0 in (\"a\")";
  while (any.size() < 15'000) any += R"(,\"a\")";
  any += ")";
  return kHead + R"("entities":[)" + entity_of("a", 1001, "") +
         R"(],"forms":[{"id":"o","entity":"a","label":{"en":"O"},"sections":[)" +
         listed(20,
                [&](size_t s) {
                  return R"({"id":")" + numbered("s", s) + R"(","visible":")" + any +
                         R"(","fields":[)" +
                         listed(50,
                                [&](size_t i) {
                                  return R"({"field":")" + numbered("f", s * 50 + i + 1) + "\"}";
                                }) +
                         "]}";
                }) +
         "]}]}";
}

// Many forms of one entity of long rules.
std::string forms_of_long_rules() {
  std::string sum = "count([f0";
  while (sum.size() < 4000) sum += ",f0";
  sum += "])";
  return kHead + R"("entities":[{"id":"a","label":{"en":"A"},"fields":[{"id":"f0",)" +
         R"("type":"text","label":{"en":"F"}},)" +
         listed(60,
                [&](size_t i) {
                  return R"({"id":")" + numbered("c", i) +
                         R"(","type":"number","label":{"en":"C"},"computed":")" + sum + "\"}";
                }) +
         R"(]}],"forms":[)" +
         listed(200,
                [](size_t i) {
                  return R"({"id":")" + numbered("o", i) + R"(","entity":"a","label":{"en":"O"},)" +
                         R"("sections":[{"id":"s","fields":[{"field":"f0"}]}]})";
                }) +
         "]}";
}

struct NamedDocument {
  const char* name;
  std::string text;
};

std::vector<NamedDocument> documents() {
  const std::string in_levels = nested("[", "]", 60);
  return {
      {"arrays", filled("[", "[]", "]")},
      {"objects", filled("[", "{}", "]")},
      {"objects with a member", filled("[", R"({"a":1})", "]")},
      {"members", filled(
                      "{", [](int i) { return "\"m" + std::to_string(i) + "\":0"; }, "}")},
      {"members of members",
       filled(
           "{", [](int i) { return "\"m" + std::to_string(i) + "\":{\"a\":[]}"; }, "}")},
      {"numbers", filled("[", "1", "]")},
      {"fractions", filled("[", "1.5e-7", "]")},
      {"truths", filled("[", "true", "]")},
      {"short texts", filled("[", "\"\"", "]")},
      {"one text", "\"" + std::string(limits::kDocumentBytes - 2, 'x') + "\""},
      {"a text of escapes", filled("[\"", R"(\u0061)", "\"]")},
      {"levels", filled("[", in_levels, "]")},
      {"brackets", std::string(limits::kDocumentBytes, '[')},
      {"braces", nested("{\"a\":", "", limits::kDocumentBytes / 5)},
      {"arrays in a document", filled(kHead + R"("entities":[)", "[]", "]}")},
      {"objects in a document", filled(kHead + R"("entities":[)", "{}", "]}")},
      {"fields", filled(
                     kHead + R"("entities":[{"id":"e","label":{"en":"E"},"fields":[)",
                     [](int i) { return field(i); }, "]}]}")},
      {"entities", filled(
                       kHead + R"("entities":[)", [](int i) { return entity(i, 1); }, "]}")},
      {"entities with many fields",
       filled(
           kHead + R"("entities":[)", [](int i) { return entity(i, 400); }, "]}")},
      {"conditions",
       filled(
           kHead + R"("entities":[)", [](int i) { return entity(i, 300, kCondition); }, "]}")},
      {"unknown names",
       filled(
           kHead + R"("entities":[)",
           [](int i) { return entity(i, 300, R"(,"visible":"nobody.f")"); }, "]}")},
      {"unknown members",
       filled(
           kHead + R"("entities":[)",
           [](int i) { return entity(i, 300, R"(,"a":{},"b":[],"c":{"d":[]})"); }, "]}")},
      {"forms",
       filled(
           kHead + R"("entities":[)" + entity(0, 300) + R"(],"forms":[)",
           [](int i) {
             return R"({"id":"o)" + std::to_string(i) +
                    R"(","entity":"e0","label":{"en":"O"},"sections":[{"id":"s","fields":[{"field":"f1"}]}]})";
           },
           "]}")},
      {"references to all", references_to_all()},
      {"parts of parts", parts_of_parts(false)},
      {"parts in circles", parts_of_parts(true)},
      {"forms of strangers", forms_of_strangers()},
      {"samples of all fields", samples_of_all()},
      {"options that are not there", options_that_are_not_there()},
      {"totals on all dashboards", totals_on_all_dashboards()},
      {"sections with long conditions", sections_with_long_conditions()},
      {"forms of long rules", forms_of_long_rules()},
      {"rows of widgets",
       filled(
           kHead + R"("entities":[)" + entity(0, 3) +
               R"(],"metrics":[{"id":"m","label":{"en":"M"},"entity":"e0","aggregate":"count"}],)" +
               R"("dashboards":[{"id":"d","label":{"en":"D"},"widgets":[)",
           [](int i) {
             return R"({"id":"w)" + std::to_string(i) +
                    R"(","type":"metric","label":{"en":"W"},"metric":"m"})";
           },
           "]}]}")},
  };
}

TEST_CASE("names are looked at for what somebody meant in so many findings alone") {
  const std::vector<std::string> names(1000, "nobody");
  int64_t left = 2500;
  const GuessLimit limit(left);
  CHECK_FALSE(GuessLimit::is_reached());
  for (int i = 0; i < 3; ++i) CHECK_FALSE(nearest_names("nobodi", names).empty());
  CHECK(GuessLimit::is_reached());
  CHECK(nearest_names("nobodi", names).empty());
  {
    int64_t others = 1;
    const GuessLimit inner(others);
    CHECK_FALSE(nearest_names("nobodi", names).empty());
  }
  CHECK(GuessLimit::is_reached());
}

// What a start does, and whoever opens each of its forms after the other.
void serve(const NamedDocument& document, std::shared_ptr<const model::App> app) {
  INFO(document.name);
  const CountedMemory counted;
  {
    const auto rules = rules::CompiledApp::compile(std::move(app));
    REQUIRE(rules.ok());
    CHECK((*rules)->compile_forms().ok());
  }
  CHECK(counted.most_bytes() <= kMaxBytes);
  CHECK(counted.allocations() <= kMaxAllocations);
}

TEST_CASE("a document within its size takes at most 64 MiB to refuse, or to accept and serve") {
  (void)lint::check_document("{}");  // what is made once is no document's
  std::string told;
  size_t accepted = 0;
  for (const NamedDocument& document : documents()) {
    REQUIRE(document.text.size() <= limits::kDocumentBytes);
    INFO(document.name);
    std::shared_ptr<const model::App> app;
    {
      const CountedMemory counted;
      lint::Checked checked = lint::check_document(document.text);
      CHECK((checked.ok() || !checked.findings.empty()));
      if (checked.ok()) app = std::move(checked.app);
      told += std::string(document.name) + ": " + std::to_string(counted.most_bytes() >> 10) +
              " KiB, " + std::to_string(counted.allocations()) + " times, " +
              (checked.findings.empty() ? "" : checked.findings.back().code) + "\n";
      CHECK(counted.most_bytes() <= kMaxBytes);
      CHECK(counted.allocations() <= kMaxAllocations);
    }
    if (!app) continue;
    ++accepted;
    serve(document, std::move(app));
  }
  INFO(told);
  CHECK(accepted >= 7);
  // It counts at all.
  const CountedMemory counted;
  std::string text(size_t{1} << 20, 'x');
  text[text.size() / 2] = 'y';
  CHECK(text.find('y') == text.size() / 2);  // a text that nobody reads need not be made
  CHECK(counted.most_bytes() >= text.size());
  CHECK(counted.allocations() >= 1);
}

}  // namespace
}  // namespace tollgate
