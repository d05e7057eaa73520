// Reading the data files of this folder.
#pragma once

#include <memory>
#include <string>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"

namespace tollgate::conformance {

// The file tests/conformance/<name>.json; the test fails when it cannot be read.
Json read_data(const std::string& name);
// Its member "app", loaded.
std::shared_ptr<const model::App> load_app(const Json& file);

}  // namespace tollgate::conformance
