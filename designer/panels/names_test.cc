// Whatever the schema can bring into the interface has Chinese words.
#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "names.h"
#include "tollgate/base/json.h"
#include "tollgate/designer/document/words.h"

namespace tollgate::designer {
namespace {

bool is_chinese(const LocalizedText& words) {
  for (const char c : words.zh) {
    if (static_cast<unsigned char>(c) >= 0x80) return true;
  }
  return false;
}

Json app_schema() {
  std::ifstream file("schemas/app/app.schema.json", std::ios::binary);
  return Json::parse(std::string{std::istreambuf_iterator<char>(file), {}});
}

TEST_CASE("every kind, member and value of the schema is named in Chinese") {
  const Json schema = app_schema();
  Json definitions = schema["$defs"];
  definitions["app"] = schema;
  for (const auto& [name, definition] : definitions.items()) {
    if (!definition.contains("properties")) continue;
    INFO(name);
    CHECK(is_chinese(element_words(name)));
    CHECK(element_words(name).zh != "条目");
    for (const auto& [member, property] : definition["properties"].items()) {
      INFO(member);
      CHECK(is_chinese(property_words(name, member)));
      for (const Json& value : property.value("enum", Json::array())) {
        if (!value.is_string()) continue;
        INFO(value.get<std::string>());
        CHECK(is_chinese(value_words(member, value.get<std::string>())));
      }
    }
  }
}

TEST_CASE("things without a label are called by what they refer to") {
  const Json document = Json::parse(R"({
    "entities": [{"id": "visit", "label": {"zh-CN": "拜访"}, "fields": [
      {"id": "hospital", "type": "text", "label": {"zh-CN": "医院"}, "computed": "1"}]}],
    "forms": [{"id": "f", "entity": "visit", "label": {"zh-CN": "拜访单"},
      "prefill": [{"from": "hospital", "set": []}],
      "sections": [{"id": "s", "label": {"zh-CN": "到访"}, "fields": [{"field": "hospital"}]}]}],
    "views": [{"id": "v", "entity": "visit", "label": {"zh-CN": "我的拜访"},
      "columns": [{"field": "hospital"}, {"value": "1"}]}]})");
  const auto name = [&](const char* pointer) {
    return thing_name(document, pointer, Language::kChinese);
  };
  CHECK(name("/forms/0/prefill/0") == "医院");
  CHECK(name("/views/0/columns/0") == "医院");
  CHECK(name("/views/0/columns/1") == "列 2");
  const auto place = [&](const char* pointer) {
    return place_words(document, pointer, Language::kChinese);
  };
  CHECK(place("/entities/0/fields/0/computed") == "拜访单 › 到访 › 医院 › 计算公式");
  CHECK(place("/views/0/columns/0/field") == "列表视图 › 我的拜访 › 医院 › 字段");
  CHECK(place("/forms/0/label/en") == "拜访单 › 名称");
  CHECK(add_words(document, "/forms/0/sections", Language::kEnglish) == "Add section");
}

}  // namespace
}  // namespace tollgate::designer
