#include "tollgate/package/trial.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/limits.h"
#include "tollgate/judge/judge.h"
#include "tollgate/lint/lint.h"
#include "tollgate/package/version.h"
#include "tollgate/rules/compiled_app.h"

namespace tollgate::package {
namespace {

constexpr std::string_view kSampleFormat = "tollgate.sample/1";
constexpr size_t kLongestHeader = size_t{1} << 20;
constexpr size_t kLongestShownValue = 200;

std::string shortened(const std::string& text) {
  if (text.empty()) return "-";
  return text.size() <= kLongestShownValue ? text : text.substr(0, kLongestShownValue) + "...";
}

Diagnostic test_failed(const std::string& file, const std::string& name,
                       const judge::Mismatch& mismatch) {
  return make_error("package.test_failed",
                    {"测试“" + name + "”：" + mismatch.pointer + " 应为 " +
                         shortened(mismatch.expected) + "，实为 " + shortened(mismatch.got),
                     "test '" + name + "': " + mismatch.pointer + " should be " +
                         shortened(mismatch.expected) + " and is " + shortened(mismatch.got)},
                    {.source = file, .pointer = mismatch.pointer});
}

Diagnostic runtime_too_old(const std::string& least, std::string_view runtime) {
  return make_error(
      "package.runtime_too_old",
      {"这个应用包需要 Tollgate " + least + " 或更新，这里是 " + std::string(runtime) + "。",
       "the package needs Tollgate " + least + " or later; this is " + std::string(runtime)},
      {.source = std::string(kManifestPath), .pointer = "/runtime"});
}

Diagnostic sample_finding(const char* code, const std::string& path, const std::string& zh,
                          const std::string& en) {
  return make_error(code, {"示例数据“" + path + "”" + zh, "the sample data '" + path + "' " + en},
                    {.source = path});
}

// What a file of sample data says of itself, and the files that it speaks of.
void check_sample(const Files& files, const std::string& name, Diagnostics& findings) {
  const std::string path = "sample/" + name;
  const auto found = files.find(path);
  if (found == files.end()) {
    findings.push_back(
        sample_finding("package.sample_missing", path, "不在包里。", "is not in the package"));
    return;
  }
  const std::string_view first =
      std::string_view(found->second).substr(0, found->second.find('\n')).substr(0, kLongestHeader);
  const auto header = parse_json(first);
  const Json* format = header ? find_pointer(*header, "/format") : nullptr;
  if (format == nullptr || *format != kSampleFormat) {
    findings.push_back(
        sample_finding("package.sample_unmarked", path,
                       "没有标记为示例数据：第一行应为 {\"format\": "
                       "\"tollgate.sample/1\"}。真实记录不能放进包里。",
                       "is not marked as sample data: its first line must be "
                       "{\"format\": \"tollgate.sample/1\"}; real records never travel"));
    return;
  }
  const Json* blobs = find_pointer(*header, "/blobs");
  if (blobs == nullptr || !blobs->is_array()) return;
  for (const Json& blob : *blobs) {
    const Json* blob_path = find_pointer(blob, "/path");
    if (blob_path == nullptr || !blob_path->is_string()) continue;
    const std::string wanted = "sample/" + blob_path->get<std::string>();
    if (!files.contains(wanted)) {
      findings.push_back(
          sample_finding("package.sample_missing", wanted, "不在包里。", "is not in the package"));
      return;
    }
  }
}

void judge_tests(const rules::CompiledApp& app, const std::string& path, const std::string& text,
                 std::vector<TestOutcome>& outcomes) {
  const auto answers = parse_json(text, {.max_bytes = limits::kDocumentBytes});
  if (!answers) {
    outcomes.push_back({path, "", answers.diagnostics()});
    return;
  }
  const auto results = judge::judge_file(app, *answers);
  if (!results) {
    outcomes.push_back({path, "", results.diagnostics()});
    return;
  }
  for (const judge::CaseResult& result : *results) {
    TestOutcome outcome{path, result.name, {}};
    for (const judge::Mismatch& mismatch : result.failed) {
      outcome.problems.push_back(test_failed(path, result.name, mismatch));
    }
    outcomes.push_back(std::move(outcome));
  }
}

}  // namespace

bool PackageTrial::ok() const { return app && !has_errors(findings) && failed() == 0; }

size_t PackageTrial::failed() const {
  return static_cast<size_t>(
      std::ranges::count_if(tests, [](const auto& test) { return !test.problems.empty(); }));
}

std::vector<TestOutcome> run_tests(const Files& files, std::shared_ptr<const model::App> app) {
  std::vector<TestOutcome> outcomes;
  const auto compiled = rules::CompiledApp::compile(std::move(app));
  Status forms = compiled ? (*compiled)->compile_forms() : Status(Failure{compiled.diagnostics()});
  if (!forms) {
    outcomes.push_back({std::string(kAppPath), "", std::move(forms).error().diagnostics});
    return outcomes;
  }
  for (const auto& [path, content] : files) {
    if (path.starts_with("tests/")) judge_tests(**compiled, path, content, outcomes);
  }
  return outcomes;
}

PackageTrial try_package(const Package& package, std::string_view runtime) {
  PackageTrial trial;
  const lint::Checked checked =
      lint::check_document(package.app_text(), {.source = std::string(kAppPath)});
  trial.app = checked.app;
  trial.findings = checked.findings;
  const auto least = parse_version(package.manifest.runtime);
  const auto present = parse_version(runtime);
  if (least && present && compare_versions(*present, *least) < 0) {
    trial.findings.push_back(runtime_too_old(package.manifest.runtime, runtime));
  }
  if (!checked.ok()) return trial;
  for (const std::string& name : trial.app->sample_files) {
    check_sample(package.files, name, trial.findings);
  }
  trial.tests = run_tests(package.files, trial.app);
  return trial;
}

}  // namespace tollgate::package
