#include "tollgate/designer/document/breakage.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "tollgate/designer/document/checks.h"

namespace tollgate::designer {
namespace {

// Pointers move when something in front of them goes: a finding is known by what it says.
std::string identity(const Diagnostic& finding) { return finding.code + " " + finding.message.en; }

}  // namespace

Result<Breakage> breakage_of(const Json& document, const Command& command) {
  Result<Change> change = plan(document, command);
  if (!change) return std::move(change).error();
  Breakage breakage{document, {}};
  Result<std::vector<Edit>> done = apply_edits(breakage.after, change->edits);
  if (!done) return std::move(done).error();
  std::map<std::string, int> known;
  for (const Diagnostic& finding : check_document(document)) ++known[identity(finding)];
  for (Diagnostic& finding : check_document(breakage.after)) {
    if (finding.severity != Severity::kError) continue;
    if (const auto it = known.find(identity(finding)); it != known.end() && it->second > 0) {
      --it->second;
      continue;
    }
    breakage.findings.push_back(std::move(finding));
  }
  return breakage;
}

}  // namespace tollgate::designer
