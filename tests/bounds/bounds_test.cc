// No expression, however hostile, makes the process grow by more than 16 MiB: the pages that the
// process really takes are measured, not what the evaluator counts. As WebAssembly that is the
// module's own memory, which never shrinks, so one sum bounds all cases together.
#include <catch_amalgamated.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tollgate/feel/check.h"
#include "tollgate/feel/condition_rows.h"
#include "tollgate/feel/editing.h"
#include "tollgate/feel/format.h"
#include "tollgate/feel/program.h"

#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define TOLLGATE_COUNTS_MEMORY 0  // freed memory is kept for a while, to find uses of it
#else
#define TOLLGATE_COUNTS_MEMORY 1
#endif

namespace tollgate::feel {
namespace {

constexpr size_t kMaxGrowthBytes = size_t{16} << 20;

#ifdef __EMSCRIPTEN__
void start_measuring() {}
size_t most_used_bytes() { return size_t(__builtin_wasm_memory_size(0)) << 16; }
#else
// The largest resident size since start_measuring(); see proc(5), clear_refs and VmHWM.
void start_measuring() { std::ofstream("/proc/self/clear_refs") << "5"; }
size_t most_used_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) << 10;
  }
  return 0;
}
#endif

std::string repeated(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::vector<std::string> hostile_expressions() {
  std::vector<std::string> all;
  std::ifstream file("tests/conformance/feel/bounds.json");
  std::ostringstream text;
  text << file.rdbuf();
  const auto known = nlohmann::json::parse(text.str());
  for (const auto& test : known["cases"]) all.push_back(test["expression"]);
  REQUIRE(all.size() >= 20);
  constexpr size_t kMegabyte = size_t{1} << 20;
  for (const char* part : {"(", "[", "{a:", "not(", "-", "if ", "function(", "a.", "1+", "a[",
                           "for i in ", "\"", "/*", "1 ", "@\"", "..", "客", "\xF0", "a in ("}) {
    all.push_back(repeated(part, kMegabyte / std::string_view(part).size()));
  }
  all.push_back(repeated("if true then ", 10'000) + "1" + repeated(" else 2", 10'000));
  all.push_back("[" + repeated("1,", 30'000) + "1]");
  all.push_back("{" + repeated("a: 1, ", 10'000) + "b: 1}");
  all.push_back(repeated("a and ", 10'000) + "a");
  all.push_back("\"" + repeated("x", 60'000) + "\"");
  for (const char* deed : {
           "for i in 1..1e12 return i",
           "for i in 1..1e12, j in 1..1e12 return [i, j]",
           "for i in 1..200000 return {a: i, b: [i, i]}",
           "for i in 1..100000 return string(i) + \"abcdefghijklmnopqrstuvwxyz\"",
           "sort(for i in 1..400000 return -i)",
           "reverse(for i in 1..400000 return i)",
           "concatenate(for i in 1..300000 return i, for i in 1..300000 return i)",
           "flatten(for i in 1..1000 return for j in 1..1000 return j)",
           "string join(for i in 1..1e6 return \"abc\")",
           "split(string join(for i in 1..1e5 return \"a,\"), \",\")",
           "replace(string join(for i in 1..1e5 return \"a\"), \"a\", \"bcdefghijklmnopq\")",
           "matches(string join(for i in 1..1e5 return \"a\"), \"(a+)+$\")",
           "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"(a|aa)+b\")",
           "matches(\"a\", \"((((a{1,99}){1,99}){1,99}){1,99}){1,99}\")",
           "replace(\"a\", \"(.)\", string join(for i in 1..10000 return \"$1$1$1$1$1$1$1$1\"))",
           "9.9e6143 ** 9",
           "string(for i in 1..2000 return 1e6144)",
           "get entries({a: for i in 1..300000 return {k: i}})",
           "some x in (for i in 1..1e6 return i) satisfies x < 0",
           "count((for i in 1..1e6 return i)[item > 5])",
           "{f: function(x) f(x), r: f(1)}.r",
           "(for i in 1..50 return if i = 1 then [1] else concatenate(partial[-1], "
           "partial[-1]))[-1]",
           "string(for i in 1..50 return if i = 1 then {a: 1} else {a: partial[-1], b: "
           "partial[-1]})",
           "date(\"999999999-12-31\") + duration(\"P999999999Y\")",
           "list replace(for i in 1..300000 return i, function(a, b) true, [1])",
           "union(for i in 1..3000 return i, for i in 1..3000 return -i)",
           "stddev(for i in 1..300000 return i * 1.23456789)",
           "mode(for i in 1..300000 return i)",
           "context put({}, [\"a\", \"b\"], for i in 1..400000 return i)",
           "context merge(for i in 1..20000 return {a: i})",
       }) {
    all.emplace_back(deed);
  }
  return all;
}

// All that is ever done with an expression that a person wrote.
void use(const std::string& text) {
  Scope scope;
  scope.add("a", Type::number());
  scope.add("客户数", Type::number());
  (void)highlight(text, scope);
  (void)complete(text, static_cast<uint32_t>(text.size()), scope);
  Result<Program> program = compile(text, scope);
  if (!program) {
    CHECK_FALSE(program.diagnostics().empty());
    return;
  }
  (void)check(program->ast(), scope);
  (void)conditions_from(program->ast(), scope);
  (void)format(program->ast());
  const Value slots[] = {Value::integer(7), Value::integer(8)};
  Diagnostics diagnostics;
  EvalOptions options;
  options.diagnostics = &diagnostics;
  (void)evaluate(*program, slots, options);
  (void)explain(*program, slots, options);
  Value results[1];
  evaluate_batch(*program, slots, results, options, 2);
}

TEST_CASE("no expression makes the process grow by more than 16 MiB") {
  const std::vector<std::string> expressions = hostile_expressions();
  use("1 + 1");
  start_measuring();
  const size_t before = most_used_bytes();
  size_t grown = 0;
  std::string steps;
  for (const std::string& text : expressions) {
    use(text);
    const size_t now = most_used_bytes() - before;
    if (now > grown) steps += std::to_string(now >> 10) + " KiB after " + text.substr(0, 90) + "\n";
    grown = now;
  }
  INFO("grew by " << (grown >> 10) << " KiB over " << expressions.size() << " expressions\n"
                  << steps);
  if (TOLLGATE_COUNTS_MEMORY) CHECK(grown <= kMaxGrowthBytes);
  SUCCEED();
}

}  // namespace
}  // namespace tollgate::feel
