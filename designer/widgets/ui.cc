#include "tollgate/designer/widgets/ui.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tollgate::designer {
namespace {

// What is half written is not judged aloud.
constexpr double kTypingPause_ms = 1200;

}  // namespace

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
    } else if (event.kind == EventKind::kBlur) {
      if (focused_ == event.id) focused_ = 0;
      typed_at_ms_ = -1e9;
    } else if (event.kind == EventKind::kText) {
      text_sequences_[event.id] = event.sequence;
      typed_at_ms_ = now_ms;
    } else if (event.kind == EventKind::kCaret) {
      caret_field_ = event.id;
      caret_ = event.caret;
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

bool Ui::is_phone() const {
  constexpr float kPhone = 560;  // CSS pixels
  return width() / scale_ < kPhone;
}

bool Ui::by_finger() const {
  return is_phone() || ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
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

uint32_t Ui::text_sequence(uint32_t id) const {
  const auto found = text_sequences_.find(id);
  return found == text_sequences_.end() ? 0 : found->second;
}

size_t Ui::caret(uint32_t id, std::string_view text) const {
  if (caret_field_ != id || id == 0) return text.size();
  uint32_t units = 0;
  size_t at = 0;
  while (at < text.size() && units < caret_) {
    const auto first = static_cast<unsigned char>(text[at]);
    const size_t bytes = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    units += bytes == 4 ? 2 : 1;
    at += bytes;
  }
  return std::min(at, text.size());
}

double Ui::typing_rest_ms(double now_ms) const {
  return std::max(0.0, typed_at_ms_ + kTypingPause_ms - now_ms);
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

bool Ui::focus_moved() const {
  return std::any_of(events_.begin(), events_.end(),
                     [](const UiEvent& event) { return event.kind == EventKind::kFocus; });
}

bool Ui::loses_focused_widget() {
  if (focused_ == 0 || focus_request_ || semantics_.find(focused_) != nullptr) return false;
  focused_ = 0;
  return true;
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

std::optional<char> Ui::letter() {
  for (UiEvent& event : events_) {
    if (event.kind == EventKind::kKey && event.key == Key::kLetter && event.modifiers == 0 &&
        event.text.size() == 1) {
      event.key = Key::kNone;
      return event.text[0];
    }
  }
  return std::nullopt;
}

void Ui::wake_in(double delay_ms) {
  if (wake_delay_ms_ < 0 || delay_ms < wake_delay_ms_) wake_delay_ms_ = delay_ms;
}

std::optional<uint32_t> Ui::take_focus_request() { return std::exchange(focus_request_, {}); }

std::vector<std::string> Ui::take_announcements() { return std::exchange(announcements_, {}); }

}  // namespace tollgate::designer
