// The language by example: tests/conformance/feel/*.json. Each case is an expression, the values of
// its names (as expressions), and either its value with the exact reason of a null, or the exact
// mistake. Where null has a reason it is told in both languages.
#include <catch_amalgamated.hpp>
#include <fstream>
#include <functional>
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
  CHECK(e.children[0].pass == 0);
  CHECK(to_feel_text(e.children[0].children[0].value) == "30");
  CHECK_FALSE(e.children[1].evaluated);
}

// "text = value" of a part and of all below, the passes numbered; literals are left out.
std::string told(const Explanation& e, size_t depth = 0) {
  if (e.kind == NodeKind::kLiteral) return "";
  std::string lines = std::string(depth, ' ');
  if (e.pass > 0) lines += std::to_string(e.pass) + ": ";
  lines += std::string(e.text) + " = " + (e.evaluated ? to_feel_text(e.value) : "-") + "\n";
  for (const Explanation& child : e.children) lines += told(child, depth + 1);
  return lines;
}

std::string told(std::string_view text, const Scope& scope, std::span<const Value> slots) {
  const Result<Program> program = compile(text, scope);
  REQUIRE(program);
  return told(explain(*program, slots, EvalOptions()));
}

TEST_CASE("an explanation has the values of each item's pass together") {
  Scope scope;
  scope.add("prices");
  const Value slots[] = {Value::list({Value::integer(1), Value::integer(2)})};
  CHECK(told("sum(for p in prices return p * 2) + count(prices[item > 1])", scope, slots) ==
        R"(sum(for p in prices return p * 2) + count(prices[item > 1]) = 7
 sum(for p in prices return p * 2) = 6
  for p in prices return p * 2 = [2, 4]
   p in prices = [1, 2]
    prices = [1, 2]
   1: p * 2 = 2
    p = 1
   2: p * 2 = 4
    p = 2
 count(prices[item > 1]) = 1
  prices[item > 1] = [2]
   prices = [1, 2]
   1: item > 1 = false
    item = 1
   2: item > 1 = true
    item = 2
)");
  // What comes to nothing in one pass and is not needed in another.
  CHECK(told("some p in prices satisfies p > 1 and 4 / p > 1", scope, slots) ==
        R"(some p in prices satisfies p > 1 and 4 / p > 1 = true
 p in prices = [1, 2]
  prices = [1, 2]
 1: p > 1 and 4 / p > 1 = false
  p > 1 = false
   p = 1
  4 / p > 1 = -
   4 / p = -
    p = -
 2: p > 1 and 4 / p > 1 = true
  p > 1 = true
   p = 2
  4 / p > 1 = true
   4 / p = 2
    p = 2
)");
}

TEST_CASE("an explanation tells what a function computed where it was called") {
  const Scope scope;
  CHECK(told("{double: function(n) n * 2, sum: double(1) + double(n: 5)}.sum", scope, {}) ==
        R"({double: function(n) n * 2, sum: double(1) + double(n: 5)}.sum = 12
 {double: function(n) n * 2, sum: double(1) + double(n: 5)} = {double: function(n), sum: 12}
  double: function(n) n * 2 = function(n)
   function(n) n * 2 = function(n)
  sum: double(1) + double(n: 5) = 12
   double(1) + double(n: 5) = 12
    double(1) = 2
     double = function(n)
     1: n * 2 = 2
      n = 1
    double(n: 5) = 10
     double = function(n)
     n: 5 = 5
     1: n * 2 = 10
      n = 5
)");
}

TEST_CASE("an explanation of many passes keeps the first and the last, within bounds") {
  const Scope scope;
  const Result<Program> program =
      compile("some i in 1..100, j in 1..100, k in 1..100 satisfies i * j * k = 1000000", scope);
  REQUIRE(program);
  EvalOptions options;
  options.budget.work = 10'000'000'000;
  const Explanation e = explain(*program, {}, options);
  CHECK(e.value.is_true());
  const std::function<size_t(const Explanation&)> parts = [&](const Explanation& part) {
    size_t count = 1;
    for (const Explanation& child : part.children) count += parts(child);
    return count;
  };
  CHECK(parts(e) < 100);
  const Explanation& last = e.children.back();
  CHECK(last.pass == 1000000);
  CHECK(last.value.is_true());

  const Result<Program> deep =
      compile("{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(18)}.r", scope);
  REQUIRE(deep);
  const Explanation bounded = explain(*deep, {}, options);
  CHECK(to_feel_text(bounded.value) == "2584");
  CHECK(parts(bounded) < 10000);  // those that were not needed are extra
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
