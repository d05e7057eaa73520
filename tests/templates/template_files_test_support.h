// Files of the templates, for tests. Tests run from the source folder.
#pragma once

#include <string>

namespace tollgate {

// `path` is below templates/. Fails the test when it cannot be read.
std::string read_template(const std::string& path);

}  // namespace tollgate
