// What an app says about a record, without a store: the same decision as the engine's: answers in,
// verdict out (docs/judge.md).
//
//   Result<Json> verdict = judge(*app, answers);       // one case
//   Result<std::vector<CaseResult>> all = judge_file(*app, file);   // with expectations
//
// Deterministic: the same app and answers give the same bytes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/rules/compiled_app.h"

namespace tollgate::judge {

inline constexpr size_t kMaxCases = 1000;

// Failures are about the answers' shape: judge.unknown_form, judge.unknown_member, judge.bad_now,
// ...
Result<Json> judge(const rules::CompiledApp& app, const Json& answers);

// An expectation that does not hold.
struct Mismatch {
  std::string pointer;   // into the verdict
  std::string expected;  // JSON text
  std::string got;
};

std::vector<Mismatch> compare_with_expectation(const Json& expected, const Json& verdict);

struct CaseResult {
  std::string name;
  Json verdict;
  std::vector<Mismatch> failed;
};

// A file of one case, or of many with what they share. Refused with every finding when answers are
// not well made; whether expectations hold is in the results.
Result<std::vector<CaseResult>> judge_file(const rules::CompiledApp& app, const Json& file);

}  // namespace tollgate::judge
