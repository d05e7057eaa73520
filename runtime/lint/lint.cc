#include "tollgate/lint/lint.h"

#include <nlohmann/json.hpp>

#include "rules.h"
#include "tollgate/base/turn.h"

namespace tollgate::lint {
namespace {

// Looked at for what somebody meant, of all findings together: an eighth of a second at most.
constexpr int64_t kMaxNamesLookedAt = 50'000;

// False: no error more would be told.
bool check(const Rule& rule, const model::App& app, Findings& findings) {
  try {
    rule.check(app, findings);
    return true;
  } catch (const EnoughErrors&) {
    return false;
  }
}

Diagnostics all_findings(const model::App& app) {
  Findings findings;
  for (const Rule& rule : all_rules()) {
    if (!check(rule, app, findings)) break;
  }
  return std::move(findings).take();
}

Checked finish(Result<std::shared_ptr<const model::App>> loaded, const std::string& source) {
  if (!loaded) return {nullptr, std::move(loaded).error().diagnostics};
  Checked checked{*loaded, (*loaded)->warnings};
  for (Diagnostic& finding : all_findings(*checked.app)) {
    finding.place.source = source;
    checked.findings.push_back(std::move(finding));
  }
  return checked;
}

}  // namespace

Diagnostics lint(const model::App& app) {
  int64_t names_left = kMaxNamesLookedAt;
  const GuessLimit limit(names_left);
  return all_findings(app);
}

struct Checking::Work {
  bool is_loaded = false;
  size_t next = 0;  // the rule that is next
  Checked checked;
  Findings findings;
  std::string source;
  int64_t names_left = kMaxNamesLookedAt;
};

Checking::Checking() : work_(std::make_unique<Work>()) {}
Checking::~Checking() = default;

bool Checking::go_on(std::string_view text, const model::LoadOptions& options) {
  const GuessLimit limit(work_->names_left);
  const std::span<const Rule> rules = all_rules();
  const auto all = int64_t(rules.size()) + 1;
  if (!work_->is_loaded) {
    work_->is_loaded = true;
    work_->source = options.source;
    Result<std::shared_ptr<const model::App>> loaded = model::load(text, options);
    if (!loaded) {
      work_->checked.findings = std::move(loaded).error().diagnostics;
      return true;
    }
    work_->checked = {*loaded, (*loaded)->warnings};
    if (Turn::is_over({1, all})) return false;
  }
  if (!work_->checked.app) return true;
  while (work_->next < rules.size()) {
    if (!check(rules[work_->next++], *work_->checked.app, work_->findings)) return true;
    const bool is_last = work_->next == rules.size();
    if (!is_last && Turn::is_over({int64_t(work_->next) + 1, all})) return false;
  }
  return true;
}

Checked Checking::take() {
  Checked checked = std::move(work_->checked);
  for (Diagnostic& finding : std::move(work_->findings).take()) {
    finding.place.source = work_->source;
    checked.findings.push_back(std::move(finding));
  }
  return checked;
}

Checked check_document(std::string_view text, const model::LoadOptions& options) {
  int64_t names_left = kMaxNamesLookedAt;
  const GuessLimit limit(names_left);
  return finish(model::load(text, options), options.source);
}

Checked check_json_document(Json document, const model::LoadOptions& options) {
  int64_t names_left = kMaxNamesLookedAt;
  const GuessLimit limit(names_left);
  return finish(model::load_json(std::move(document), options), options.source);
}

}  // namespace tollgate::lint
