// Runs the cases of tests/conformance/feel_check/.
#include <catch_amalgamated.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tollgate/feel/check.h"
#include "tollgate/feel/condition_rows.h"
#include "tollgate/feel/editing.h"
#include "tollgate/feel/parse.h"

namespace tollgate::feel {
namespace {

using Data = nlohmann::ordered_json;

Data read(const std::string& name) {
  std::ifstream file("tests/conformance/feel_check/" + name);
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  return Data::parse(text.str());
}

Scope scope_of(const Data& data) {
  Scope scope;
  for (const auto& [name, text] : data["scope"].items()) {
    Result<Type> type = parse_type(text.get<std::string>());
    REQUIRE(type);
    scope.add(name, *type);
  }
  return scope;
}

class Facts {
 public:
  Facts(const Data& data, const Scope& scope) {
    const Data known = data.value("facts", Data::object());
    for (const auto& [name, facts] : known.items()) {
      facts_[*scope.find(name)] = {{facts["zh"].get<std::string>(), facts["en"].get<std::string>()},
                                   facts.value("values", std::vector<std::string>())};
    }
  }
  FactsLookup lookup() const {
    return [this](uint32_t slot, std::span<const std::string> path) -> const NameFacts* {
      const auto at = facts_.find(slot);
      return path.empty() && at != facts_.end() ? &at->second : nullptr;
    };
  }

 private:
  std::map<uint32_t, NameFacts> facts_;
};

std::string covered(const std::string& text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

constexpr const char* kOperators[] = {"equals",
                                      "not_equals",
                                      "less",
                                      "less_equal",
                                      "greater",
                                      "greater_equal",
                                      "between",
                                      "one_of",
                                      "not_one_of",
                                      "contains",
                                      "not_contains",
                                      "list_contains",
                                      "not_list_contains",
                                      "starts_with",
                                      "ends_with",
                                      "is_empty",
                                      "is_not_empty",
                                      "is_true",
                                      "is_false"};

Data shown(const std::vector<ConditionRow>& rows) {
  Data list = Data::array();
  for (const ConditionRow& row : rows) {
    if (!row.group.empty()) {
      list.push_back(shown(row.group));
      continue;
    }
    Data cells = {row.field, kOperators[static_cast<int>(row.op)]};
    for (const std::string& value : row.values) cells.push_back(value);
    list.push_back(cells);
  }
  return list;
}

constexpr const char* kHighlights[] = {"keyword", "field",    "function",    "name",    "number",
                                       "string",  "operator", "punctuation", "comment", "invalid"};

}  // namespace

TEST_CASE("the checker says what it should about an expression") {
  const Data data = read("check.json");
  const Scope scope = scope_of(data);
  const Facts facts(data, scope);
  for (const Data& expectation : data["cases"]) {
    const std::string text = expectation["expression"];
    INFO(text);
    const Result<Ast> ast = parse(text, scope);
    REQUIRE(ast);
    CheckOptions options;
    options.facts = facts.lookup();
    if (expectation.contains("expected")) {
      options.expected = *parse_type(expectation["expected"].get<std::string>());
    }
    const Checked checked = check(*ast, scope, options);
    if (expectation.contains("type"))
      CHECK(checked.type.text() == expectation["type"].get<std::string>());
    const Data& findings = expectation["findings"];
    CHECK(checked.diagnostics.size() == findings.size());
    for (size_t i = 0; i < std::min(findings.size(), checked.diagnostics.size()); ++i) {
      const Diagnostic& found = checked.diagnostics[i];
      CHECK(found.code == findings[i]["code"].get<std::string>());
      CHECK(std::string(found.severity == Severity::kError ? "error" : "warning") ==
            findings[i]["severity"].get<std::string>());
      CHECK(covered(text, *found.place.span) == findings[i]["at"].get<std::string>());
      CHECK(found.message.zh == findings[i]["zh"].get<std::string>());
      CHECK(found.message.en == findings[i]["en"].get<std::string>());
      if (findings[i].contains("candidates")) {
        REQUIRE(!found.candidates.empty());
        CHECK(found.candidates.front() == findings[i]["candidates"][0].get<std::string>());
      }
    }
  }
}

TEST_CASE("data at hand is checked by the types of its values") {
  const Value orders =
      Value::list({Value::context({{"price", Value::integer(5)}}),
                   Value::context({{"price", Value()}, {"note", Value::string("x")}}),
                   Value::context({{"tags", Value::list({})}})});
  CHECK(type_of(orders).text() == "list<context<price: number, note: string, tags: list<Any>>>");
  CHECK(type_of(Value::list({Value::integer(1), Value::string("x")})).text() == "list<Any>");
  Scope scope;
  scope.add("stage", type_of(Value::string("open")));
  const Result<Ast> ast = parse("if stage then 1 else 2", scope);
  REQUIRE(ast);
  const Checked checked = check(*ast, scope);
  REQUIRE(checked.diagnostics.size() == 1);
  CHECK(checked.diagnostics[0].code == "feel.check.condition");
}

TEST_CASE("a condition and its rows are one") {
  const Data data = read("conditions.json");
  const Scope scope = scope_of(data);
  for (const Data& expectation : data["cases"]) {
    const std::string text = expectation["expression"];
    INFO(text);
    const Result<Ast> ast = parse(text, scope);
    REQUIRE(ast);
    const std::optional<Conditions> rows = conditions_from(*ast, scope);
    REQUIRE(rows.has_value() == !expectation["rows"].is_null());
    if (!rows) continue;
    CHECK(shown(rows->rows) == expectation["rows"]);
    CHECK(std::string(rows->join == Join::kAnd ? "and" : "or") ==
          expectation["join"].get<std::string>());
    const Result<Ast> again = parse(conditions_to_text(*rows), scope);
    REQUIRE(again);
    CHECK(same_tree(*again, *ast));
    CHECK(conditions_from(*again, scope) == rows);
  }
}

TEST_CASE("completion offers what fits at the caret") {
  const Data data = read("editing.json");
  const Scope scope = scope_of(data);
  const Facts facts(data, scope);
  for (const Data& expectation : data["completions"]) {
    std::string text = expectation["text"];
    INFO(text);
    const size_t caret = text.find('|');
    text.erase(caret, 1);
    const Completions found = complete(text, static_cast<uint32_t>(caret), scope, facts.lookup());
    CHECK(covered(text, found.replace) == expectation["replaced"].get<std::string>());
    std::vector<std::string> first;
    for (const Completion& item : found.items) {
      if (first.size() < expectation["first"].size()) first.push_back(item.insert);
    }
    CHECK(first == expectation["first"].get<std::vector<std::string>>());
    if (expectation["first"].empty()) CHECK(found.items.empty());
    if (expectation.contains("help")) {
      CHECK(found.items.front().help.zh == expectation["help"]["zh-CN"].get<std::string>());
      CHECK(found.items.front().help.en == expectation["help"]["en"].get<std::string>());
    }
  }
}

TEST_CASE("highlighting names every part of a text") {
  const Data data = read("editing.json");
  const Scope scope = scope_of(data);
  for (const Data& expectation : data["highlights"]) {
    const std::string text = expectation["text"];
    INFO(text);
    Data parts = Data::array();
    for (const Highlight& part : highlight(text, scope)) {
      parts.push_back({covered(text, part.span), kHighlights[static_cast<int>(part.kind)]});
    }
    CHECK(parts == expectation["parts"]);
  }
}

TEST_CASE("editing help survives any cut of a text") {
  const Data data = read("check.json");
  const Scope scope = scope_of(data);
  for (const Data& expectation : data["cases"]) {
    const std::string text = expectation["expression"];
    for (size_t cut = 0; cut <= text.size(); ++cut) {
      const std::string part = text.substr(0, cut);
      uint32_t last = 0;
      for (const Highlight& shown_part : highlight(part, scope)) {
        CHECK(shown_part.span.begin >= last);
        CHECK(shown_part.span.end <= part.size());
        last = shown_part.span.end;
      }
      const Completions found = complete(part, static_cast<uint32_t>(cut), scope);
      CHECK(found.replace.end == cut);
      CHECK(found.replace.begin <= cut);
    }
  }
}

}  // namespace tollgate::feel
