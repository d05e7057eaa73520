#include "tollgate/feel/cases.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"
#include "tollgate/feel/null_reason.h"
#include "tollgate/feel/operations.h"
#include "tollgate/feel/parse.h"
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

std::string member_text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A type of a model that is not part of the line says nothing: such values are taken as they are.
Type declared_type(const std::string& text, Diagnostics& diagnostics) {
  if (text.empty()) return Type::any();
  const Result<Type> type = parse_type(text);
  if (!type) {
    diagnostics = type.diagnostics();
    return Type::any();
  }
  return type->kind() == TypeKind::kUnknown ? Type::any() : *type;
}

// The inputs by slot, each brought to its declared type.
std::vector<Value> read_inputs(const Json& test, Scope& scope) {
  std::vector<Value> slots;
  const auto context = test.find("context");
  if (context == test.end() || !context->is_object()) return slots;
  const Json types = test.value("input_types", Json::object());
  for (const auto& [name, input] : context->items()) {
    Value value = from_typed_json(input).value_or(Value());
    Diagnostics unreadable;
    const Type type = declared_type(member_text(types, name.c_str()), unreadable);
    if (!coerce(value, type)) value = null_because(NullCode::kResultType, value);
    const uint32_t slot = scope.add(name, type.is_any() ? names_in(value) : type);
    if (slot == slots.size()) slots.push_back(std::move(value));
  }
  return slots;
}

Outcome run_case(const Json& test, const EvalOptions& options) {
  Outcome outcome;
  Scope scope;
  const std::vector<Value> slots = read_inputs(test, scope);
  CompileOptions compile_options;
  compile_options.unknown_names_are_errors = false;
  const Result<Program> program = compile(member_text(test, "expr"), scope, compile_options);
  if (!program) {
    outcome.diagnostics = program.diagnostics();
  } else {
    outcome.got = evaluate(*program, slots, options);
    const Type type = declared_type(member_text(test, "type"), outcome.diagnostics);
    if (!outcome.diagnostics.empty()) {
      outcome.got = Value();  // no value conforms to what is no type
    } else if (!coerce(outcome.got, type)) {
      outcome.got = null_because(NullCode::kResultType, outcome.got);
    }
    if (auto reason = null_reason(outcome.got)) outcome.diagnostics.push_back(*reason);
  }
  const std::optional<Value> expected = from_typed_json(test.value("expected", Json()));
  outcome.passed = expected && agrees(outcome.got, *expected);
  return outcome;
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
    if (!test.is_object()) {
      ++summary.failed;
      sink(R"({"error":"this line is no JSON object"})");
      continue;
    }
    const Outcome outcome = run_case(test, options);
    if (outcome.passed) {
      ++summary.passed;
      continue;
    }
    ++summary.failed;
    Json report = {{"id", test.value("id", Json())},
                   {"expression", test.value("expr", Json())},
                   {"expected", test.value("expected", Json())},
                   {"got", to_typed_json(outcome.got)},
                   {"diagnostic", nullptr}};
    if (!outcome.diagnostics.empty()) report["diagnostic"] = to_json(outcome.diagnostics.front());
    sink(report.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  sink(std::to_string(summary.passed) + " passed, " + std::to_string(summary.failed) + " failed");
  return summary;
}

}  // namespace tollgate::feel
