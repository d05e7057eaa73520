#include "tollgate/lint/lint.h"

#include <nlohmann/json.hpp>

#include "rules.h"

namespace tollgate::lint {
namespace {

Checked finish(Result<std::shared_ptr<const model::App>> loaded, const std::string& source) {
  if (!loaded) return {nullptr, std::move(loaded).error().diagnostics};
  Checked checked{*loaded, (*loaded)->warnings};
  for (Diagnostic& finding : lint(*checked.app)) {
    finding.place.source = source;
    checked.findings.push_back(std::move(finding));
  }
  return checked;
}

}  // namespace

Diagnostics lint(const model::App& app) {
  Findings findings;
  for (const Rule& rule : all_rules()) rule.check(app, findings);
  return std::move(findings).take();
}

Checked check_document(std::string_view text, const model::LoadOptions& options) {
  return finish(model::load(text, options), options.source);
}

Checked check_json_document(Json document, const model::LoadOptions& options) {
  return finish(model::load_json(std::move(document), options), options.source);
}

}  // namespace tollgate::lint
