// A small app as a package, for tests.
#pragma once

#include <string>

#include "tollgate/package/package.h"

namespace tollgate::package {

// A store inspection with one field, one role, a picture, a test and sample data.
Files sample_files();
PackageAbout sample_about();

// A key that is the same each time.
log::SigningKey sample_key(uint8_t first);

}  // namespace tollgate::package
