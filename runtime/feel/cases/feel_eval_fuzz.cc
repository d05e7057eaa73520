// Any text over some values: evaluation ends within its budget, and explaining gives the same. The
// fuzzer is led to texts that work more than any before: each step of their work counts as new.
#include <bit>
#include <cstdint>
#include <cstdlib>

#include "tollgate/feel/program.h"
#include "tollgate/feel/random_expressions.h"
#include "tollgate/feel/shared_work.h"

using namespace tollgate::feel;

namespace {

// libFuzzer keeps a text that sets one of these for the first time (libFuzzer, "Extra counters").
constexpr size_t kStepsOfWork = 4 * 64;
__attribute__((section("__libfuzzer_extra_counters"), used)) uint8_t work_done[kStepsOfWork];

// Four steps from one power of two to the next.
void note_work(uint64_t work) {
  const auto power = static_cast<size_t>(std::bit_width(work));
  const size_t quarter = power < 3 ? 0 : (work >> (power - 3)) & 3;
  work_done[(power * 4 + quarter) % kStepsOfWork] = 1;
}

}  // namespace

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
  Value value;
  {
    const SharedWork work(UINT64_MAX);
    value = evaluate(*program, values.slots(), bounded);
    note_work(work.used());
  }
  const Explanation explanation = explain(*program, values.slots(), bounded);
  // A limit may strike at another place, because explaining takes other steps.
  const bool limited = value.is_null() || explanation.value.is_null();
  if (!limited && to_feel_text(explanation.value) != to_feel_text(value)) std::abort();
  return 0;
}
