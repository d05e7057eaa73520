// Pointer events of mouse, pen and finger as ImGui's mouse.
//
// A finger scrolls the panel under it, taps, or, held still for a moment, picks up what lies under
// it and drags. A mouse and a pen go through as they are.
//
// A press is meant for what was drawn under it when it was made. Where that has moved before the
// frame that takes the press, the press follows it.
//
//   pointer.handle(event, scale, aim);       // as events come
//   pointer.tick(now_ms, scale, corner_of);  // at the beginning of a frame
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

namespace tollgate::designer {

enum class PointerKind : uint8_t { kMove, kDown, kUp, kCancel, kLeave };

struct PointerEvent {
  PointerKind kind = PointerKind::kMove;
  float x = 0, y = 0;  // device pixels
  int button = 0;      // as in MouseEvent.button
  bool touch = false;
  double now_ms = 0;
  uint8_t modifiers = 0;  // keys that are held, as in widgets/input.h
};

// A widget and its upper left corner, in device pixels; id 0: none.
struct PointerAim {
  uint32_t id = 0;
  float x = 0, y = 0;
};

class Pointer {
 public:
  // Where the last frame drew a widget; nothing when it did not.
  using FindWidget = std::function<std::optional<PointerAim>(uint32_t id)>;

  // `scale`: device pixels in a CSS pixel. `aim`: what the last frame drew under the event.
  void handle(const PointerEvent& event, float scale, PointerAim aim = {});
  // Time passes: a still finger becomes a drag, a flick rolls out. Returns in how many
  // milliseconds it wants to be called again, < 0 for not at all.
  double tick(double now_ms, float scale, const FindWidget& find);
  // Whether events wait for the next frame.
  bool is_waiting() const;
  // From a press, or the touch of a finger, until its release was taken by a frame.
  bool is_pressed() const;
  void wheel(float dx, float dy, float scale);  // CSS pixels, as in WheelEvent
  // The keys that were held at the last press that ImGui was given.
  uint8_t press_modifiers() const { return press_modifiers_; }
  // True while a finger that moves drags an object rather than scrolls.
  bool dragging_by_touch() const { return state_ == State::kDrag; }

 private:
  enum class State : uint8_t { kIdle, kWaiting, kScroll, kDrag, kRolling };
  // What ImGui is given, in order.
  struct Input {
    enum class Kind : uint8_t { kPosition, kPress, kRelease, kWheel, kLeave };
    Kind kind = Kind::kPosition;
    float x = 0, y = 0;
    int button = 0;
    bool touch = false;
    PointerAim aim;  // of a press
    uint8_t modifiers = 0;
  };

  void add(Input::Kind kind, float x, float y);
  void press(bool down, int button = 0);
  void scroll(float dx, float dy, float scale);
  double advance(double now_ms, float scale);
  void feed(const FindWidget& find);
  // Puts the pointer where the press's widget is now; false where it is already.
  bool follow(const Input& press, const FindWidget& find);

  std::deque<Input> inputs_;
  PointerAim aim_;                   // of the latest press
  float raw_x_ = 0, raw_y_ = 0;      // where the person points
  float shift_x_ = 0, shift_y_ = 0;  // from there to where ImGui is told, until the release
  int down_ = 0;                     // buttons, as ImGui was told
  int followed_ = 0;                 // frames for which the next press has waited
  bool touch_ = false;               // the latest event's source
  uint8_t modifiers_ = 0;
  uint8_t press_modifiers_ = 0;

  State state_ = State::kIdle;
  float start_x_ = 0, start_y_ = 0;
  float last_x_ = 0, last_y_ = 0;
  double start_ms_ = 0, last_ms_ = 0;
  float speed_x_ = 0, speed_y_ = 0;  // device pixels a millisecond
};

}  // namespace tollgate::designer
