// One frame's drawing context: fonts, scale, the semantic tree and the host's events.
//
// The designer draws in device pixels, so that text and hairlines are crisp at any pixel ratio;
// sizes in code are CSS pixels passed through `px`. The host page's mirror of the semantic tree
// is what has the keyboard focus: widgets ask `focused(id)` and never keep a focus of their own.
//
//   void panel(Ui& ui) {
//     if (button(ui, "save", {.name = "Save"})) save();
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "tollgate/base/localized_text.h"
#include "tollgate/designer/widgets/input.h"
#include "tollgate/designer/widgets/semantics.h"
#include "tollgate/designer/widgets/theme.h"

namespace tollgate::designer {

enum class Face : uint8_t { kRegular, kSemibold, kMono };
enum class Cursor : uint8_t { kDefault, kPointer, kText, kGrab, kGrabbing, kResize, kForbidden };
std::string_view cursor_name(Cursor cursor);  // CSS

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
  ImFont* mono = nullptr;
};

class Ui {
 public:
  explicit Ui(Fonts fonts) : fonts_(fonts) {}

  // Frame. `now_ms` is any steady time.
  void begin_frame(double now_ms, float scale);
  void end_frame();
  void push_event(UiEvent event) { incoming_.push_back(std::move(event)); }

  // Measures.
  float scale() const { return scale_; }
  float px(float css) const;  // rounded to device pixels, at least 1 for anything above 0
  double now_ms() const { return now_ms_; }
  float width() const { return ImGui::GetIO().DisplaySize.x; }
  float height() const { return ImGui::GetIO().DisplaySize.y; }
  bool is_phone() const;
  // What pointed last was a finger, or will be: what opens at it is larger then.
  bool by_finger() const;

  // Text.
  ImFont* font(Face face) const;
  Language language() const { return language_; }
  void set_language(Language language) { language_ = language; }
  // The sentence in the interface's language.
  const char* tr(const char* zh, const char* en) const {
    return language_ == Language::kChinese ? zh : en;
  }

  // Semantics.
  Semantics& semantics() { return semantics_; }
  const Semantics& semantics() const { return semantics_; }

  // Events of this frame for one widget.
  bool activated(uint32_t id);
  std::optional<std::string> typed(uint32_t id);
  // The last text event of a field, this frame's included; 0: none yet.
  uint32_t text_sequence(uint32_t id) const;
  // Where the caret stands in the field that has the focus: bytes of its text. At the end where the
  // host did not say.
  size_t caret(uint32_t id, std::string_view text) const;
  // How long until somebody who types counts as having paused; 0: nobody types.
  double typing_rest_ms(double now_ms) const;
  bool gained_focus(uint32_t id) const;
  bool lost_focus(uint32_t id) const;
  bool focus_moved() const;  // to any widget
  bool key(uint32_t id, Key key, uint8_t modifiers = 0);
  // A shortcut, wherever the focus is.
  bool shortcut(char letter, uint8_t modifiers);
  bool shortcut(Key key, uint8_t modifiers);
  // A letter or digit typed where there is no text field, for finding an entry by its beginning.
  std::optional<char> letter();
  bool focused(uint32_t id) const { return focused_ == id && id != 0; }
  bool focus_ring(uint32_t id) const { return focused(id) && keyboard_focus_; }
  uint32_t focused_id() const { return focused_; }
  // This frame has already drawn the focused widget.
  bool draws_focused_widget() const {
    return focused_ != 0 && semantics_.find(focused_) != nullptr;
  }
  // This frame has already drawn the widget that is to get the focus.
  bool draws_requested_focus() const {
    return focus_request_ && semantics_.find(*focus_request_) != nullptr;
  }
  // The focused widget is drawn no more, and nothing has asked for the focus. True once.
  bool loses_focused_widget();

  // Wishes to the host, taken once a frame.
  void request_focus(uint32_t id) { focus_request_ = id; }
  void announce(std::string text) { announcements_.push_back(std::move(text)); }
  void set_cursor(Cursor cursor) { cursor_ = cursor; }
  // The keys that were held when the pointer pressed what is pressed now.
  void set_press_modifiers(uint8_t modifiers) { press_modifiers_ = modifiers; }
  uint8_t press_modifiers() const { return press_modifiers_; }
  // Draw again after this long even if nothing happens (hover delays, animations).
  void wake_in(double delay_ms);

  std::optional<uint32_t> take_focus_request();
  std::vector<std::string> take_announcements();
  Cursor cursor() const { return cursor_; }
  double wake_delay_ms() const { return wake_delay_ms_; }  // < 0: never
  bool had_events() const { return had_events_; }

 private:
  Fonts fonts_;
  float scale_ = 1;
  double now_ms_ = 0;
  Language language_ = Language::kChinese;
  Semantics semantics_;
  std::vector<UiEvent> incoming_;
  std::vector<UiEvent> events_;
  uint32_t focused_ = 0;
  bool keyboard_focus_ = false;
  uint8_t press_modifiers_ = 0;
  std::optional<uint32_t> focus_request_;
  std::vector<std::string> announcements_;
  Cursor cursor_ = Cursor::kDefault;
  double wake_delay_ms_ = -1;
  bool had_events_ = false;
  std::unordered_map<uint32_t, uint32_t> text_sequences_;
  uint32_t caret_field_ = 0;
  uint32_t caret_ = 0;  // UTF-16 units
  double typed_at_ms_ = -1e9;
};

}  // namespace tollgate::designer
