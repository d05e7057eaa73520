// A limit in units of work means a limit in time: every operation at its worst is charged no less
// than it was measured to take (bench/results/work.json, made by `./dev bench work`), and every
// expression ends at the limit. Nothing is timed here: the units are the same on every machine.
#include <catch_amalgamated.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "counted_memory_test_support.h"
#include "hostile_test_support.h"
#include "tollgate/feel/ast.h"
#include "tollgate/feel/function_table.h"
#include "tollgate/feel/null_reason.h"
#include "tollgate/feel/program.h"
#include "tollgate/feel/shared_work.h"

namespace tollgate::feel {
namespace {

const Hostile& hostile() {
  static const Hostile instance(text_of("tests/bounds/worst_cases.json"));
  return instance;
}

struct Run {
  Value value;
  uint64_t units = 0;
};

Run run(const std::string& text, const Budget& budget) {
  const Result<Program> program = compile(text, hostile().scope());
  if (!program) FAIL(text << ": " << program.diagnostics()[0].message.en);
  FixedClock clock(Instant{1'700'000'000'000'000});
  Usage usage;
  EvalOptions options;
  options.clock = &clock;
  options.budget = budget;
  options.usage = &usage;
  Value value = evaluate(*program, hostile().slots(), options);
  return {std::move(value), usage.work};
}

constexpr Budget kGenerous{.work = 1'000'000'000'000};

// What one turn takes, without what it takes to begin.
double units_of_a_turn(const HostileCase& one) {
  constexpr size_t kFew = 2, kMany = 12;
  const uint64_t few = run(one.looped(kFew), kGenerous).units;
  const uint64_t many = run(one.looped(kMany), kGenerous).units;
  return static_cast<double>(many - few) / (kMany - kFew);
}

TEST_CASE("every built-in function, operator and kind of expression has a worst case") {
  std::set<std::string, std::less<>> known;
  for (const HostileCase& one : hostile().cases()) known.insert(one.of.begin(), one.of.end());
  for (const FunctionSignature& function : all_functions()) {
    INFO("add a case to tests/bounds/worst_cases.json for " << function.name);
    CHECK(known.contains(function.name));
  }
  for (auto op = uint8_t(Operator::kOr); op <= uint8_t(Operator::kPower); ++op) {
    INFO("add a case to tests/bounds/worst_cases.json for "
         << operator_text(static_cast<Operator>(op)));
    CHECK(known.contains(operator_text(static_cast<Operator>(op))));
  }
  for (const char* kind : {"in", "between", "if", "for", "some", "every", "filter", "path",
                           "instance of", "call", "function", "list", "context()", "range"}) {
    CHECK(known.contains(kind));
  }
}

TEST_CASE("every operation at its worst is charged what it was measured to take") {
  // Native and WebAssembly: nanoseconds that a unit may stand for.
  constexpr double kNativeNs = 1.25, kWasmNs = 2.5;
  std::map<std::string, nlohmann::json> measured;
  const auto results = nlohmann::json::parse(text_of("bench/results/work.json"));
  for (const auto& row : results.at("rows")) measured[row.at("expression")] = row;
  for (const HostileCase& one : hostile().cases()) {
    INFO(one.expression);
    const auto found = measured.find(one.expression);
    if (found == measured.end()) FAIL_CHECK("not measured: run ./dev bench work");
    if (found == measured.end()) continue;
    const double units = units_of_a_turn(one);
    CHECK(units * kNativeNs >= found->second.at("native_ns").get<double>());
    CHECK(units * kWasmNs >= found->second.at("wasm_ns").get<double>());
  }
}

// What each turn gives is kept until the end. An operation that stays below its share of the memory
// in a share of the work stays below all of it in all of the work; whatever takes more is let go up
// to the limits of a rule. `work_bench --search-memory` looks for what takes the most.
TEST_CASE("every operation, repeated without end, ends at the limit and within its memory") {
  constexpr Budget kSmall{.work = 1'000'000};
  constexpr size_t kMaxBytes = size_t{16} << 20;
  constexpr size_t kShare = kMaxBytes / (Budget{}.work / kSmall.work);
  size_t gone_on = 0;
  for (const HostileCase& one : hostile().cases()) {
    INFO(one.expression);
    const std::string endlessly = one.looped(1'000'000'000'000);
    size_t most = 0;
    {
      const CountedMemory counted;
      const Run endless = run(endlessly, kSmall);
      most = counted.most_bytes();
      const auto reason = null_reason(endless.value);
      REQUIRE(reason);
      CHECK(reason->code == "feel.limit.work");
      CHECK(endless.units <= kSmall.work);
    }
    if (most <= kShare) continue;
    ++gone_on;
    const CountedMemory counted;
    const Run endless = run(endlessly, {});
    CHECK(counted.most_bytes() <= kMaxBytes);
    CHECK(null_reason(endless.value));
  }
  INFO(gone_on);
  CHECK(gone_on > 0);
}

TEST_CASE("what all evaluations of a request take together is bounded") {
  const std::string text = "count(for i in 1..1000 return i)";
  const uint64_t one = run(text, {}).units;
  SharedWork work(one * 5 / 2);
  CHECK(run(text, {}).value.as_integer() == 1000);
  CHECK(run(text, {}).value.as_integer() == 1000);
  CHECK_FALSE(work.exhausted());
  CHECK(null_reason(run(text, {}).value)->code == "feel.limit.work");
  CHECK(work.exhausted());
}

TEST_CASE("a rule that reaches its own limit does not use up its request") {
  SharedWork work(10'000'000);
  const Run endless = run("count(for i in 1..1e12 return i)", {.work = 1'000'000});
  CHECK(null_reason(endless.value)->code == "feel.limit.work");
  CHECK_FALSE(work.exhausted());
  CHECK(work.used() <= 1'000'000);
}

TEST_CASE("work inside other work is taken from both") {
  SharedWork request(1'000'000);
  {
    SharedWork save(100'000);
    (void)run("count(for i in 1..1e12 return i)", {});
    CHECK(save.exhausted());
  }
  CHECK_FALSE(request.exhausted());
  CHECK(request.used() > 0);
  CHECK(request.used() <= 100'000);
}

TEST_CASE("reasons are bounded, and it is said that there are more") {
  const Result<Program> program =
      compile("count(for i in 1..5000 return 1/(i-i))", hostile().scope());
  REQUIRE(program);
  Diagnostics diagnostics;
  EvalOptions options;
  options.diagnostics = &diagnostics;
  (void)evaluate(*program, hostile().slots(), options);
  REQUIRE(diagnostics.size() == 101);
  CHECK(diagnostics.front().code == "feel.null.divide_by_zero");
  CHECK(diagnostics.back().code == "feel.reasons.omitted");
  CHECK(diagnostics.back().message.en.starts_with("4900 more"));
}

}  // namespace
}  // namespace tollgate::feel
