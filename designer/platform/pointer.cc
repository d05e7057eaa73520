#include "tollgate/designer/platform/pointer.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace tollgate::designer {
namespace {

constexpr double kHold_ms = 380;
constexpr float kSlop = 9;  // CSS pixels a finger may tremble
constexpr float kStopSpeed = 0.02f;
// A widget that moves in every frame is not followed for ever.
constexpr int kMaxFollowedFrames = 4;

// ImGui scrolls by five lines of text for a wheel step of 1.
float wheel_step(float scale) { return 100 * scale; }

}  // namespace

void Pointer::add(Input::Kind kind, float x, float y) {
  inputs_.push_back({.kind = kind, .x = x, .y = y, .touch = touch_});
}

void Pointer::press(bool down, int button) {
  const Input::Kind kind = down ? Input::Kind::kPress : Input::Kind::kRelease;
  inputs_.push_back(
      {.kind = kind, .button = button, .touch = touch_, .aim = aim_, .modifiers = modifiers_});
}

void Pointer::scroll(float dx, float dy, float scale) {
  add(Input::Kind::kWheel, dx / wheel_step(scale), dy / wheel_step(scale));
}

bool Pointer::is_waiting() const {
  return !inputs_.empty() || !ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

bool Pointer::is_pressed() const {
  if (state_ == State::kWaiting || state_ == State::kDrag) return true;
  const auto is_button = [](const Input& input) {
    return input.kind == Input::Kind::kPress || input.kind == Input::Kind::kRelease;
  };
  if (std::any_of(inputs_.begin(), inputs_.end(), is_button)) return true;
  for (const ImGuiInputEvent& event : ImGui::GetCurrentContext()->InputEventsQueue) {
    if (event.Type == ImGuiInputEventType_MouseButton) return true;
  }
  return down_ > 0 || ImGui::IsAnyMouseDown();
}

bool Pointer::follow(const Input& press, const FindWidget& find) {
  if (press.aim.id == 0 || down_ > 0) return false;
  const std::optional<PointerAim> now = find(press.aim.id);
  if (!now) return false;
  const float x = now->x - press.aim.x;
  const float y = now->y - press.aim.y;
  if (x == shift_x_ && y == shift_y_) return false;
  shift_x_ = x;
  shift_y_ = y;
  ImGui::GetIO().AddMousePosEvent(raw_x_ + x, raw_y_ + y);
  return true;
}

// A widget that lies on another takes a press only when the pointer was over it the frame before.
// When frames are slow, the way there and the press come in one: the press waits for the next.
void Pointer::feed(const FindWidget& find) {
  ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) return;
  ImVec2 position = io.MousePos;
  for (; !inputs_.empty(); inputs_.pop_front()) {
    const Input& input = inputs_.front();
    const bool moved = position.x != io.MousePos.x || position.y != io.MousePos.y;
    if (input.kind == Input::Kind::kPress && moved) return;
    io.AddMouseSourceEvent(input.touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
    switch (input.kind) {
      case Input::Kind::kPosition:
        if (down_ == 0) shift_x_ = shift_y_ = 0;
        raw_x_ = input.x;
        raw_y_ = input.y;
        // ImGui knows whole pixels.
        position = {std::floor(input.x + shift_x_), std::floor(input.y + shift_y_)};
        io.AddMousePosEvent(input.x + shift_x_, input.y + shift_y_);
        break;
      case Input::Kind::kPress:
        if (followed_ < kMaxFollowedFrames && follow(input, find)) {
          ++followed_;
          return;
        }
        followed_ = 0;
        ++down_;
        press_modifiers_ = input.modifiers;
        io.AddMouseButtonEvent(input.button, true);
        break;
      case Input::Kind::kRelease:
        down_ = std::max(0, down_ - 1);
        io.AddMouseButtonEvent(input.button, false);
        break;
      case Input::Kind::kWheel:
        io.AddMouseWheelEvent(input.x, input.y);
        break;
      case Input::Kind::kLeave:
        if (!io.MouseDown[0]) io.AddMousePosEvent(-1e6f, -1e6f);
        break;
    }
  }
}

void Pointer::wheel(float dx, float dy, float scale) { scroll(-dx * scale, -dy * scale, scale); }

void Pointer::handle(const PointerEvent& event, float scale, PointerAim aim) {
  touch_ = event.touch;
  if (event.kind == PointerKind::kDown) aim_ = aim;
  modifiers_ = event.modifiers;
  if (!event.touch) {
    if (event.kind == PointerKind::kLeave) {
      add(Input::Kind::kLeave, 0, 0);
      return;
    }
    add(Input::Kind::kPosition, event.x, event.y);
    const int button = event.button == 2 ? 1 : event.button == 1 ? 2 : event.button;
    if (button < 0 || button > 2) return;
    if (event.kind == PointerKind::kDown) press(true, button);
    if (event.kind == PointerKind::kUp || event.kind == PointerKind::kCancel) press(false, button);
    return;
  }

  switch (event.kind) {
    case PointerKind::kDown:
      state_ = State::kWaiting;
      start_x_ = last_x_ = event.x;
      start_y_ = last_y_ = event.y;
      start_ms_ = last_ms_ = event.now_ms;
      speed_x_ = speed_y_ = 0;
      add(Input::Kind::kPosition, event.x, event.y);
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
        add(Input::Kind::kPosition, event.x, event.y);
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
        add(Input::Kind::kPosition, start_x_, start_y_);
        press(true);
        press(false);
        state_ = State::kIdle;
      } else if (state_ == State::kDrag) {
        add(Input::Kind::kPosition, event.x, event.y);
        press(false);
        state_ = State::kIdle;
      } else if (state_ == State::kScroll) {
        state_ = event.now_ms - last_ms_ < 60 ? State::kRolling : State::kIdle;
        last_ms_ = event.now_ms;
      }
      break;
    case PointerKind::kCancel:
    case PointerKind::kLeave:
      if (state_ == State::kDrag) press(false);
      if (state_ != State::kRolling) state_ = State::kIdle;
      break;
  }
}

double Pointer::tick(double now_ms, float scale, const FindWidget& find) {
  const double due_ms = advance(now_ms, scale);
  feed(find);
  return due_ms;
}

double Pointer::advance(double now_ms, float scale) {
  if (state_ == State::kWaiting) {
    const double held = now_ms - start_ms_;
    if (held < kHold_ms) return kHold_ms - held + 1;
    add(Input::Kind::kPosition, start_x_, start_y_);
    press(true);
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
