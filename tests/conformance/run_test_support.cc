#include "run_test_support.h"

#include <catch_amalgamated.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace tollgate::conformance {

Json read_data(const std::string& name) {
  const std::string path = "tests/conformance/" + name + ".json";
  INFO(path);
  std::FILE* file = std::fopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string text;
  char buffer[65536];
  for (size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  Result<Json> json = parse_json(text);
  if (!json) FAIL(json.diagnostics()[0].message.en);
  return *std::move(json);
}

std::shared_ptr<const model::App> load_app(const Json& file) {
  Result<std::shared_ptr<const model::App>> app = model::load_json(file.at("app"));
  if (!app) {
    for (const Diagnostic& d : app.diagnostics()) {
      FAIL_CHECK(d.place.pointer << ": " << d.message.en);
    }
    FAIL("the app does not load");
  }
  return *std::move(app);
}

}  // namespace tollgate::conformance
