// What a member is for, beside its editor in the inspector: a "?" that opens a sentence and an
// example below it, the same by F1 in the editor, and the sentence as the description of its
// controls for those who hear it.
#pragma once

#include <string>

#include "panels.h"

namespace tollgate::designer {

// Lives while the editor of one member is drawn, from its caption on; draws the "?" and what it
// opens when it ends.
class HelpScope {
 public:
  // `pointer` of the member; a switch at the right end of its line leaves the "?" less room.
  HelpScope(DesignSession& session, std::string_view pointer, std::string_view definition,
            std::string_view member, std::string_view name, bool beside_switch = false);
  ~HelpScope();
  HelpScope(const HelpScope&) = delete;

 private:
  bool describe(std::string_view sentence);
  void mark(bool open);

  DesignSession& session_;
  std::string pointer_;
  std::string key_;  // "field.required"; "" where there is no help
  std::string name_;
  std::string sentence_, example_;
  ImVec2 at_;
  float right_ = 0;
  bool beside_switch_ = false;
  size_t first_node_ = 0;
  HelpScope* outer_ = nullptr;
  size_t last_node_ = SIZE_MAX;  // where an editor inside this one begins
};

}  // namespace tollgate::designer
