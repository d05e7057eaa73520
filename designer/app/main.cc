// The wasm module's exports. Texts come and go as UTF-8 in the module's memory: the host takes
// room by td_allocate, the module's answers stay until the next call.
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "tollgate/designer/app/app.h"

#ifdef __EMSCRIPTEN__

namespace {

using tollgate::Language;
using tollgate::language_of;
using tollgate::designer::App;

std::unique_ptr<App>& app() {
  static std::unique_ptr<App> instance;
  return instance;
}

std::string& answer() {
  static std::string text;
  return text;
}

const char* answer_or_null() { return answer().empty() ? nullptr : answer().c_str(); }

// nullptr: done; else why not, in the interface's language.
const char* reason(const tollgate::Status& status) {
  answer().clear();
  if (!status) answer() = status.diagnostics().front().message.in(app()->ui().language());
  return answer_or_null();
}

}  // namespace

extern "C" {

void* td_allocate(size_t size) { return std::malloc(size); }
void td_free(void* memory) { std::free(memory); }

// 1: ready; 0: the browser has no WebGL2.
int td_start() {
  auto surface = tollgate::designer::make_web_surface();
  if (surface == nullptr) return 0;
  app() = std::make_unique<App>(std::move(surface));
  return 1;
}

void td_stop() { app().reset(); }

// nullptr: opened; else the reason, in the interface's language.
const char* td_load(const char* text, size_t size) { return reason(app()->load({text, size})); }

// The same as a step that can be undone.
const char* td_import(const char* text, size_t size, const char* name) {
  return reason(app()->import({text, size}, name));
}

// origin: 0 a newer version that is stored, 1 unsaved changes of an earlier visit.
const char* td_take_over(const char* text, size_t size, int origin) {
  return reason(app()->take_over({text, size}, static_cast<App::Origin>(origin)));
}

const char* td_text() {
  answer() = app()->text();
  return answer().c_str();
}

void td_mark_saved() { app()->mark_saved(); }
int td_is_saved() { return app()->is_saved() ? 1 : 0; }
void td_set_version(double version) { app()->set_version(static_cast<int64_t>(version)); }
void td_show_problems() { app()->show_problems(); }
void td_set_locale(const char* locale) { app()->set_language(language_of(locale)); }
void td_set_high_contrast(int on) { app()->set_high_contrast(on != 0); }
void td_set_preview(int on) { app()->set_preview(on != 0); }
void td_say(const char* sentence, int problem) { app()->say(sentence, problem != 0); }

// The reply to a question of the outbox, or why there is none.
void td_answer(uint32_t question, const char* reply, size_t size) {
  app()->answer(question, {reply, size});
}
void td_refuse(uint32_t question, const char* problem) { app()->refuse(question, problem); }
void td_outdate_answers() { app()->outdate_answers(); }

void td_pointer(int kind, float x, float y, int button, int touch, int modifiers, double now_ms) {
  app()->pointer({static_cast<tollgate::designer::PointerKind>(kind), x, y, button, touch != 0,
                  now_ms, static_cast<uint8_t>(modifiers)});
}

void td_wheel(float dx, float dy) { app()->wheel(dx, dy); }

// kind: 0 activate, 1 focus, 2 blur, 3 text, 4 key, 5 caret: `sequence` says where it stands.
void td_event(int kind, uint32_t id, int modifiers, int keyboard, uint32_t sequence,
              const char* text) {
  tollgate::designer::UiEvent event;
  event.kind = static_cast<tollgate::designer::EventKind>(kind);
  event.id = id;
  event.modifiers = static_cast<uint8_t>(modifiers);
  event.keyboard_focus = keyboard != 0;
  if (event.kind == tollgate::designer::EventKind::kCaret) {
    event.caret = sequence;
  } else {
    event.sequence = sequence;
  }
  event.text = text;
  if (event.kind == tollgate::designer::EventKind::kKey) {
    event.key = tollgate::designer::key_of(event.text);
  }
  app()->event(std::move(event));
}

double td_frame(double now_ms, int width, int height, float scale) {
  return app()->frame({now_ms, width, height, scale});
}

const char* td_outbox(int at_once) {
  answer() = app()->take_outbox(at_once != 0);
  return answer_or_null();
}

// What is selected, for the clipboard; nullptr where it cannot be copied. With `cut` it is taken
// away.
const char* td_copy(int cut) {
  answer() = app()->copy(cut != 0);
  return answer_or_null();
}
// 1: it was a part of an app.
int td_paste(const char* text, size_t size) { return app()->paste({text, size}) ? 1 : 0; }

void td_context_lost() { app()->lose_surface(); }
void td_context_restored() { app()->restore_surface(); }

}  // extern "C"

#endif  // __EMSCRIPTEN__
