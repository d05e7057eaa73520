// Any text over some values: evaluation ends within its budget, and explaining gives the same.
#include <cstdlib>

#include "tollgate/feel/program.h"
#include "tollgate/feel/random_expressions.h"

using namespace tollgate::feel;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static RandomExpressions values(1);
  CompileOptions options;
  options.unknown_names_are_errors = false;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const tollgate::Result<Program> program = compile(text, values.scope(), options);
  if (!program) return 0;
  EvalOptions bounded;
  bounded.budget.work = 2'000'000;
  bounded.budget.memory_bytes = 1 << 20;
  const Value value = evaluate(*program, values.slots(), bounded);
  const Explanation explanation = explain(*program, values.slots(), bounded);
  // A limit may strike at another place, because explaining takes other steps.
  const bool limited = value.is_null() || explanation.value.is_null();
  if (!limited && to_feel_text(explanation.value) != to_feel_text(value)) std::abort();
  return 0;
}
