// What the host page tells the designer besides the pointer: which mirrored element was
// activated, focused, typed into, and which keys were pressed on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::designer {

enum class Key : uint8_t {
  kNone,
  kUp,
  kDown,
  kLeft,
  kRight,
  kHome,
  kEnd,
  kEnter,
  kSpace,
  kEscape,
  kDelete,
  kContextMenu,
  kF1,
  kLetter,  // `text` holds the lower-case letter
};
Key key_of(std::string_view dom_key);  // KeyboardEvent.key

enum Modifier : uint8_t { kShift = 1, kControl = 2, kAlt = 4 };  // kControl is also macOS' Command

enum class EventKind : uint8_t { kActivate, kFocus, kBlur, kText, kKey, kCaret };

struct UiEvent {
  EventKind kind = EventKind::kActivate;
  uint32_t id = 0;  // of the focused node, 0 when none
  Key key = Key::kNone;
  uint8_t modifiers = 0;
  bool keyboard_focus = false;  // kFocus: the ring is to be shown
  uint32_t sequence = 0;        // kText: the host counts what it sends
  uint32_t caret = 0;           // kCaret: UTF-16 units of the field's text before it
  std::string text;
};

}  // namespace tollgate::designer
