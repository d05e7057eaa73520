// The kinds of widgets in code are those of the schema, and each is read as what it is.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "read_variant.h"
#include "schema_node.h"
#include "tollgate/model/app.h"

namespace tollgate::model {
namespace {

const SchemaNode& widget_schema() {
  const SchemaNode& dashboard = *app_schema().find_member("dashboards")->node->item;
  return *dashboard.find_member("widgets")->node->item;
}

Result<std::shared_ptr<const App>> load_with_widget(Json widget) {
  widget["id"] = "w";
  widget["label"] = {{"en", "W"}};
  Json document = Json::parse(R"({
    "format": "tollgate.app/1", "id": "a", "version": 1, "label": {"en": "A"}, "locales": ["en"],
    "entities": [{"id": "visit", "label": {"en": "V"},
                  "fields": [{"id": "note", "type": "text", "label": {"en": "N"}}]}],
    "dashboards": [{"id": "d", "label": {"en": "D"}}]})");
  document["dashboards"][0]["widgets"] = Json::array({std::move(widget)});
  return load_json(document);
}

TEST_CASE("the schema and the code know the same kinds of widgets") {
  const SchemaNode& schema = widget_schema();
  REQUIRE(schema.discriminator == "type");
  std::set<std::string_view> in_schema;
  for (const SchemaNode* kind : schema.alternatives) {
    in_schema.insert(kind->find_member("type")->node->values.front());
  }
  const std::vector<std::string_view> types = VariantReader<WidgetKind>::types();
  CHECK(in_schema == std::set<std::string_view>(types.begin(), types.end()));
  CHECK(types.size() == in_schema.size());
}

TEST_CASE("a widget is read as what its type says") {
  const auto table = load_with_widget({{"type", "table"},
                                       {"metrics", {"a", "b"}},
                                       {"group_by", "note"},
                                       {"limit", 5},
                                       {"order", "ascending"},
                                       {"width", "full"}});
  REQUIRE(table.ok());
  const Widget& read = (*table)->dashboards[0].widgets[0];
  CHECK(type_of(read) == "table");
  CHECK(std::get<TableWidget>(read.kind).metrics == std::vector<std::string>{"a", "b"});
  CHECK(std::get<TableWidget>(read.kind).group_by->pointer == "/dashboards/0/widgets/0/group_by");
  CHECK(std::get<TableWidget>(read.kind).limit == 5);
  CHECK(read.descending == false);
  CHECK(read.width == Width::kFull);
  const auto funnel = load_with_widget({{"type", "funnel"}, {"workflow", "closing"}});
  REQUIRE(funnel.ok());
  CHECK(std::get<FunnelWidget>((*funnel)->dashboards[0].widgets[0].kind).workflow == "closing");
}

TEST_CASE("an unknown kind of widget is refused, with the kinds there are") {
  const auto refused = load_with_widget({{"type", "funel"}, {"workflow", "closing"}});
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.diagnostics().size() == 1);
  const Diagnostic& finding = refused.diagnostics()[0];
  CHECK(finding.code == "model.unknown_value");
  CHECK(finding.place.pointer == "/dashboards/0/widgets/0/type");
  CHECK(finding.candidates == std::vector<std::string>{"funnel"});
  CHECK(
      finding.message.en ==
      "Kind cannot be \"funel\"; one of: metric, breakdown, line, funnel, table, checks, coverage");
}

TEST_CASE("a line is over periods of time, and over nothing else") {
  const auto weeks = load_with_widget(
      {{"type", "line"}, {"metric", "m"}, {"group_by", {{"value", "note"}, {"by", "week"}}}});
  REQUIRE(weeks.ok());
  const auto& line = std::get<LineWidget>((*weeks)->dashboards[0].widgets[0].kind);
  CHECK(line.metric == "m");
  CHECK(line.group_by->by == TimeUnit::kWeek);
  const auto refused = load_with_widget({{"type", "line"}, {"metric", "m"}, {"group_by", "note"}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics()[0].place.pointer == "/dashboards/0/widgets/0/group_by");
}

TEST_CASE("a member that another kind of widget has is kept, and has no effect") {
  const auto loaded = load_with_widget({{"type", "metric"}, {"metric", "m"}, {"workflow", "w"}});
  REQUIRE(loaded.ok());
  CHECK(std::holds_alternative<MetricWidget>((*loaded)->dashboards[0].widgets[0].kind));
}

}  // namespace
}  // namespace tollgate::model
