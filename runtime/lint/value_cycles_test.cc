// Circles in a document that is as tangled as it can be.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>

#include "tollgate/lint/lint.h"

namespace tollgate::lint {
namespace {

// Fields that are each computed from all others.
std::string all_read_all(int fields) {
  std::string text =
      R"({"format":"tollgate.app/1","id":"a","version":1,"label":{"en":"A"},"locales":["en"],)"
      R"("entities":[{"id":"e","label":{"en":"E"},"fields":[)";
  for (int i = 0; i < fields; ++i) {
    std::string sum;
    for (int j = 0; j < fields; ++j) {
      if (j != i) sum += (sum.empty() ? "f" : "+f") + std::to_string(j);
    }
    text += (i == 0 ? "" : ",");
    text += R"({"id":"f)" + std::to_string(i) + R"(","type":"number","label":{"en":"F"},)";
    text += R"("computed":")" + sum + "\"}";
  }
  return text + "]}]}";
}

TEST_CASE("Of very many circles a few are told, and of a long one its ends") {
  const Checked checked = check_document(all_read_all(80));
  size_t circles = 0;
  for (const Diagnostic& finding : checked.findings) {
    if (finding.code != "lint.computed_cycle") continue;
    ++circles;
    CHECK(finding.message.en.size() < 400);
  }
  CHECK(circles > 0);
  CHECK(circles <= 20);
  const auto is_cut = [](const Diagnostic& finding) {
    return finding.message.en.find("→ … →") != std::string::npos;
  };
  CHECK(std::ranges::any_of(checked.findings, is_cut));
  CHECK_FALSE(checked.ok());
}

}  // namespace
}  // namespace tollgate::lint
