// Runs conformance cases: one JSON object a line, with expr and expected, and id, context, type,
// input_types, error where they apply. A line that cannot be understood is a case that fails.
//
//   CasesSummary s = run_cases(text, options, [](std::string_view line) { puts(line); });
//   // each failing case as a JSON line: id, expression, expected, got, diagnostic;
//   // at the end "N passed, N failed"
//
// A typed value is null or {"t": type, "v": value}. The result is brought to the declared type by
// FEEL's implicit conversions, and is null where it does not conform; a type that only a model's
// item definitions could explain is not looked at. Numbers agree when they differ by less than 1e-8
// of the larger one.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "tollgate/feel/program.h"

namespace tollgate::feel {

struct CasesSummary {
  size_t passed = 0;
  size_t failed = 0;
};

using CasesSink = std::function<void(std::string_view line)>;

CasesSummary run_cases(std::string_view text, const EvalOptions& options, const CasesSink& sink);

}  // namespace tollgate::feel
