// A list narrowed and sorted by who looks at it, and never by what they may not see.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kFilterApp = R"json({
  "format": "tollgate.app/1", "id": "filters", "version": 1, "label": {"en": "Filters"}, "locales": ["en"],
  "time_zone": "Asia/Shanghai", "users": {"entity": "person", "role": "role"},
  "roles": [
    {"id": "boss", "label": {"en": "Boss"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "read": "all", "delete": "all"}, {"entity": "deal", "read": "all", "delete": "all"}]}},
    {"id": "guest", "label": {"en": "Guest"}, "permissions": {"entities": [
      {"entity": "person", "read": "own"},
      {"entity": "deal", "read": "all", "fields": [{"field": "amount", "access": "hidden"}]}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "choice", "label": {"en": "Role"}, "options": [
        {"id": "boss", "label": {"en": "Boss"}}, {"id": "guest", "label": {"en": "Guest"}}]}]},
    {"id": "deal", "label": {"en": "Deal"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "size", "type": "choice", "label": {"en": "Size"}, "options": [
        {"id": "small", "label": {"en": "Small"}}, {"id": "medium", "label": {"en": "Medium"}},
        {"id": "big", "label": {"en": "Big"}}]},
      {"id": "tags", "type": "multi_choice", "label": {"en": "Tags"}, "options": [
        {"id": "new", "label": {"en": "New"}}, {"id": "hot", "label": {"en": "Hot"}}]},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}},
      {"id": "open", "type": "boolean", "label": {"en": "Open"}},
      {"id": "due", "type": "date", "label": {"en": "Due"}},
      {"id": "met_at", "type": "date_time", "label": {"en": "Met"}}]}],
  "views": [{"id": "deals", "entity": "deal", "label": {"en": "Deals"},
    "columns": [{"field": "name"}, {"id": "worth", "label": {"en": "Worth"}, "value": "1 + 1"}], "sort": [{"field": "name"}]}]
})json";

using Ids = std::vector<std::string>;

class Filtered {
 public:
  Filtered() {
    REQUIRE(engine_.created()["ok"] == true);
    std::string lines;
    const auto add = [&](const char* entity, const char* id, const json& values) {
      lines += json{{"entity", entity}, {"id", id}, {"values", values}}.dump() + "\n";
    };
    add("person", "p1", {{"name", "Zhou"}, {"role", "boss"}});
    add("person", "p2", {{"name", "Ai"}, {"role", "guest"}});
    add("deal", "a",
        {{"name", "A 100% sure"},
         {"size", "big"},
         {"tags", {"new", "hot"}},
         {"rep", "p1"},
         {"amount", "10"},
         {"open", true},
         {"due", "2026-03-01"},
         {"met_at", "2026-03-01T23:30:00"}});
    add("deal", "b",
        {{"name", "B steel"},
         {"size", "small"},
         {"tags", {"new"}},
         {"rep", "p2"},
         {"amount", "9"},
         {"open", false},
         {"due", "2026-03-31"},
         {"met_at", "2026-03-02T00:00:00"}});
    add("deal", "c", {{"name", "C Steel"}, {"size", "medium"}, {"amount", "9.5"}});
    const json imported =
        engine_.result("data.import", {{"text", lines}}, {{"administrator", true}});
    INFO(imported.dump());
    REQUIRE(imported.value("imported", 0) == 5);
  }

  json ask(json params, const char* person = "p1") {
    params["view"] = "deals";
    return engine_.ask("record.list", params, {{"user", person}});
  }
  Ids searched(const char* text, const char* person = "p1") {
    return ids(ask({{"search", text}}, person));
  }
  json grouped(json params, const char* person = "p1") {
    params["view"] = "deals";
    return engine_.ask("record.groups", params, {{"user", person}});
  }
  json discard(json params, const char* person = "p1") {
    return engine_.ask("record.discard", params, {{"user", person}});
  }
  Ids sorted(const json& keys, const char* person = "p1") {
    return ids(ask({{"sort", keys}}, person));
  }
  Ids narrowed(const json& filter, const char* person = "p1") {
    return ids(ask({{"filters", {filter}}}, person));
  }

 private:
  static Ids ids(const json& reply) {
    INFO(reply.dump());
    REQUIRE(reply["ok"] == true);
    Ids found;
    for (const json& row : reply["result"]["rows"]) found.push_back(row["record"]);
    CHECK(reply["result"]["total"] == found.size());
    return found;
  }

  TestEngine engine_{
      {{"storage", "memory"}, {"app", kFilterApp}, {"now", "2026-03-01T12:00:00+08:00"}}};
};

json one_of(const char* field, json values) {
  return {{"field", field}, {"kind", "one_of"}, {"values", std::move(values)}};
}

TEST_CASE("a list is narrowed by choice, reference, text, range and emptiness") {
  Filtered list;
  CHECK(list.narrowed(one_of("size", {"big", "medium"})) == Ids{"a", "c"});
  CHECK(list.narrowed(one_of("tags", {"hot"})) == Ids{"a"});
  CHECK(list.narrowed(one_of("rep", {"p2"})) == Ids{"b"});
  CHECK(list.narrowed(one_of("open", {"false"})) == Ids{"b"});
  const auto with = [](const char* field, const char* kind, json more = json::object()) {
    more["field"] = field;
    more["kind"] = kind;
    return more;
  };
  CHECK(list.narrowed(with("name", "contains", {{"text", "STEEL"}})) == Ids{"b", "c"});
  CHECK(list.narrowed(with("name", "contains", {{"text", "0%"}})) == Ids{"a"});
  // As numbers, not as texts: 10 is above 9.5.
  CHECK(list.narrowed(with("amount", "range", {{"from", "9.50"}})) == Ids{"a", "c"});
  CHECK(list.narrowed(with("amount", "range", {{"from", "9"}, {"to", "9.5"}})) == Ids{"b", "c"});
  CHECK(list.narrowed(with("due", "range", {{"from", "2026-03-31"}})) == Ids{"b"});
  // The last day is within, to its last second and no further.
  CHECK(list.narrowed(with("met_at", "range", {{"to", "2026-03-01"}})) == Ids{"a"});
  CHECK(list.narrowed(with("rep", "empty")) == Ids{"c"});
  CHECK(list.narrowed(with("tags", "filled")) == Ids{"a", "b"});
}

TEST_CASE("a period is that of the app's clock, in its time zone") {
  Filtered list;
  const auto in = [&](const char* field, const char* period) {
    return list.narrowed({{"field", field}, {"kind", "period"}, {"period", period}});
  };
  // 2026-03-01 is a Sunday.
  CHECK(in("due", "today") == Ids{"a"});
  CHECK(in("due", "this_month") == Ids{"a", "b"});
  CHECK(in("due", "last_month").empty());
  CHECK(in("met_at", "today") == Ids{"a"});
  CHECK(in("met_at", "this_week") == Ids{"a"});
  CHECK(in("met_at", "this_year") == Ids{"a", "b"});
  CHECK(in("met_at", "last_days") == Ids{"a"});
  CHECK(in("met_at", "next_days") == Ids{"a", "b"});
}

TEST_CASE("a list is sorted as its columns read") {
  Filtered list;
  CHECK(list.sorted({{{"field", "amount"}}}) == Ids{"b", "c", "a"});
  CHECK(list.sorted({{{"field", "amount"}, {"descending", true}}}) == Ids{"a", "c", "b"});
  // Choices in the order of their options, references by title: Ai before Zhou.
  CHECK(list.sorted({{{"field", "size"}}}) == Ids{"b", "c", "a"});
  CHECK(list.sorted({{{"field", "rep"}, {"descending", true}}}) == Ids{"a", "b", "c"});
}

TEST_CASE("the next page begins where the last one ended") {
  Filtered list;
  for (const json& sort : {json::array({{{"field", "amount"}}}),
                           json::array({{{"field", "rep"}, {"descending", true}}}),
                           json::array({{{"field", "size"}}}), json::array()}) {
    Ids found;
    json params = {{"sort", sort}, {"limit", 1}};
    for (int page = 0; page < 3; ++page) {
      const json reply = list.ask(params)["result"];
      INFO(reply.dump());
      REQUIRE(reply["rows"].size() == 1);
      CHECK(reply["total"] == 3);
      found.push_back(reply["rows"][0]["record"]);
      REQUIRE(reply.contains("next") == (page < 2));
      if (page < 2) params["after"] = reply["next"];
    }
    CHECK(found == list.sorted(sort));
  }
}

TEST_CASE("a cursor that this list did not give is refused") {
  Filtered list;
  const json by_amount = json::array({{{"field", "amount"}}});
  const json first = list.ask({{"sort", by_amount}, {"limit", 1}})["result"];
  const std::string next = first["next"];
  const auto code = [&](const json& after, const json& sort) {
    return code_of(list.ask({{"sort", sort}, {"after", after}}));
  };
  CHECK(code(next, by_amount) == "ok");
  CHECK(code(next, json::array({{{"field", "size"}}})) == "query.cursor_wrong");
  CHECK(code(next, json::array({{{"field", "amount"}, {"descending", true}}})) ==
        "query.cursor_wrong");
  const json parts = json::parse(next);
  json longer = parts;
  longer.push_back("x");
  json nested = parts;
  nested[1] = json::array({json::array({1})});
  json fraction = parts;
  fraction[1] = 1.5;
  json no_tie = parts;
  no_tie[3] = 7;
  json shorter = {parts[0]};
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[]"), std::string("[1"), std::string("null"),
        std::string(100'000, '['), longer.dump(), nested.dump(), fraction.dump(), no_tie.dump(),
        shorter.dump(), parts.dump() + std::string(5000, ' ')}) {
    INFO(text.substr(0, 80));
    CHECK(code(text, by_amount) == "query.cursor_wrong");
  }
  CHECK(code_of(list.ask({{"sort", by_amount}, {"after", next}, {"offset", 1}})) ==
        "query.cursor_wrong");
  // Whatever the values say, they are values.
  json hostile = parts;
  hostile[1] = "') OR 1=1 --";
  CHECK(code(hostile.dump(), by_amount) == "ok");
}

TEST_CASE("what a person may not see neither narrows nor sorts") {
  Filtered list;
  const json by_amount = {{"field", "amount"}, {"kind", "range"}, {"from", "9.5"}};
  CHECK(code_of(list.ask({{"filters", {by_amount}}}, "p2")) == "api.unknown_field");
  CHECK(code_of(list.ask({{"sort", {{{"field", "amount"}}}}}, "p2")) == "api.unknown_field");
  // Others' names are not for p2: an order by them would tell.
  CHECK(code_of(list.ask({{"sort", {{{"field", "rep"}}}}}, "p2")) == "api.unknown_field");
  const json shown = list.ask({{"columns", {"amount", "name"}}, {"with_fields", true}}, "p2");
  REQUIRE(shown["ok"] == true);
  CHECK(shown["result"]["columns"].size() == 1);
  for (const json& field : shown["result"]["fields"]) CHECK(field["id"] != "amount");
}

TEST_CASE("columns are chosen and ordered; what is computed stays showable") {
  Filtered list;
  const json reply = list.ask({{"columns", {"worth", "gone", "amount"}}, {"with_fields", true}});
  REQUIRE(reply["ok"] == true);
  const json& columns = reply["result"]["columns"];
  REQUIRE(columns.size() == 2);
  CHECK(columns[0]["id"] == "worth");
  CHECK(columns[1]["field"] == "amount");
  const json& fields = reply["result"]["fields"];
  CHECK(fields[0]["id"] == "name");
  CHECK(fields[1]["id"] == "worth");
  CHECK_FALSE(fields[1].contains("sortable"));
  CHECK(fields.size() == 9);
}

TEST_CASE("a filter that makes no sense is refused by name") {
  Filtered list;
  const auto code = [&](json filter) { return code_of(list.ask({{"filters", {filter}}})); };
  CHECK(code({{"field", "worth"}, {"kind", "empty"}}) == "api.unknown_field");
  CHECK(code({{"field", "name"}, {"kind", "range"}, {"from", "1"}}) == "query.filter_wrong");
  CHECK(code({{"field", "amount"}, {"kind", "range"}, {"from", "x'"}}) == "query.filter_wrong");
  CHECK(code({{"field", "due"}, {"kind", "range"}, {"from", "2026-02-30"}}) ==
        "query.filter_wrong");
  CHECK(code(one_of("size", json::array())) == "query.filter_wrong");
  CHECK(code({{"field", "due"}, {"kind", "period"}, {"period", "last_days"}, {"days", 0}}) ==
        "query.filter_wrong");
  CHECK(code_of(list.ask({{"filters", json::array_t(21, one_of("size", {"big"}))}})) ==
        "query.filter_wrong");
}

TEST_CASE("a search looks in the titles of what records refer to") {
  Filtered list;
  CHECK(list.searched("zho") == Ids{"a"});
  CHECK(list.searched("steel") == Ids{"b", "c"});
  CHECK(list.searched("AI") == Ids{"b"});
  CHECK(list.searched("nobody").empty());
  // The guest sees nobody but themselves: others' names find nothing.
  CHECK(list.searched("zho", "p2").empty());
  CHECK(list.searched("steel", "p2") == Ids{"b", "c"});
}

// "Big 1 10; …": what each group is called, how many there are, and its sums.
std::string told(const json& reply) {
  INFO(reply.dump());
  REQUIRE(reply["ok"] == true);
  std::string text;
  for (const json& group : reply["result"]["groups"]) {
    text += group["text"].get<std::string>() + " " + std::to_string(group["count"].get<int>());
    for (const json& sum : group["sums"]) text += " " + sum["text"].get<std::string>();
    text += "; ";
  }
  text += "of " + std::to_string(reply["result"]["total"].get<int>());
  for (const json& sum : reply["result"]["totals"]) text += " " + sum["text"].get<std::string>();
  return text;
}

TEST_CASE("a list is grouped with sums, and each group's filter gives its records") {
  Filtered list;
  const json by_size = list.grouped({{"group_by", "size"}, {"sums", {"amount"}}});
  CHECK(told(by_size) == "Small 1 9; Medium 1 9.5; Big 1 10; of 3 28.5");
  CHECK(by_size["result"]["sums"][0]["label"] == "Amount");
  CHECK(told(list.grouped({{"group_by", "rep"}})) == "Zhou 1; Ai 1; (none) 1; of 3");
  CHECK(told(list.grouped({{"group_by", "open"}})) == "no 1; yes 1; (none) 1; of 3");
  CHECK(told(list.grouped({{"group_by", "due"}})) == "2026-03 2; (none) 1; of 3");
  // A moment counts in the day that it is in the app's time zone.
  const json days = list.grouped({{"group_by", "met_at"}, {"by", "day"}});
  CHECK(told(days) == "2026-03-02 1; 2026-03-01 1; (none) 1; of 3");
  const json weeks = list.grouped({{"group_by", "met_at"}, {"by", "week"}});
  CHECK(told(weeks) == "2026-W10 1; 2026-W09 1; (none) 1; of 3");
  for (const json& reply : {by_size, days, weeks, list.grouped({{"group_by", "open"}})}) {
    for (const json& group : reply["result"]["groups"]) {
      CHECK(list.narrowed(group["filter"]).size() == group["count"]);
    }
  }
  const json narrowed = list.grouped(
      {{"group_by", "size"}, {"search", "steel"}, {"filters", {one_of("rep", {"p2"})}}});
  CHECK(told(narrowed) == "Small 1; of 1");
}

TEST_CASE("nobody groups by what they may not see, or by what is no group") {
  Filtered list;
  const auto code = [&](const json& params, const char* person) {
    return list.grouped(params, person)["diagnostics"][0]["code"];
  };
  CHECK(code({{"group_by", "size"}, {"sums", {"amount"}}}, "p2") == "api.unknown_field");
  CHECK(code({{"group_by", "amount"}}, "p1") == "api.unknown_field");
  CHECK(code({{"group_by", "tags"}}, "p1") == "api.unknown_field");
  CHECK(code({{"group_by", "none"}}, "p1") == "api.unknown_field");
  CHECK(told(list.grouped({{"group_by", "size"}}, "p2")) == "Small 1; Medium 1; Big 1; of 3");
}

TEST_CASE("a complete record is deleted by whoever may, and not while others refer to it") {
  Filtered list;
  const auto code = [](const json& reply) {
    INFO(reply.dump());
    return reply["ok"] == true ? json("ok") : reply["diagnostics"][0]["code"];
  };
  const json deal = {{"entity", "deal"}, {"record", "a"}, {"complete", true}};
  const json person = {{"entity", "person"}, {"record", "p2"}, {"complete", true}};
  CHECK(code(list.discard(deal, "p2")) == "access.may_not_delete");
  CHECK(code(list.discard({{"entity", "deal"}, {"record", "a"}})) == "api.not_a_draft");
  CHECK(list.searched("").size() == 3);
  CHECK(code(list.discard(deal)) == "ok");
  CHECK(list.searched("") == Ids{"b", "c"});
  CHECK(told(list.grouped({{"group_by", "size"}, {"sums", {"amount"}}})) ==
        "Small 1 9; Medium 1 9.5; of 2 18.5");
  CHECK(code(list.discard(deal)) == "api.unknown_record");
  CHECK(code(list.discard(person)) == "api.referred_to");
  CHECK(code(list.discard({{"entity", "deal"}, {"record", "b"}, {"complete", true}})) == "ok");
  CHECK(code(list.discard(person)) == "ok");
}

}  // namespace
}  // namespace tollgate::api
