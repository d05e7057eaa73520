#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/designer/document/condition_draft.h"
#include "tollgate/designer/document/condition_values.h"

namespace tollgate::designer {
namespace {

const std::string kZone = "Asia/Shanghai";

const ConditionField* field_at(const std::vector<ConditionField>& fields, std::string_view path) {
  for (const ConditionField& field : fields) {
    if (field.path == path) return &field;
  }
  return nullptr;
}

ConditionDraft draft_from(const char* expression) {
  const Json stored = expression;
  std::optional<ConditionDraft> draft = read_condition(&stored);
  REQUIRE(draft);
  return *std::move(draft);
}

TEST_CASE("a condition sees what docs/app-document.md says, by label") {
  Json app = small_app();
  app["entities"][0]["fields"].push_back(Json::parse(
      R"({"id": "who", "type": "reference", "entity": "person", "filter": "item.grade = 1",
          "label": {"zh-CN": "拜访人", "en": "Who"}})"));
  app["entities"][0]["fields"].push_back(Json::parse(
      R"({"id": "lines", "type": "list", "label": {"en": "Lines"}, "fields": [
          {"id": "amount", "type": "text", "label": {"en": "Line amount"}}]})"));
  app["entities"][1]["fields"].push_back(Json::parse(
      R"({"id": "grade", "type": "number", "label": {"zh-CN": "级别", "en": "Grade"}})"));
  app["users"] = Json::parse(R"({"entity": "person"})");

  const auto visible = condition_fields(app, "/entities/0/fields/1/visible", "en");
  REQUIRE(field_at(visible, "stage") != nullptr);
  CHECK(field_at(visible, "stage")->label == "Stage");
  CHECK(field_at(visible, "stage")->kind == ValueKind::kChoice);
  CHECK(field_at(visible, "stage")->options.size() == 2);
  CHECK(field_at(visible, "who")->kind == ValueKind::kPresence);
  CHECK(field_at(visible, "who.grade")->label == "Who › Grade");
  CHECK(field_at(visible, "user.grade")->label == "Current user › Grade");
  CHECK(field_at(visible, "item.grade") == nullptr);
  CHECK(field_at(condition_fields(app, "/entities/0/fields/1/visible", "zh-CN"), "who.grade")
            ->label == "拜访人 › 级别");

  const auto form = condition_fields(app, "/forms/0/sections/0/fields/0/visible", "en");
  CHECK(field_at(form, "amount") != nullptr);
  const auto gate = condition_fields(app, "/workflows/0/stages/1/requires/0/test", "en");
  CHECK(field_at(gate, "amount") != nullptr);
  const auto filter = condition_fields(app, "/entities/0/fields/4/filter", "en");
  CHECK(field_at(filter, "item.grade") != nullptr);
  const auto item = condition_fields(app, "/entities/0/fields/5/fields/0/visible", "en");
  REQUIRE(field_at(item, "amount") != nullptr);
  CHECK(field_at(item, "amount")->label == "Line amount");
  CHECK(field_at(item, "place") != nullptr);
}

TEST_CASE("a gate and a quick filter see scores and metrics, an automation its trigger's fields") {
  Json app = small_app();
  app["scorecards"] = Json::parse(
      R"([{"id": "quality", "entity": "visit", "label": {"en": "Quality"},
           "pools": [{"id": "review", "label": {"en": "Review"}}]}])");
  app["automations"] = Json::parse(R"([{"id": "a", "on": {"entity": "visit"}, "when": "true"}])");
  app["metrics"] = Json::parse(R"([{"id": "rate", "entity": "visit", "label": {"en": "Rate"}}])");
  app["quick_filters"] =
      Json::parse(R"([{"id": "q", "entity": "visit", "metrics": ["rate", "gone"]}])");
  const auto gate = condition_fields(app, "/workflows/0/stages/1/requires/0/test", "en");
  CHECK(field_at(gate, "score.quality.total")->label == "Quality › Total");
  CHECK(field_at(gate, "score.quality.pool")->options[0].label == "Review");
  CHECK(field_at(condition_fields(app, "/automations/0/when", "en"), "amount") != nullptr);
  const auto quick = condition_fields(app, "/quick_filters/0/when", "en");
  CHECK(field_at(quick, "rate")->label == "Rate");
  CHECK(field_at(quick, "gone")->label == "gone");
  CHECK(field_at(quick, "group.amount") != nullptr);
}

TEST_CASE("fields are found in documents of any shape") {
  for (const char* text :
       {"{}", R"({"entities": 3, "users": [], "scorecards": {}})",
        R"({"entities": [1, {"id": "a", "fields": [2, {"id": "f", "type": "choice",
                               "options": 4}]}], "quick_filters": [{"metrics": 5}]})"}) {
    const Json app = Json::parse(text);
    for (const char* pointer : {"/entities/1/fields/1/visible", "/quick_filters/0/when",
                                "/automations/0/when", "/entities/1/fields/1/filter"}) {
      CHECK(field_at(condition_fields(app, pointer, "en"), "missing") == nullptr);
    }
  }
}

TEST_CASE("what people type becomes FEEL, and is read back") {
  const auto both = [](ValueKind kind, const char* typed, const char* expression,
                       const char* read) {
    INFO(typed);
    CHECK(feel_of(kind, typed, kZone) == expression);
    CHECK(typed_of(kind, expression, kZone) == read);
  };
  both(ValueKind::kText, "a \"b\"", "\"a \\\"b\\\"\"", "a \"b\"");
  both(ValueKind::kChoice, "demo", "\"demo\"", "demo");
  both(ValueKind::kMultiChoice, "demo", "\"demo\"", "demo");
  both(ValueKind::kNumber, "1,200.50", "1200.5", "1200.5");
  both(ValueKind::kNumber, "-5", "-5", "-5");
  both(ValueKind::kBoolean, "true", "true", "true");
  both(ValueKind::kDate, "2026/1/31", "@\"2026-01-31\"", "2026-01-31");
  both(ValueKind::kDate, "2026年1月31日", "@\"2026-01-31\"", "2026-01-31");
  both(ValueKind::kTime, "9:30", "@\"09:30:00\"", "09:30");
  both(ValueKind::kDateTime, "2026-1-31 9:30", "@\"2026-01-31T09:30:00@Asia/Shanghai\"",
       "2026-01-31 09:30");
  both(ValueKind::kDuration, "90", "@\"PT1H30M\"", "90");
  CHECK(typed_of(ValueKind::kDate, "date(\"2026-01-31\")", kZone) == "2026-01-31");
  CHECK(typed_of(ValueKind::kDuration, "duration(\"PT10M\")", kZone) == "10");

  for (const auto& [kind, typed] : {std::pair{ValueKind::kText, ""},
                                    {ValueKind::kNumber, "12x"},
                                    {ValueKind::kNumber, ""},
                                    {ValueKind::kDate, "2026-02-30"},
                                    {ValueKind::kDate, "2026-02"},
                                    {ValueKind::kTime, "25:00"},
                                    {ValueKind::kDateTime, "2026-01-31"},
                                    {ValueKind::kDuration, "1.5"},
                                    {ValueKind::kDate, "99999999999999999999/1/1"},
                                    {ValueKind::kDate, "today()"}}) {
    INFO(typed);
    CHECK_FALSE(feel_of(kind, typed, kZone));
  }
  // Formulas, and constants of another kind.
  CHECK_FALSE(typed_of(ValueKind::kDate, "today()", kZone));
  CHECK_FALSE(typed_of(ValueKind::kNumber, "\"5\"", kZone));
  CHECK_FALSE(typed_of(ValueKind::kDateTime, "@\"2026-01-31T09:30:00Z\"", kZone));
  CHECK_FALSE(typed_of(ValueKind::kText, "other_field", kZone));
}

TEST_CASE("a row that is not complete leaves what it stood for; a new one counts when it is") {
  ConditionDraft draft = draft_from("amount > 5 and stage = \"won\"");
  draft.rows[0].values[0] = {"", "12x"};
  draft.rows.emplace_back();
  CHECK(condition_text(draft) == "amount > 5 and stage = \"won\"");
  draft.rows[1].values[0].feel = "\"lead\"";
  CHECK(condition_text(draft) == "amount > 5 and stage = \"lead\"");
  draft.rows[2].field = "place";
  choose_operator(draft.rows[2], feel::RowOperator::kIsNotEmpty);
  CHECK(condition_text(draft) == "amount > 5 and stage = \"lead\" and place != null");
  mark_stored(draft, "stored");
  CHECK(draft.base == "stored");
  draft.rows[1].field.clear();
  CHECK(condition_text(draft) == "amount > 5 and stage = \"lead\" and place != null");
}

TEST_CASE("a formula that is more than a value makes no row") {
  ConditionDraft draft = draft_from("amount > 5");
  for (const char* formula : {"5 and place = null", "today() -", "1) or (2", "null < 3"}) {
    INFO(formula);
    draft.rows[0].values[0].feel = formula;
    CHECK_FALSE(is_complete(draft.rows[0]));
    CHECK(condition_text(draft) == "amount > 5");
  }
  draft.rows[0].values[0].feel = "spare_amount * 2";
  CHECK(condition_text(draft) == "amount > spare_amount * 2");
}

TEST_CASE("no condition is one empty row, what rows cannot show is none") {
  for (const Json& blank : {Json(true), Json(false), Json("true"), Json(""), Json(3)}) {
    const std::optional<ConditionDraft> draft = read_condition(&blank);
    REQUIRE(draft);
    CHECK(draft->rows.size() == 1);
    CHECK_FALSE(condition_text(*draft));
  }
  const Json many = "if amount > 5 then true else false";
  CHECK_FALSE(read_condition(&many));
  CHECK(is_expression(&many));
  const Json broken = "amount >";
  CHECK_FALSE(read_condition(&broken));
  CHECK_FALSE(is_expression(&broken));
}

TEST_CASE("another field keeps the comparison where it fits") {
  DraftRow row;
  choose_field(row, {"amount", "", "number", ValueKind::kNumber, {}}, ValueKind::kAny);
  CHECK(row.op == feel::RowOperator::kGreater);
  choose_operator(row, feel::RowOperator::kLess);
  row.values[0].feel = "5";
  choose_field(row, {"beds", "", "number", ValueKind::kNumber, {}}, ValueKind::kNumber);
  CHECK(row.op == feel::RowOperator::kLess);
  CHECK(row.values[0].feel == "5");
  choose_field(row, {"spare", "", "date", ValueKind::kDate, {}}, ValueKind::kNumber);
  CHECK(row.op == feel::RowOperator::kLess);
  CHECK(row.values[0].feel.empty());
  choose_field(row, {"lost", "", "boolean", ValueKind::kBoolean, {}}, ValueKind::kDate);
  CHECK(row.op == feel::RowOperator::kIsTrue);
  CHECK(row.values.empty());
}

TEST_CASE("a comparison with true reads as yes and stays as it is written") {
  const ConditionDraft draft = draft_from("lost = true");
  CHECK(shown_operator(ValueKind::kBoolean, draft.rows[0]) == feel::RowOperator::kIsTrue);
  CHECK(condition_text(draft) == "lost = true");
}

}  // namespace
}  // namespace tollgate::designer
