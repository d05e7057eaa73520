// The language by example: tests/conformance/feel/*.json. Each case is an expression, the values of
// its names (as expressions), and either its value with the exact reason of a null, or the exact
// mistake. Where null has a reason it is told in both languages.
#include <catch_amalgamated.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tollgate/feel/format.h"
#include "tollgate/feel/null_reason.h"
#include "tollgate/feel/program.h"

namespace tollgate::feel {
namespace {

using Members = nlohmann::ordered_json;

Members read(const std::string& name) {
  std::ifstream file("tests/conformance/feel/" + name + ".json");
  std::ostringstream text;
  text << file.rdbuf();
  return Members::parse(text.str());
}

Members span_of(const Diagnostic& d) {
  return {d.place.span ? d.place.span->begin : 0, d.place.span ? d.place.span->end : 0};
}

struct Setting {
  Scope scope;
  std::vector<Value> slots;
  FixedClock clock{{1767225600000000}};  // 2026-01-01T08:00:00 in Shanghai
  Diagnostics diagnostics;
  EvalOptions options;

  explicit Setting(const Members& test) {
    options.clock = &clock;
    options.time_zone = *parse_zone("@Asia/Shanghai");
    if (!test.contains("context")) return;
    for (const auto& [name, text] : test["context"].items()) {
      const Result<Program> program = compile(text.get<std::string>(), Scope());
      REQUIRE(program);
      scope.add(name);
      slots.push_back(evaluate(*program, {}, options));
    }
  }
};

void check_mistake(const Members& test, const Diagnostic& d) {
  CHECK(test.value("error", "") == d.code);
  CHECK(test["says"].value("zh-CN", "") == d.message.zh);
  CHECK(test["says"].value("en", "") == d.message.en);
  CHECK(test["at"].dump() == span_of(d).dump());
  if (test.contains("candidates")) CHECK(test["candidates"].dump() == Members(d.candidates).dump());
}

void check_value(const Members& test, const Program& program, Setting& setting) {
  setting.options.diagnostics = &setting.diagnostics;
  const Value value = evaluate(program, setting.slots, setting.options);
  CHECK(test.value("value", "") == to_feel_text(value));
  const std::optional<Diagnostic> reason = null_reason(value);
  CHECK(reason.has_value() == test.contains("code"));
  if (!reason || !test.contains("code")) return;
  const Diagnostic& d = setting.diagnostics.empty() ? *reason : setting.diagnostics[0];
  CHECK(test.value("code", "") == d.code);
  CHECK(test["because"].value("zh-CN", "") == d.message.zh);
  CHECK(test["because"].value("en", "") == d.message.en);
  CHECK(test["at"].dump() == span_of(d).dump());
}

TEST_CASE("the language by example") {
  const std::string name =
      GENERATE("numbers", "comparison", "strings", "time", "lists", "contexts", "ranges",
               "functions_and_types", "names", "mistakes", "bounds", "conversions",
               "text_functions", "list_functions", "number_functions", "range_functions",
               "context_functions", "loops", "types", "operators");
  const Members file = read(name);
  for (const Members& test : file["cases"]) {
    const std::string text = test["expression"];
    INFO(name << ": " << text.substr(0, 200));
    Setting setting(test);
    const Result<Program> program = compile(text, setting.scope);
    if (!program) {
      check_mistake(test, program.diagnostics()[0]);
      continue;
    }
    check_value(test, *program, setting);
    // Formatting keeps the meaning.
    const Result<Ast> again = parse(format(program->ast()), setting.scope);
    REQUIRE(again);
    CHECK(same_tree(program->ast(), *again));
    // A batch gives what single evaluations give.
    setting.options.diagnostics = nullptr;
    std::vector<Value> rows;
    for (int i = 0; i < 3; ++i) rows.insert(rows.end(), setting.slots.begin(), setting.slots.end());
    std::vector<Value> results(3);
    evaluate_batch(*program, rows, results, setting.options);
    for (const Value& result : results) CHECK(to_feel_text(result) == test.value("value", ""));
  }
}

TEST_CASE("a record reads its fields by slot, and a program knows what it reads") {
  Scope scope;
  scope.add("status");
  scope.add("customer");
  const Result<Program> program =
      compile("customer.city = \"广州\" and customer.city != null", scope);
  REQUIRE(program);
  REQUIRE(program->dependencies().size() == 1);
  CHECK(program->dependencies()[0].slot == 1);
  CHECK(program->dependencies()[0].path == std::vector<std::string>{"city"});
  const Value slots[] = {Value(), Value::context({{"city", Value::string("广州")}})};
  CHECK(evaluate(*program, slots, EvalOptions()).is_true());
}

TEST_CASE("an explanation has the value of every part, and says what was not needed") {
  Scope scope;
  scope.add("late");
  const Result<Program> program = compile("late > 90 and 1 / 0 > 2", scope);
  REQUIRE(program);
  const Value slots[] = {Value::integer(30)};
  const Explanation e = explain(*program, slots, EvalOptions());
  CHECK(e.value.is_false());
  REQUIRE(e.children.size() == 2);
  CHECK(e.children[0].text == "late > 90");
  CHECK(e.children[0].evaluated);
  CHECK(to_feel_text(e.children[0].children[0].value) == "30");
  CHECK_FALSE(e.children[1].evaluated);
}

TEST_CASE("an explanation says which parts are computed for each item") {
  Scope scope;
  scope.add("prices");
  const Result<Program> program =
      compile("sum(for p in prices return p * 2) + count(prices[item > 1])", scope);
  REQUIRE(program);
  const Value slots[] = {Value::list({Value::integer(1), Value::integer(2)})};
  const Explanation e = explain(*program, slots, EvalOptions());
  CHECK(to_feel_text(e.value) == "7");
  REQUIRE(e.children.size() == 2);
  const Explanation& loop = e.children[0].children[0];
  CHECK(loop.text == "for p in prices return p * 2");
  CHECK_FALSE(loop.repeated);
  REQUIRE(loop.children.size() == 2);
  CHECK_FALSE(loop.children[0].repeated);
  CHECK(loop.children[1].repeated);
  CHECK(loop.children[1].children[0].repeated);
  const Explanation& filter = e.children[1].children[0];
  REQUIRE(filter.children.size() == 2);
  CHECK_FALSE(filter.children[0].repeated);
  CHECK(filter.children[1].repeated);
}

TEST_CASE("a path over a list tells which member an item lacks") {
  Scope scope;
  scope.add("orders");
  const Result<Program> program = compile("orders.price", scope);
  REQUIRE(program);
  const Value slots[] = {Value::list({Value::context({{"price", Value::integer(5)}}),
                                      Value::context({{"prise", Value::integer(6)}})})};
  Diagnostics diagnostics;
  EvalOptions options;
  options.diagnostics = &diagnostics;
  CHECK(to_feel_text(evaluate(*program, slots, options)) == "[5, null]");
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].code == "feel.null.no_member");
  CHECK(diagnostics[0].message.en == "a group of fields has no 'price'. Did you mean 'prise'?");
  CHECK(diagnostics[0].candidates == std::vector<std::string>{"prise"});
}

TEST_CASE("unary tests judge an input") {
  Scope scope;
  scope.add("?");
  scope.add("limit");
  CompileOptions options;
  options.unary_tests = true;
  const auto judge = [&](const char* tests, Value input) {
    const Result<Program> program = compile(tests, scope, options);
    REQUIRE(program);
    const Value slots[] = {std::move(input), Value::integer(10)};
    return to_feel_text(evaluate(*program, slots, EvalOptions()));
  };
  CHECK(judge("-", Value()) == "true");
  CHECK(judge("< 5, > limit", Value::integer(3)) == "true");
  CHECK(judge("< 5, > limit", Value::integer(7)) == "false");
  CHECK(judge("not(< 5, > limit)", Value::integer(7)) == "true");
  CHECK(judge("[1..10]", Value::integer(10)) == "true");
  CHECK(judge("\"a\", \"b\"", Value::string("b")) == "true");
  CHECK(judge("? * 2 > limit", Value::integer(6)) == "true");
  CHECK(judge("null", Value()) == "true");
}

}  // namespace
}  // namespace tollgate::feel
