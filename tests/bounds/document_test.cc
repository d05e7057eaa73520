// A document within its size is refused or accepted with at most 64 MiB and in about a second,
// whatever it is made of: counted as what is asked of the heap, and how often, so that it is the
// same on each machine.
#include <catch_amalgamated.hpp>
#include <functional>
#include <string>

#include "counted_memory_test_support.h"
#include "tollgate/base/limits.h"
#include "tollgate/lint/lint.h"

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

TEST_CASE("a document within its size takes at most 64 MiB to refuse or accept") {
  (void)lint::check_document("{}");  // what is made once is no document's
  std::string told;
  for (const NamedDocument& document : documents()) {
    REQUIRE(document.text.size() <= limits::kDocumentBytes);
    const CountedMemory counted;
    {
      const lint::Checked checked = lint::check_document(document.text);
      CHECK((checked.ok() || !checked.findings.empty()));
    }
    told += std::string(document.name) + ": " + std::to_string(counted.most_bytes() >> 10) +
            " KiB, " + std::to_string(counted.allocations()) + " times\n";
    INFO(document.name);
    CHECK(counted.most_bytes() <= kMaxBytes);
    CHECK(counted.allocations() <= kMaxAllocations);
  }
  INFO(told);
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
