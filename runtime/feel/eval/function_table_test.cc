// The table of functions, its help and what the evaluator can do tell the same.
#include "tollgate/feel/function_table.h"

#include <catch_amalgamated.hpp>
#include <string>

#include "builtin.h"
#include "tollgate/feel/function_help.h"
#include "tollgate/feel/parse.h"
#include "tollgate/feel/program.h"

namespace tollgate::feel {
namespace {

Value value_of(std::string_view expression, const Clock& clock) {
  const Result<Program> program = compile(expression, Scope());
  INFO(expression);
  REQUIRE(program);
  EvalOptions options;
  options.clock = &clock;
  options.time_zone = *parse_zone("@Asia/Shanghai");
  return evaluate(*program, {}, options);
}

}  // namespace

TEST_CASE("Every function of the table can be called, and nothing else") {
  for (const FunctionSignature& signature : all_functions()) {
    INFO(signature.name);
    CHECK(find_builtin(signature.name) >= 0);
    for (const FunctionParameter& parameter : signature.parameters) {
      CHECK(parse_type(parameter.type));
    }
    CHECK(parse_type(signature.result));
  }
  for (const std::span<const Builtin> family :
       {conversion_builtins(), boolean_builtins(), string_builtins(), list_builtins(),
        aggregate_builtins(), numeric_builtins(), temporal_builtins(), sort_builtins(),
        context_builtins(), range_builtins()}) {
    for (const Builtin& builtin : family) {
      INFO(builtin.name);
      const size_t slash = builtin.name.find('/');
      const auto signatures = functions_named(builtin.name.substr(0, slash));
      REQUIRE_FALSE(signatures.empty());
      if (slash == std::string_view::npos) continue;
      // A variant is called by the name of a parameter.
      CHECK(std::any_of(signatures.begin(), signatures.end(), [&](const FunctionSignature& s) {
        return std::any_of(s.parameters.begin(), s.parameters.end(), [&](const auto& parameter) {
          return parameter.name == builtin.name.substr(slash + 1);
        });
      }));
    }
  }
}

TEST_CASE("Every function has help, and its example gives what the help says") {
  const FixedClock clock{{1767225600000000}};  // 2026-01-01T08:00:00 in Shanghai
  size_t names = 0;
  std::string_view last;
  for (const FunctionSignature& signature : all_functions()) {
    if (signature.name == last) continue;
    last = signature.name;
    ++names;
    INFO(signature.name);
    const FunctionHelp* const help = find_function_help(signature.name);
    REQUIRE(help != nullptr);
    CHECK(help->example.find(std::string(signature.name) + "(") != std::string_view::npos);
    const Value value = value_of(help->example, clock);
    CHECK_FALSE(value.is_null());
    CHECK(same(value, value_of(help->value, clock)));
  }
  CHECK(all_function_help().size() == names);
}

TEST_CASE("Arguments are counted by the table") {
  const auto is = [](std::string_view name, size_t least, size_t most) {
    const ArgumentCount count = argument_count(name);
    return count.least == least && count.most == most;
  };
  CHECK(is("substring", 2, 3));
  CHECK(is("date and time", 1, 7));
  CHECK(is("now", 0, 0));
  CHECK(is("sum", 1, SIZE_MAX));
  CHECK(is("append", 1, SIZE_MAX));
}

}  // namespace tollgate::feel
