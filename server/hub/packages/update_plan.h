// What an update would do to an app that was installed from a package and changed here since.
//
//   Result<UpdatePlan> plan = plan_update(base, mine, package, signature, take_theirs);
//   plan->clashes                      // all of them: decided ones, too
//   Status works = dry_run(engine, plan, …);
//
// The merged document is tried on a copy of the app's database, so that nothing here is changed.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "hub/engine_port.h"
#include "hub/served_app.h"
#include "tollgate/package/package.h"
#include "tollgate/packages/messages.h"
#include "tollgate/packages/store.h"

namespace tollgate::server {

struct UpdatePlan {
  std::string merged;  // the document, canonical, with the app's own id
  std::string base;    // the package's document with the app's id: the next update's base
  std::vector<packages::Clash> clashes;
  std::vector<packages::Change> changes;
  std::vector<std::string> new_roles;
  std::vector<std::string> wider_roles;
  std::vector<std::string> new_hosts;
  std::vector<packages::PackageTest> tests;
  std::vector<packages::EntityRows> rows;
  Diagnostics findings;

  bool needs_consent() const {
    return !new_roles.empty() || !wider_roles.empty() || !new_hosts.empty();
  }
  bool possible() const;
};

// `mine`: the document in force. `before`: the package that is installed; null where it is kept no
// more. Refused: packages.lower_version, packages.same_version, packages.other_package,
// packages.other_publisher.
Result<UpdatePlan> plan_update(const packages::Installation& installation, const std::string& mine,
                               const package::Package* before, const package::Package& after,
                               const packages::Publisher& publisher,
                               const std::set<std::string>& take_theirs);

// The document of a package as an app with another id has it.
std::string with_app_id(const std::string& document, const std::string& app_id);

// Puts the merged document in force in a copy below `folder`, reads each of its lists and
// dashboards, and adds what was found to the plan: rows before and after, and findings.
void dry_run(const ServedApp& app, const std::filesystem::path& folder, UpdatePlan& plan);

}  // namespace tollgate::server
