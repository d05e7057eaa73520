// All panels in their places. One draw() a frame.
#pragma once

#include "tollgate/designer/panels/design_session.h"

namespace tollgate::designer {

class Workbench {
 public:
  Workbench(Ui& ui, Document document) : session_(ui, std::move(document)) {}
  void draw();

  // What is selected as text for the clipboard, "" where it cannot be copied; with `cut` it is
  // taken away. And back: false where the text is no part of an app.
  std::string copy(bool cut);
  bool paste(std::string_view text);
  DesignSession& session() { return session_; }
  const DesignSession& session() const { return session_; }

 private:
  void shortcuts();
  void panels();
  void follow_view();
  void keep_focus();
  void note_focus(int panel);
  void toast();

  DesignSession session_;
  std::optional<std::string> drawn_view_;  // of the last frame
  std::string drawn_selection_;
  bool drawn_three_ = false;          // all panels stood beside each other
  std::optional<int> focused_panel_;  // which of narrow_tab's has the focus
  std::optional<int> led_to_panel_;   // which of them has just asked for it
};

}  // namespace tollgate::designer
