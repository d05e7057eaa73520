// Who has the app open in a designer now. Nothing of it is stored: a page says again and again that
// it is there, and is forgotten when it does not.
//
//   editors.say({.page = "k3f…", .user = "rep-1", .part = "Visit"}, now);
//   for (const Editor& other : editors.others("k3f…", now)) …
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/clock.h"

namespace tollgate::engine {

struct Editor {
  std::string page;  // tells pages apart
  std::string user;  // record id of the person, "" for nobody
  std::string part;  // label of where they are
  bool changed = false;
  Instant at = {};
};

class Editors {
 public:
  // So long a page counts as open without saying so again.
  static constexpr int64_t kForgottenAfter_s = 40;
  static constexpr size_t kMax = 100;

  void say(Editor editor, Instant now);
  void leave(std::string_view page);
  std::vector<Editor> others(std::string_view page, Instant now);

 private:
  void forget_silent(Instant now);

  std::vector<Editor> editors_;  // in the order in which they came
};

}  // namespace tollgate::engine
