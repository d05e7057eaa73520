#include "tollgate/designer/widgets/ui.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tollgate::designer {

std::string_view cursor_name(Cursor cursor) {
  switch (cursor) {
    case Cursor::kDefault:
      return "default";
    case Cursor::kPointer:
      return "pointer";
    case Cursor::kText:
      return "text";
    case Cursor::kGrab:
      return "grab";
    case Cursor::kGrabbing:
      return "grabbing";
    case Cursor::kResize:
      return "col-resize";
    case Cursor::kForbidden:
      return "not-allowed";
  }
  return "default";
}

void Ui::begin_frame(double now_ms, float scale) {
  now_ms_ = now_ms;
  scale_ = scale;
  events_ = std::exchange(incoming_, {});
  had_events_ = !events_.empty();
  cursor_ = Cursor::kDefault;
  wake_delay_ms_ = -1;
  semantics_.clear();
  for (const UiEvent& event : events_) {
    if (event.kind == EventKind::kFocus) {
      focused_ = event.id;
      keyboard_focus_ = event.keyboard_focus;
    } else if (event.kind == EventKind::kBlur && focused_ == event.id) {
      focused_ = 0;
    } else if (event.kind == EventKind::kKey) {
      keyboard_focus_ = true;
    }
  }
}

void Ui::end_frame() {
  // Events for widgets that were not drawn are dropped: an element that is gone cannot act.
  events_.clear();
}

float Ui::px(float css) const {
  const float device = std::round(css * scale_);
  return css > 0 ? std::max(device, 1.0f) : device;
}

ImFont* Ui::font(Face face) const {
  switch (face) {
    case Face::kSemibold:
      return fonts_.semibold;
    case Face::kMono:
      return fonts_.mono;
    case Face::kRegular:
      break;
  }
  return fonts_.regular;
}

bool Ui::activated(uint32_t id) {
  for (UiEvent& event : events_) {
    if (event.kind == EventKind::kActivate && event.id == id && id != 0) {
      event.id = 0;
      return true;
    }
  }
  return false;
}

std::optional<std::string> Ui::typed(uint32_t id) {
  std::optional<std::string> text;
  for (UiEvent& event : events_) {
    if (event.kind == EventKind::kText && event.id == id && id != 0) text = std::move(event.text);
  }
  std::erase_if(events_, [&](const UiEvent& event) {
    return event.kind == EventKind::kText && event.id == id;
  });
  return text;
}

bool Ui::gained_focus(uint32_t id) const {
  return std::any_of(events_.begin(), events_.end(), [&](const UiEvent& event) {
    return event.kind == EventKind::kFocus && event.id == id;
  });
}

bool Ui::lost_focus(uint32_t id) const {
  return std::any_of(events_.begin(), events_.end(), [&](const UiEvent& event) {
    return event.kind == EventKind::kBlur && event.id == id;
  });
}

bool Ui::key(uint32_t id, Key key, uint8_t modifiers) {
  for (UiEvent& event : events_) {
    if (event.kind == EventKind::kKey && event.id == id && event.key == key &&
        event.modifiers == modifiers) {
      event.key = Key::kNone;
      return true;
    }
  }
  return false;
}

bool Ui::shortcut(char letter, uint8_t modifiers) {
  for (UiEvent& event : events_) {
    if (event.kind == EventKind::kKey && event.key == Key::kLetter &&
        event.modifiers == modifiers && event.text.size() == 1 && event.text[0] == letter) {
      event.key = Key::kNone;
      return true;
    }
  }
  return false;
}

bool Ui::shortcut(Key key, uint8_t modifiers) {
  for (UiEvent& event : events_) {
    if (event.kind == EventKind::kKey && event.key == key && event.modifiers == modifiers) {
      event.key = Key::kNone;
      return true;
    }
  }
  return false;
}

void Ui::wake_in(double delay_ms) {
  if (wake_delay_ms_ < 0 || delay_ms < wake_delay_ms_) wake_delay_ms_ = delay_ms;
}

std::optional<uint32_t> Ui::take_focus_request() { return std::exchange(focus_request_, {}); }

std::vector<std::string> Ui::take_announcements() { return std::exchange(announcements_, {}); }

}  // namespace tollgate::designer
