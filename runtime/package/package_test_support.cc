#include "package_test_support.h"

#include <nlohmann/json.hpp>

namespace tollgate::package {

Files sample_files() {
  const Json app = {
      {"format", "tollgate.app/1"},
      {"id", "inspection"},
      {"version", 1},
      {"label", {{"zh-CN", "门店巡检"}, {"en", "Store inspection"}}},
      {"locales", {"zh-CN", "en"}},
      {"roles", {{{"id", "inspector"}, {"label", {{"zh-CN", "巡检员"}, {"en", "Inspector"}}}}}},
      {"entities",
       {{{"id", "store"},
         {"label", {{"zh-CN", "门店"}, {"en", "Store"}}},
         {"fields",
          {{{"id", "name"},
            {"type", "text"},
            {"label", {{"zh-CN", "名称"}, {"en", "Name"}}},
            {"required", true}}}}}}},
      {"forms",
       {{{"id", "store"},
         {"entity", "store"},
         {"label", {{"zh-CN", "门店"}, {"en", "Store"}}},
         {"sections",
          {{{"id", "all"},
            {"label", {{"zh-CN", "全部"}, {"en", "All"}}},
            {"fields", {{{"field", "name"}}}}}}}}}},
      {"sample_data", {{"files", {"sample.jsonl"}}}}};
  const Json test = {{"cases",
                      {{{"name", "a store has a name"},
                        {"form", "store"},
                        {"values", {{"name", "一号店"}}},
                        {"expect", {{"values", {{"name", "一号店"}}}}}}}}};
  Files files;
  files["app.json"] = app.dump();
  files["README.md"] = "# Store inspection\n";
  files["tests/store.json"] = test.dump();
  files["pictures/list.png"] = "\x89PNG\r\n\x1a\n and so on";
  files["sample/sample.jsonl"] =
      "{\"format\": \"tollgate.sample/1\"}\n"
      "{\"entity\": \"store\", \"id\": \"s1\", \"values\": {\"name\": \"一号店\"}}\n";
  return files;
}

PackageAbout sample_about() {
  PackageAbout about;
  about.version = "1.0.0";
  about.runtime = "0.1.0";
  about.publisher = "Sample";
  about.key = sample_key(1).public_key();
  about.description = {{"en", "Stores and what was seen there"}};
  about.hosts = {"qyapi.weixin.qq.com"};
  return about;
}

log::SigningKey sample_key(uint8_t first) {
  log::Seed seed = {};
  seed[0] = first;
  return log::SigningKey::from_seed(seed);
}

}  // namespace tollgate::package
