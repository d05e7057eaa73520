// Every type of the table behaves: a new row without a behaviour of its own kind fails here.
#include "tollgate/record/field_behavior.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace tollgate::record {
namespace {

using feel::Value;

// A value of each shape, as it comes over the wire.
Json sample_of(const model::FieldTypeInfo& info) {
  switch (info.shape) {
    case model::ValueShape::kNumber:
      return "3";
    case model::ValueShape::kBoolean:
      return true;
    case model::ValueShape::kDate:
      return "2026-03-01";
    case model::ValueShape::kTime:
      return "09:30:00";
    case model::ValueShape::kDateTime:
      return "2026-03-01T09:30:00+08:00";
    case model::ValueShape::kDuration:
      return "P1DT2H5M";
    case model::ValueShape::kStrings:
      return Json::array({"a"});
    case model::ValueShape::kItems:
      return Json::array({{{"day", "2026-03-01"}}});
    case model::ValueShape::kLocation:
      return {{"latitude", "30.5"}, {"longitude", "114.25"}, {"at", "2026-03-01T09:30:00+08:00"}};
    case model::ValueShape::kFile:
      return {{"name", "a.png"}, {"size_bytes", 7}, {"captured_at", "2026-03-01T09:30:00+08:00"}};
    case model::ValueShape::kString:
    case model::ValueShape::kRecord:
      break;
  }
  return "a";
}

model::Field field_of(model::FieldType type) {
  model::Field field;
  field.id = "f";
  field.type = type;
  field.options.push_back({"a", {{{"en", "Option a"}}}, "", ""});
  model::Field day;
  day.id = "day";
  day.type = model::FieldType::kDate;
  field.fields.push_back(day);
  return field;
}

TEST_CASE("every type of field has a whole behaviour") {
  model::App app;
  app.locales = {"en"};
  const ValueContext context{.app = &app, .time_zone = ZoneRef::offset(8 * 3600)};
  for (size_t i = 0; i < model::kFieldTypes.size(); ++i) {
    const model::FieldTypeInfo& info = model::kFieldTypes[i];
    const auto type = static_cast<model::FieldType>(i);
    const model::Field field = field_of(type);
    INFO(info.name);
    const FieldBehavior& does = behavior_of(type);
    REQUIRE(does.read != nullptr);
    REQUIRE(does.write != nullptr);
    REQUIRE(does.fit != nullptr);
    REQUIRE(does.display != nullptr);
    REQUIRE(does.check != nullptr);
    REQUIRE(does.expected != nullptr);
    REQUIRE(does.request != nullptr);
    REQUIRE(does.shift_days != nullptr);
    REQUIRE(does.link != nullptr);

    // What comes over the wire goes back as it came, is shown, and is what the shape says.
    const Json wire = sample_of(info);
    const std::optional<Value> value = read_value(field, wire, context);
    REQUIRE(value);
    CHECK_FALSE(value->is_null());
    CHECK(write_json(to_wire(field, *value)) == write_json(wire));
    const std::optional<Value> fitted = fit_value(field, *value, context);
    REQUIRE(fitted);
    CHECK(same_value(*fitted, *value));
    CHECK_FALSE(display_text(app, field, *value, "zh-CN").empty());

    // JSON of a wrong kind is refused, not taken for something else.
    CHECK_FALSE(read_value(field, Json::array({Json::array()}), context));
    CHECK_FALSE(read_value(field, Json::object(), context));

    // Days move where there are days, and nothing else does.
    Json shifted = wire;
    does.shift_days(field, shifted, 1);
    const std::string text = write_json(wire);
    CHECK((shifted != wire) == (text.find("2026-03-01") != std::string::npos));

    // A type that people type into says what it expects, or takes any text.
    if (!info.is_typed) continue;
    const LocalizedText label{"某项", "Some"};
    Diagnostics findings;
    size_t rules_run = 0;
    const FieldCheck check{app, field, label, {}, {}, nullptr, findings, rules_run};
    if (!read_value(field, "no value of most types", context)) {
      CHECK_FALSE(does.expected(check).words.empty());
    }
  }
}

TEST_CASE("one duration reads one way") {
  model::App app;
  app.locales = {"zh-CN"};
  model::Field field;
  field.type = model::FieldType::kDuration;
  const Value value = to_feel(field, "PT26H5M", {.app = &app});
  CHECK(display_text(app, field, value, "zh-CN") == "1 天 2 小时 5 分钟");
  CHECK(display_text(app, field, value, "en") == "1 d 2 h 5 min");
  CHECK(display_text(value, "en") == "1 d 2 h 5 min");
}

TEST_CASE("a position that somebody should look at says so wherever it is shown") {
  model::App app;
  app.locales = {"en"};
  const ValueContext context{.app = &app, .time_zone = ZoneRef::offset(8 * 3600)};
  const model::Field field = field_of(model::FieldType::kLocation);
  const auto shown = [&](const Json& wire, const char* locale) {
    return display_text(app, field, to_feel(field, wire, context), locale);
  };
  Json fix = {{"latitude", "30.5"}, {"longitude", "114.25"}, {"accuracy_m", "99999"}};
  CHECK(shown(fix, "en") == "30.5, 114.25 (±99999 m)");
  fix["findings"] = Json::array({"accuracy_poor"});
  CHECK(shown(fix, "en") == "30.5, 114.25 (±99999 m), needs a look");
  CHECK(shown(fix, "zh-CN") == "30.5, 114.25（±99999 米），请核实");
}

}  // namespace
}  // namespace tollgate::record
