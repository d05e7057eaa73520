// The app that rules and pages work from, with the text it was saved as.
#pragma once

#include <memory>
#include <string>

#include "tollgate/model/app.h"

namespace tollgate::engine {

struct AppInForce {
  std::shared_ptr<const model::App> model;
  std::string text;  // canonical
  std::string hash;  // SHA-256 of text, hexadecimal
};

}  // namespace tollgate::engine
