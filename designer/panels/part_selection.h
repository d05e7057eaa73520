// How parts are selected on a canvas, one or several that belong together: by a press, with Control
// one more, with Shift all between; by the keyboard what has the focus, with Shift and an arrow all
// up to there, with Control and an arrow nothing yet, with Control and the space bar one more, with
// Control and A all. A finger says first that it selects several, then each press is one more.
#pragma once

#include <string>

#include "panels.h"

namespace tollgate::designer {

// What was asked of the selection while a canvas was drawn; apply() does it when all is drawn.
class PartSelection {
 public:
  // A part that was just drawn. Takes the focus and comes into view where that is wanted.
  void note(DesignSession& session, const Item& item, const std::string& pointer);
  // True where something was asked. Several that are selected are said.
  bool apply(DesignSession& session);
  // The part that was pressed or activated by the keyboard, "" for none.
  const std::string& activated() const { return activated_; }

 private:
  enum class How : uint8_t { kAlone, kToggle, kRange, kAll };
  void ask(const std::string& pointer, How how);

  std::string pointer_;
  std::string activated_;  // by Enter
  How how_ = How::kAlone;
};

// Whether each press adds to what is selected, or takes it out: for whoever has no keys to hold.
void choose_several(DesignSession& session, bool on);
// The button for that, where a part has no tools of its own, in a line of others; nothing where
// keys do it.
void choose_several_button(DesignSession& session, class Flow& flow);

// The states of a part's node.
uint32_t part_states(const DesignSession& session, const std::string& pointer);

// "3 fields": what is selected, in words.
std::string selection_in_words(const DesignSession& session);

// What the pointer carries: the part that was pulled, with it all that are selected.
std::vector<std::string> carried_parts(const DesignSession& session);
bool is_carried(const DesignSession& session, const std::string& pointer);
// Puts them into the list; says where they stand then.
void drop_parts(DesignSession& session, const std::string& list, size_t position);

}  // namespace tollgate::designer
