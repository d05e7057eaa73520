#include "tollgate/feel/cases.h"

#include <nlohmann/json.hpp>

#include "case_line.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"
#include "tollgate/feel/null_reason.h"
#include "tollgate/feel/operations.h"
#include "tollgate/feel/value_json.h"

namespace tollgate::feel {
namespace {

struct Outcome {
  bool passed = false;
  Value got;
  Diagnostics diagnostics;
};

bool close(const Decimal& a, const Decimal& b) {
  if (a == b) return true;
  const auto difference = subtract(a, b);
  if (!difference) return false;
  const Decimal larger = compare(a.abs(), b.abs()) < 0 ? b.abs() : a.abs();
  const auto allowed = multiply(larger, Decimal::unchecked(false, 1, -8));
  return allowed && compare(difference->abs(), *allowed) < 0;
}

bool agrees(const Value& got, const Value& expected) {
  if (got.is_null() || expected.is_null()) return got.is_null() && expected.is_null();
  if (got.kind() != expected.kind()) return false;
  switch (got.kind()) {
    case Kind::kNumber:
      return close(got.as_number(), expected.as_number());
    case Kind::kList: {
      const auto x = got.as_list(), y = expected.as_list();
      if (x.size() != y.size()) return false;
      for (size_t i = 0; i < x.size(); ++i) {
        if (!agrees(x[i], y[i])) return false;
      }
      return true;
    }
    case Kind::kContext: {
      const ContextRep& x = got.as_context();
      if (x.size() != expected.as_context().size()) return false;
      for (size_t i = 0; i < x.size(); ++i) {
        const Value* const other = expected.find(x.key(i));
        if (other == nullptr || !agrees(x.value(i), *other)) return false;
      }
      return true;
    }
    default:
      return same(got, expected);
  }
}

// The inputs by slot, each brought to its declared type.
std::vector<Value> slots_of(const std::vector<CaseInput>& inputs, Scope& scope) {
  std::vector<Value> slots;
  for (const CaseInput& input : inputs) {
    Value value = input.value;
    if (!coerce(value, input.type)) value = null_because(NullCode::kResultType, value);
    const uint32_t slot = scope.add(input.name, input.type.is_any() ? names_in(value) : input.type);
    if (slot == slots.size()) slots.push_back(std::move(value));
  }
  return slots;
}

Outcome run_case(const Json& line, const EvalOptions& options) {
  Outcome outcome;
  const Result<CaseLine> test = read_case(line);
  if (!test) {
    outcome.diagnostics = test.diagnostics();
    return outcome;
  }
  Scope scope;
  const std::vector<Value> slots = slots_of(test->inputs, scope);
  CompileOptions compile_options;
  compile_options.unknown_names_are_errors = false;
  const Result<Program> program = compile(test->expression, scope, compile_options);
  if (!program) {
    outcome.diagnostics = program.diagnostics();
  } else {
    outcome.got = evaluate(*program, slots, options);
    if (!coerce(outcome.got, test->type)) {
      outcome.got = null_because(NullCode::kResultType, outcome.got);
    }
    if (auto reason = null_reason(outcome.got)) outcome.diagnostics.push_back(*reason);
  }
  outcome.passed = agrees(outcome.got, test->expected);
  return outcome;
}

Json report_of(const Json& line, const Outcome& outcome) {
  const auto member = [&](const char* name) {
    return line.is_object() ? line.value(name, Json()) : Json();
  };
  Json report = {{"id", member("id")},
                 {"expression", member("expr")},
                 {"expected", member("expected")},
                 {"got", to_typed_json(outcome.got)},
                 {"diagnostic", nullptr}};
  if (!outcome.diagnostics.empty()) report["diagnostic"] = to_json(outcome.diagnostics.front());
  return report;
}

}  // namespace

CasesSummary run_cases(std::string_view text, const EvalOptions& options, const CasesSink& sink) {
  CasesSummary summary;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    const Json test = Json::parse(line, nullptr, false);
    const Outcome outcome = run_case(test, options);
    if (outcome.passed) {
      ++summary.passed;
      continue;
    }
    ++summary.failed;
    sink(report_of(test, outcome).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  sink(std::to_string(summary.passed) + " passed, " + std::to_string(summary.failed) + " failed");
  return summary;
}

}  // namespace tollgate::feel
