#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/base/json_pointer.h"
#include "tollgate/model/app.h"
#include "tollgate/model/save.h"

namespace tollgate::model {
namespace {

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

Json base() {
  Result<Json> json = parse_json(read_file("tests/conformance/lint/base.json"));
  REQUIRE(json.ok());
  return std::move(*json);
}

Diagnostics refused(Json document) {
  const auto app = load_json(std::move(document), {.source = "x.json"});
  REQUIRE_FALSE(app.ok());
  for (const Diagnostic& d : app.diagnostics()) {
    CHECK(d.place.source == "x.json");
    CHECK_FALSE(d.message.zh.empty());
    CHECK_FALSE(d.message.en.empty());
  }
  return app.diagnostics();
}

// The single error of a base document changed at one place.
Diagnostic refused_at(const char* pointer, Json value) {
  Json document = base();
  Json* place = find_pointer(document, pointer);
  REQUIRE(place != nullptr);
  *place = std::move(value);
  const Diagnostics found = refused(std::move(document));
  REQUIRE(found.size() == 1);
  return found[0];
}

TEST_CASE("load gives a typed view of the whole document") {
  const auto loaded = load(read_file("tests/conformance/lint/base.json"));
  REQUIRE(loaded.ok());
  const App& app = **loaded;
  CHECK(app.id == "small_sales");
  CHECK(app.version == 3);
  CHECK(app.warnings.empty());
  CHECK(app.users->entity == "person");
  REQUIRE(app.find_entity("visit") != nullptr);
  const Field* arrived = app.find_entity("visit")->find_field("arrived");
  REQUIRE(arrived != nullptr);
  CHECK(arrived->type == FieldType::kDateTime);
  CHECK(arrived->capture);
  CHECK(arrived->pointer == "/entities/2/fields/4");
  CHECK(arrived->validations.at(0).severity == Severity::kWarning);
  CHECK(arrived->validations[0].test.pointer == "/entities/2/fields/4/validations/0/test");
  CHECK(app.find_entity("visit")->find_field("minutes")->maximum == "600");
  CHECK(app.find_entity("visit")->find_field("actions")->find_field("due")->type ==
        FieldType::kDate);
  const Field* customer = app.find_entity("visit")->find_field("customer");
  CHECK(customer->required->constant);
  CHECK_FALSE(customer->required->expression);
  CHECK(app.find_form("visit_form")->sections.at(1).visible->expression->text ==
        "customer != null");
  CHECK(app.find_form("visit_form")->prefill.at(0).set.at(0).value.text == "item.city");
  CHECK(app.find_scorecard("quality")->criteria.at(1).points == "60");
  CHECK(app.find_metric("photo_share")->thresholds.at(1).below == "0.8");
  CHECK(app.find_metric("visits_per_customer")->aggregate == Aggregate::kRatio);
  CHECK(app.find_view("my_visits")->columns.at(0).id == "customer");
  CHECK(app.find_dashboard("health")->find_widget("visit_count")->drill->limit == 5);
  CHECK(app.find_quick_filter("quiet_reps")->tags.at(0).metric == "photo_share");
  CHECK(std::get<Notify>(app.find_automation("tell_manager")->effects.at(0)).channel ==
        Channel::kInApp);
  CHECK(app.workflow_of("deal")->id == "funnel");
  CHECK(app.workflow_of("visit") == nullptr);
  CHECK(app.form_of("deal")->id == "deal_form");
  const Pool* pool = nullptr;
  CHECK(app.scorecard_with_pool("review", &pool)->id == "quality");
  CHECK(pool->below == "40");
  CHECK(app.text_for(app.label, "en-GB") == "Small sales");
  CHECK(app.text_for(app.label, "de") == "小型销售");
}

TEST_CASE("a workflow without transitions lets each stage move by one") {
  const auto app = load_json(base());
  REQUIRE(app.ok());
  const Workflow& funnel = *(*app)->find_workflow("funnel");
  CHECK_FALSE(funnel.has_own_transitions);
  CHECK(funnel.find_transition("lead", "demo") != nullptr);
  CHECK(funnel.find_transition("demo", "lead") != nullptr);
  CHECK(funnel.find_transition("lead", "won") == nullptr);
  CHECK(funnel.index_of("won") == 2);
  CHECK(funnel.index_of("lost") == -1);
}

TEST_CASE("each fault of a document is named with its pointer") {
  Diagnostic d = refused_at("/entities/0/fields/0/type", "texxt");
  CHECK(d.code == "model.unknown_value");
  CHECK(d.place.pointer == "/entities/0/fields/0/type");
  REQUIRE_FALSE(d.candidates.empty());
  CHECK(d.candidates[0] == "text");

  d = refused_at("/entities/0/fields/0/required", 1);
  CHECK(d.code == "model.wrong_type");
  CHECK(d.message.en == "Required should be true or false, or a text, not an integer 1");
  CHECK(d.message.zh == "必填 应为true 或 false，或文本，而不是整数 1");

  CHECK(refused_at("/entities/0/id", "Person X").candidates ==
        std::vector<std::string>{"person_x"});
  CHECK(refused_at("/locales/0", "Chinese!").code == "model.bad_locale");
  CHECK(refused_at("/locales", Json::array()).code == "model.too_few");
  // What somebody reads in the designer names the member as its editor does.
  d = refused_at("/forms/0/label", Json::object());
  CHECK(d.message.zh == "名称还没有写");
  CHECK(d.message.en == "Label is not written yet");
  d = refused_at("/forms/0/label", {{"en", 7}});
  CHECK(d.message.zh == "名称（en） 应为文本，而不是整数 7");
  CHECK(d.message.en == "Label (en) should be a text, not an integer 7");
  CHECK(refused_at("/scorecards/0/criteria/0/points", -1).code == "model.out_of_range");
  CHECK(refused_at("/id", std::string(70, 'a')).code == "model.bad_id");
  CHECK(refused_at("/entities", Json::object()).code == "model.wrong_type");
  CHECK(refused_at("/version", 1.5).code == "model.wrong_type");

  d = refused_at("/automations/0/effects/0", {{"type", "mail"}});
  CHECK(d.code == "model.unknown_value");
  CHECK(d.place.pointer == "/automations/0/effects/0/type");
  CHECK(refused_at("/automations/0/effects/0", Json::object()).code == "model.missing_member");

  Json document = base();
  document["entities"][1].erase("label");
  const Diagnostics missing = refused(std::move(document));
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].code == "model.missing_member");
  CHECK(missing[0].place.pointer == "/entities/1");
  CHECK(missing[0].message.en == "the entity lacks 'Label' (label)");
}

TEST_CASE("formats that are not ours are refused") {
  CHECK(refused_at("/format", "tollgate.app/2").code == "model.newer_format");
  CHECK(refused_at("/format", "else").code == "model.unknown_format");
  CHECK(refused_at("/format", 1).code == "model.missing_format");
  CHECK(refused(Json::array())[0].code == "model.wrong_type");
  CHECK(refused(Json::object())[0].code == "model.missing_format");
}

TEST_CASE("hostile text is refused with the reader's code") {
  CHECK(load(std::string(10'000'000, '[')).diagnostics()[0].code == "json.too_large");
  CHECK(load(std::string(4'000'000, '[')).diagnostics()[0].code == "json.too_deep");
  CHECK(load("{\"format\": \"\xc3\x28\"}", {.source = "a"}).diagnostics()[0].code ==
        "json.invalid_utf8");
  CHECK(load("", {.source = "a"}).diagnostics()[0].place.source == "a");
}

TEST_CASE("the findings of a hopeless document are bounded") {
  Json document = base();
  for (int i = 0; i < 190; ++i) document["entities"].push_back(i);
  CHECK(refused(std::move(document)).size() == 100);
}

TEST_CASE("unknown members are kept, and reported as warnings") {
  Json document = base();
  document["entities"][0]["fields"][0]["requird"] = true;
  document["zzz"] = {{"kept", Json::array({1, "two"})}};
  const auto app = load_json(document);
  REQUIRE(app.ok());
  const Diagnostics& warnings = (*app)->warnings;
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].code == "model.unknown_member");
  CHECK(warnings[0].severity == Severity::kWarning);
  CHECK(warnings[0].place.pointer == "/entities/0/fields/0/requird");
  CHECK(warnings[0].candidates.at(0) == "required");
  const Result<Json> again = parse_json(save(*(*app)->raw));
  REQUIRE(again.ok());
  CHECK(*again == document);
}

TEST_CASE("saving is canonical") {
  const std::string once = save(base());
  const Result<Json> read = parse_json(once);
  REQUIRE(read.ok());
  CHECK(save(*read) == once);
  CHECK(once.starts_with("{\n  \"format\": \"tollgate.app/1\",\n  \"id\": \"small_sales\",\n"));
  CHECK(once.ends_with("}\n"));
  // Members in the schema's order; unknown ones after them by name.
  const Json shuffled = {{"zeta", 1},
                         {"alpha", Json::array()},
                         {"entities", Json::array()},
                         {"format", "x"},
                         {"id", "a"}};
  CHECK(save(shuffled) ==
        "{\n  \"format\": \"x\",\n  \"id\": \"a\",\n  \"entities\": [],\n  \"alpha\": [],\n  "
        "\"zeta\": 1\n}\n");
  const Json effect = {{"automations",
                        {{{"effects",
                           {{{"message", {{"en", "m"}}},
                             {"to", "rep"},
                             {"channel", "wecom"},
                             {"type", "notify"}}}}}}}};
  const std::string text = save(effect);
  CHECK(text.find("\"type\"") < text.find("\"channel\""));
  CHECK(text.find("\"channel\"") < text.find("\"to\""));
  CHECK(save(Json("text")) == "\"text\"\n");
}

}  // namespace
}  // namespace tollgate::model
