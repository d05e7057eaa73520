// A document that is not in force, with its rules over the records that are here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tollgate/live/app_rules.h"

namespace tollgate::engine {

struct TriedApp {
  std::string text;      // as it was given
  bool whole = false;    // with the permissions that it asks for
  std::string in_force;  // hash of the app that it was tried beside
  std::unique_ptr<live::AppRules> rules;
  int64_t removals = 0;  // of rows until then: its numbers know records by their rows
  int64_t moment = 0;    // of the store's writes, up to which its numbers are right
};

}  // namespace tollgate::engine
