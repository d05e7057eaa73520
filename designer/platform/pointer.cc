#include "tollgate/designer/platform/pointer.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace tollgate::designer {
namespace {

constexpr double kHold_ms = 380;
constexpr float kSlop = 9;  // CSS pixels a finger may tremble
constexpr float kStopSpeed = 0.02f;

// ImGui scrolls by five lines of text for a wheel step of 1.
float wheel_step(float scale) { return 100 * scale; }

}  // namespace

void Pointer::scroll(float dx, float dy, float scale) {
  ImGui::GetIO().AddMouseWheelEvent(dx / wheel_step(scale), dy / wheel_step(scale));
}

void Pointer::wheel(float dx, float dy, float scale) { scroll(-dx * scale, -dy * scale, scale); }

void Pointer::handle(const PointerEvent& event, float scale) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(event.touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  if (!event.touch) {
    if (event.kind == PointerKind::kLeave) {
      if (!io.MouseDown[0]) io.AddMousePosEvent(-1e6f, -1e6f);
      return;
    }
    io.AddMousePosEvent(event.x, event.y);
    const int button = event.button == 2 ? 1 : event.button == 1 ? 2 : event.button;
    if (button < 0 || button > 2) return;
    if (event.kind == PointerKind::kDown) io.AddMouseButtonEvent(button, true);
    if (event.kind == PointerKind::kUp || event.kind == PointerKind::kCancel) {
      io.AddMouseButtonEvent(button, false);
    }
    return;
  }

  switch (event.kind) {
    case PointerKind::kDown:
      state_ = State::kWaiting;
      start_x_ = last_x_ = event.x;
      start_y_ = last_y_ = event.y;
      start_ms_ = last_ms_ = event.now_ms;
      speed_x_ = speed_y_ = 0;
      io.AddMousePosEvent(event.x, event.y);
      break;
    case PointerKind::kMove: {
      if (state_ == State::kWaiting && (std::fabs(event.x - start_x_) > kSlop * scale ||
                                        std::fabs(event.y - start_y_) > kSlop * scale)) {
        state_ = State::kScroll;
      }
      const float dx = event.x - last_x_;
      const float dy = event.y - last_y_;
      if (state_ == State::kScroll) {
        const float elapsed = static_cast<float>(std::max(1.0, event.now_ms - last_ms_));
        speed_x_ = 0.6f * speed_x_ + 0.4f * dx / elapsed;
        speed_y_ = 0.6f * speed_y_ + 0.4f * dy / elapsed;
        scroll(dx, dy, scale);
      } else if (state_ == State::kDrag) {
        io.AddMousePosEvent(event.x, event.y);
      }
      if (state_ != State::kWaiting) {
        last_x_ = event.x;
        last_y_ = event.y;
        last_ms_ = event.now_ms;
      }
      break;
    }
    case PointerKind::kUp:
      if (state_ == State::kWaiting) {
        io.AddMousePosEvent(start_x_, start_y_);
        io.AddMouseButtonEvent(0, true);
        io.AddMouseButtonEvent(0, false);
        state_ = State::kIdle;
      } else if (state_ == State::kDrag) {
        io.AddMousePosEvent(event.x, event.y);
        io.AddMouseButtonEvent(0, false);
        state_ = State::kIdle;
      } else if (state_ == State::kScroll) {
        state_ = event.now_ms - last_ms_ < 60 ? State::kRolling : State::kIdle;
        last_ms_ = event.now_ms;
      }
      break;
    case PointerKind::kCancel:
    case PointerKind::kLeave:
      if (state_ == State::kDrag) io.AddMouseButtonEvent(0, false);
      if (state_ != State::kRolling) state_ = State::kIdle;
      break;
  }
}

double Pointer::tick(double now_ms, float scale) {
  ImGuiIO& io = ImGui::GetIO();
  if (state_ == State::kWaiting) {
    const double held = now_ms - start_ms_;
    if (held < kHold_ms) return kHold_ms - held + 1;
    io.AddMousePosEvent(start_x_, start_y_);
    io.AddMouseButtonEvent(0, true);
    state_ = State::kDrag;
    return -1;
  }
  if (state_ == State::kRolling) {
    const float elapsed = static_cast<float>(std::clamp(now_ms - last_ms_, 0.0, 40.0));
    last_ms_ = now_ms;
    scroll(speed_x_ * elapsed, speed_y_ * elapsed, scale);
    const float keep = std::max(0.0f, 1 - elapsed * 0.0035f);
    speed_x_ *= keep;
    speed_y_ *= keep;
    if (std::fabs(speed_x_) + std::fabs(speed_y_) < kStopSpeed * scale) {
      state_ = State::kIdle;
      return -1;
    }
    return 0;
  }
  return -1;
}

}  // namespace tollgate::designer
