// The app as it was in earlier versions that devices still work under, compiled once and kept for
// the groups to come; a few of them, for each is as large as the app itself.
//
//   live::AppRules* rules = earlier.find(3, *engine.app(), store, compile);   // nullptr: not here
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

class EarlierVersions {
 public:
  using Compile = std::function<Result<std::unique_ptr<live::AppRules>>(std::string_view text)>;

  // Rules of that version over the records as they are now. nullptr where the log does not hold it,
  // or this program cannot read it any more. Valid until the next call.
  live::AppRules* find(int64_t version, const live::AppRules& in_force, store::Store& store,
                       const Compile& compile);

 private:
  struct Kept {
    int64_t version = 0;
    std::unique_ptr<live::AppRules> rules;  // null: known not to be there
  };

  std::string in_force_;    // by its hash: what is kept is looked for again under another one
  std::vector<Kept> kept_;  // the last used last
};

}  // namespace tollgate::engine
