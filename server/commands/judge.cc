// tollgate judge APP.json ANSWERS.json
#include "tollgate/judge/judge.h"

#include "cli/files.h"
#include "commands/commands.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/lint/lint.h"

namespace tollgate::server {
namespace {

Diagnostic mismatch_finding(const judge::CaseResult& result, const judge::Mismatch& mismatch,
                            const std::string& source) {
  const std::string name = result.name.empty() ? "" : result.name + ": ";
  return make_error("judge.expectation",
                    {name + "应为 " + mismatch.expected + "，实际为 " + mismatch.got,
                     name + "expected " + mismatch.expected + ", got " + mismatch.got},
                    {.source = source, .pointer = mismatch.pointer});
}

// Rules that failed to run and answers that could not be set: the verdict says so, and it is no
// verdict to rely on.
Diagnostics problems_of(const judge::CaseResult& result, const std::string& source) {
  auto problems = diagnostics_from_json(result.verdict.value("problems", Json::array()));
  if (!problems) return {};
  for (Diagnostic& problem : *problems) {
    if (problem.place.source.empty()) problem.place.source = source;
  }
  return *problems;
}

Json to_json(const judge::CaseResult& result) {
  Json failed = Json::array();
  for (const judge::Mismatch& mismatch : result.failed) {
    failed.push_back(
        {{"pointer", mismatch.pointer}, {"expected", mismatch.expected}, {"got", mismatch.got}});
  }
  return {{"name", result.name}, {"verdict", result.verdict}, {"failed", std::move(failed)}};
}

int run_judge(const Arguments& arguments, const Terminal& terminal) {
  const std::string& app_path = arguments.plain()[0];
  const std::string& answers_path = arguments.plain()[1];
  const auto fail = [&](Diagnostics diagnostics, const std::string& source) {
    for (Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.place.source.empty()) diagnostic.place.source = source;
    }
    terminal.report(diagnostics);
    return kExitBadInput;
  };

  const auto app_text = read_file(app_path, kMaxDocumentBytes);
  if (!app_text) return fail(app_text.diagnostics(), app_path);
  const lint::Checked checked = lint::check_document(*app_text, {.source = app_path});
  if (!checked.ok()) return fail(checked.findings, app_path);
  const auto app = rules::CompiledApp::compile(checked.app);
  if (!app) return fail(app.diagnostics(), app_path);
  if (const Status forms = (*app)->compile_forms(); !forms) {
    return fail(forms.diagnostics(), app_path);
  }

  const auto answers_text = read_file(answers_path, kMaxDocumentBytes);
  if (!answers_text) return fail(answers_text.diagnostics(), answers_path);
  const auto answers = parse_json(*answers_text, {.max_bytes = kMaxDocumentBytes});
  if (!answers) return fail(answers.diagnostics(), answers_path);
  const auto results = judge::judge_file(**app, *answers);
  if (!results) return fail(results.diagnostics(), answers_path);

  const bool has_cases = answers->is_object() && answers->contains("cases");
  size_t failed = 0;
  for (const judge::CaseResult& result : *results) {
    if (has_cases) {
      terminal.print(write_json(to_json(result)));
    } else if (terminal.json) {
      terminal.print(write_json(result.verdict));
    } else {
      std::string text = write_json_indented(result.verdict);
      if (text.ends_with('\n')) text.pop_back();
      terminal.print(text);
    }
    const Diagnostics problems = problems_of(result, answers_path);
    terminal.report(problems);
    failed += result.failed.empty() && !has_errors(problems) ? 0 : 1;
    for (const judge::Mismatch& mismatch : result.failed) {
      terminal.report(mismatch_finding(result, mismatch, answers_path));
    }
  }
  if (has_cases) {
    const std::string passed = std::to_string(results->size() - failed);
    terminal.say({passed + " 个通过，" + std::to_string(failed) + " 个失败",
                  passed + " passed, " + std::to_string(failed) + " failed"});
  }
  return failed == 0 ? kExitOk : kExitBadInput;
}

}  // namespace

Command judge_command() {
  return {
      .name = "judge",
      .arguments = "APP.json ANSWERS.json",
      .summary = {"对一份答案作出判定", "judges a record's answers by an app's rules"},
      .details =
          {"输出各字段的值、可见性、错误、评分及其说明、关卡判定和动作；格式见 docs/judge.md。\n"
           "答案文件可含期望（expect）；期望不成立，或有规则无法运行、答案无法填入时，退出码为 1。",
           "Prints values, visibility, errors, scores with their explanation, gate verdicts and\n"
           "effects (docs/judge.md). Answers may hold expectations; 1 when one does not hold, a "
           "rule\n"
           "failed to run, or an answer could not be filled in."},
      .options = {},
      .min_plain = 2,
      .max_plain = 2,
      .run = run_judge,
  };
}

}  // namespace tollgate::server
