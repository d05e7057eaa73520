#include "tollgate/designer/widgets/input.h"

namespace tollgate::designer {

Key key_of(std::string_view dom_key) {
  if (dom_key == "ArrowUp") return Key::kUp;
  if (dom_key == "ArrowDown") return Key::kDown;
  if (dom_key == "ArrowLeft") return Key::kLeft;
  if (dom_key == "ArrowRight") return Key::kRight;
  if (dom_key == "Home") return Key::kHome;
  if (dom_key == "End") return Key::kEnd;
  if (dom_key == "Enter") return Key::kEnter;
  if (dom_key == " ") return Key::kSpace;
  if (dom_key == "Escape") return Key::kEscape;
  if (dom_key == "Delete" || dom_key == "Backspace") return Key::kDelete;
  if (dom_key == "ContextMenu") return Key::kContextMenu;
  if (dom_key == "F1") return Key::kF1;
  if (dom_key.size() == 1) return Key::kLetter;
  return Key::kNone;
}

}  // namespace tollgate::designer
