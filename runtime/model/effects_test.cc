// The kinds of effects in code are those of the schema, and each is read as what it is.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "read_variant.h"
#include "schema_node.h"
#include "tollgate/model/app.h"

namespace tollgate::model {
namespace {

const SchemaNode& effect_schema() {
  const SchemaNode& automation = *app_schema().find_member("automations")->node->item;
  return *automation.find_member("effects")->node->item;
}

Result<std::shared_ptr<const App>> load_with(const Json& effect) {
  Json document = Json::parse(R"({
    "format": "tollgate.app/1", "id": "a", "version": 1, "label": {"en": "A"}, "locales": ["en"],
    "entities": [{"id": "visit", "label": {"en": "V"},
                  "fields": [{"id": "note", "type": "text", "label": {"en": "N"}}]}],
    "automations": [{"id": "x", "label": {"en": "X"},
                     "on": {"event": "record_saved", "entity": "visit"}}]})");
  document["automations"][0]["effects"] = Json::array({effect});
  return load_json(document);
}

TEST_CASE("the schema and the code know the same kinds of effects") {
  const SchemaNode& schema = effect_schema();
  REQUIRE(schema.discriminator == "type");
  std::set<std::string_view> in_schema;
  for (const SchemaNode* kind : schema.alternatives) {
    in_schema.insert(kind->find_member("type")->node->values.front());
  }
  const std::vector<std::string_view> types = VariantReader<Effect>::types();
  CHECK(in_schema == std::set<std::string_view>(types.begin(), types.end()));
  CHECK(types.size() == in_schema.size());
}

TEST_CASE("an effect is read as what its type says") {
  const auto told = load_with(
      {{"type", "notify"}, {"channel", "wecom"}, {"to", "user"}, {"message", {{"en", "m"}}}});
  REQUIRE(told.ok());
  const Effect& notify = (*told)->automations[0].effects[0];
  CHECK(type_of(notify) == "notify");
  CHECK(std::get<Notify>(notify).channel == Channel::kWecom);
  REQUIRE(std::get<Notify>(notify).to);
  CHECK(std::get<Notify>(notify).to->text == "user");
  const auto set = load_with({{"type", "set_field"}, {"field", "note"}, {"value", "\"x\""}});
  REQUIRE(set.ok());
  const Effect& sets = (*set)->automations[0].effects[0];
  CHECK(type_of(sets) == "set_field");
  CHECK(std::get<SetField>(sets).pointer == "/automations/0/effects/0");
}

TEST_CASE("an unknown kind of effect is refused, with the kinds there are") {
  const auto refused = load_with({{"type", "set_feild"}, {"field", "note"}, {"value", "\"x\""}});
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.diagnostics().size() == 1);
  const Diagnostic& finding = refused.diagnostics()[0];
  CHECK(finding.code == "model.unknown_value");
  CHECK(finding.place.pointer == "/automations/0/effects/0/type");
  CHECK(finding.candidates == std::vector<std::string>{"set_field"});
  CHECK(finding.message.en == "Type cannot be \"set_feild\"; one of: notify, set_field");
  CHECK(finding.message.zh == "类型 不能是 \"set_feild\"；可用的值：notify、set_field");
}

}  // namespace
}  // namespace tollgate::model
