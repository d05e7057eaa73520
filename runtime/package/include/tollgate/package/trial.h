// Whether a package works: its app loads, and each of its tests gives the verdict that it expects.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/model/app.h"
#include "tollgate/package/package.h"

namespace tollgate::package {

struct TestOutcome {
  std::string file;
  std::string name;      // of the case; "" where it has none
  Diagnostics problems;  // what does not hold, in words; none: it passed
};

struct PackageTrial {
  std::shared_ptr<const model::App> app;  // null: it does not load
  Diagnostics findings;                   // of the document, and what the package lacks
  std::vector<TestOutcome> tests;

  bool ok() const;
  size_t failed() const;
};

// Runs everything. `runtime`: the version of this Tollgate. Findings besides the document's:
// package.runtime_too_old, package.sample_missing, package.sample_unmarked, package.test_failed.
PackageTrial try_package(const Package& package, std::string_view runtime);

// The tests of a package on another document than its own, as that of an update that was merged.
std::vector<TestOutcome> run_tests(const Files& files, std::shared_ptr<const model::App> app);

}  // namespace tollgate::package
