// Pointer events of mouse, pen and finger as ImGui's mouse.
//
// A finger scrolls the panel under it, taps, or, held still for a moment, picks up what lies under
// it and drags. A mouse and a pen go through as they are.
//
//   pointer.handle(event, scale);            // as events come
//   pointer.tick(now_ms, scale);             // at the beginning of a frame
#pragma once

#include <cstdint>
#include <deque>

namespace tollgate::designer {

enum class PointerKind : uint8_t { kMove, kDown, kUp, kCancel, kLeave };

struct PointerEvent {
  PointerKind kind = PointerKind::kMove;
  float x = 0, y = 0;  // device pixels
  int button = 0;      // as in MouseEvent.button
  bool touch = false;
  double now_ms = 0;
};

class Pointer {
 public:
  // `scale`: device pixels in a CSS pixel.
  void handle(const PointerEvent& event, float scale);
  // Time passes: a still finger becomes a drag, a flick rolls out. Returns in how many
  // milliseconds it wants to be called again, < 0 for not at all.
  double tick(double now_ms, float scale);
  // Whether events wait for the next frame.
  bool is_waiting() const;
  void wheel(float dx, float dy, float scale);  // CSS pixels, as in WheelEvent
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
  };

  void add(Input::Kind kind, float x, float y);
  void press(bool down, int button = 0);
  void scroll(float dx, float dy, float scale);
  double advance(double now_ms, float scale);
  void feed();

  std::deque<Input> inputs_;
  bool touch_ = false;  // the latest event's source

  State state_ = State::kIdle;
  float start_x_ = 0, start_y_ = 0;
  float last_x_ = 0, last_y_ = 0;
  double start_ms_ = 0, last_ms_ = 0;
  float speed_x_ = 0, speed_y_ = 0;  // device pixels a millisecond
};

}  // namespace tollgate::designer
