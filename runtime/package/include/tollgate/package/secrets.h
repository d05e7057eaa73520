// What must not travel: keys and passwords that somebody wrote into an app, its sample or its
// tests.
#pragma once

#include <optional>

#include "tollgate/base/diagnostic.h"
#include "tollgate/package/archive.h"

namespace tollgate::package {

// The first that is found (package.looks_secret), with its file. Known are the forms that secrets
// have by themselves: private keys, keys of publishers and programs of this product, addresses that
// carry a robot's key or a token. Looks only at texts, not into pictures and documents.
std::optional<Diagnostic> find_secret(const Files& files);

}  // namespace tollgate::package
