// What people's questions are put to: the app in force over its store, at a moment. The engine
// hands it out; only the questions of this module can look inside.
#pragma once

#include "tollgate/base/clock.h"

namespace tollgate::live {
struct AppRules;
}
namespace tollgate::store {
class Store;
}

namespace tollgate::query {

struct Source {
  live::AppRules* app = nullptr;  // null before there is one
  store::Store* store = nullptr;
  const Clock* clock = nullptr;
};

}  // namespace tollgate::query
