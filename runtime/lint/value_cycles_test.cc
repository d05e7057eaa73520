// Circles in a document that is as tangled as it can be.
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "tollgate/lint/lint.h"

namespace tollgate::lint {
namespace {

// Fields that are each computed from all others, or in one large circle.
std::string tangled(int fields, bool all) {
  std::string text =
      R"({"format":"tollgate.app/1","id":"a","version":1,"label":{"en":"A"},"locales":["en"],)"
      R"("entities":[{"id":"e","label":{"en":"E"},"fields":[)";
  for (int i = 0; i < fields; ++i) {
    std::string sum;
    for (int j = 0; j < fields; ++j) {
      if (all ? j != i : j == (i + 1) % fields)
        sum += (sum.empty() ? "f" : "+f") + std::to_string(j);
    }
    text += (i == 0 ? "" : ",");
    text += R"({"id":"f)" + std::to_string(i) + R"(","type":"number","label":{"en":"F"},)";
    text += R"("computed":")" + sum + "\"}";
  }
  return text + "]}]}";
}

std::vector<std::string> circles(const std::string& document) {
  std::vector<std::string> told;
  for (const Diagnostic& finding : check_document(document).findings) {
    if (finding.code == "lint.computed_cycle") told.push_back(finding.message.en);
  }
  return told;
}

TEST_CASE("Of very many circles a few are told") {
  const std::vector<std::string> told = circles(tangled(80, true));
  CHECK(!told.empty());
  CHECK(told.size() <= 20);
}

TEST_CASE("Of a long circle its ends are told") {
  const std::vector<std::string> told = circles(tangled(80, false));
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("F (f0) → F (f1) → F (f2) → ") != std::string::npos);
  CHECK(told[0].ends_with(" → … → F (f79) → F (f0)"));
  CHECK(told[0].size() < 400);
}

// While one writes, two fields can have one id; a list can need its items, and they it. The place
// told must be the rule's own, or nobody finds it.
TEST_CASE("A circle is told at a rule that is there") {
  const std::string head =
      R"({"format":"tollgate.app/1","id":"a","version":1,"label":{"en":"A"},)"
      R"("locales":["en"],"entities":[{"id":"e","label":{"en":"E"},"fields":[)";
  const auto place = [&](const std::string& fields) -> std::string {
    for (const Diagnostic& finding : check_document(head + fields + "]}]}").findings) {
      if (finding.code == "lint.computed_cycle") return finding.place.pointer;
    }
    return "";
  };
  const std::string two_of_one_id =
      R"({"id":"m","type":"number","label":{"en":"N"},"computed":"m + 1"},)"
      R"({"id":"m","type":"number","label":{"en":"M"}})";
  CHECK(place(two_of_one_id) == "/entities/0/fields/0/computed");
  const std::string list_and_item =
      R"({"id":"l","type":"list","label":{"en":"L"},"fields":[{"id":"p","type":"number",)"
      R"("label":{"en":"P"},"visible":"true = true","computed":"if l = null then 0 else 1"}]})";
  CHECK(place(list_and_item) == "/entities/0/fields/0/fields/0/computed");
}

}  // namespace
}  // namespace tollgate::lint
