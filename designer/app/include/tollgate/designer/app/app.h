// The designer as one object: a document in edit, its panels, one frame at a time.
//
//   App app(make_null_surface());
//   app.load(text);
//   app.frame({.now_ms = 0, .width = 1280, .height = 800, .scale = 1});
//   std::string to_host = app.take_outbox();  // JSON, see outbox.h
//
// All sizes are device pixels; `scale` is device pixels in a CSS pixel.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/designer/platform/pointer.h"
#include "tollgate/designer/platform/surface.h"
#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

struct FrameInput {
  double now_ms = 0;
  int width = 0;
  int height = 0;
  float scale = 1;
};

class Workbench;

class App {
 public:
  explicit App(std::unique_ptr<Surface> surface);
  ~App();
  App(const App&) = delete;

  // Opens another document in place of the one in edit. Refused texts leave it as it is.
  Status load(std::string_view text);
  // The same as a step that can be undone; says what came and how many problems it has.
  Status import(std::string_view text, std::string_view name);
  // What is selected as text for the clipboard, "" where it cannot be copied; with `cut` it is
  // taken away. And back: false where the text is no part of an app.
  std::string copy(bool cut);
  bool paste(std::string_view text);
  // A document from elsewhere, as a step that can be undone.
  enum class Origin : uint8_t {
    kNewerVersion,  // stored: with it, nothing is unsaved
    kDraft,         // unsaved changes of an earlier visit
  };
  Status take_over(std::string_view text, Origin origin);
  std::string text() const;           // canonical
  void mark_saved();                  // what text() gives now is stored
  bool is_saved() const;              // nothing would be lost
  void set_version(int64_t version);  // the number under which it was stored; no step of undo
  // Opens the list of problems and leads to the first.
  void show_problems();
  // What the engine beside the designer replied to a question of the outbox, or why it did not; and
  // that it has another document or other records now.
  void answer(uint32_t question, std::string_view reply);
  void refuse(uint32_t question, std::string problem);
  void outdate_answers();
  void set_language(Language language);
  void set_preview(bool on);
  void set_high_contrast(bool on);  // of the page: all its designers
  // A sentence for the person, shown for a moment and spoken.
  void say(std::string sentence, bool problem);

  void pointer(const PointerEvent& event);
  void wheel(float dx, float dy);
  void event(UiEvent event);
  void lose_surface();
  void restore_surface();

  // Returns in how many milliseconds the next frame is due; < 0: when something happens.
  double frame(const FrameInput& input);

  // What the host has to do, as one JSON object; "" for nothing. The nodes of a moving picture come
  // a little later, unless they are wanted at once.
  std::string take_outbox(bool at_once = false);

  const Ui& ui() const { return *ui_; }
  Workbench& workbench() { return *workbench_; }

 private:
  struct ImGuiScope;

  struct ArrivedAnswer {
    uint32_t question = 0;
    std::optional<Json> reply;
    std::string problem;  // why there is none
  };

  double draw(const FrameInput& input);
  PointerAim drawn_at(float x, float y) const;
  void take_answers();
  void take_waiting_clicks();
  void check(double now_ms, double* due_in_ms);
  void check_now();
  void announce_problems(double now_ms, double* due_in_ms);

  // Before ImGui's context, which calls its font loader until the end.
  std::unique_ptr<Surface> surface_;
  std::unique_ptr<ImGuiScope> imgui_;
  std::unique_ptr<Ui> ui_;
  std::unique_ptr<Workbench> workbench_;
  Pointer pointer_;
  std::vector<ArrivedAnswer> arrived_;
  FrameInput drawn_;
  float scale_ = 1;
  int settle_frames_ = 0;
  std::vector<SemanticNode> sent_nodes_;
  Cursor sent_cursor_ = Cursor::kDefault;
  double nodes_sent_ms_ = -1e9;
  bool mirror_is_late_ = false;
  float styled_scale_ = 0;
  double last_frame_ms_ = -1;
  uint64_t seen_revision_ = 0;
  uint64_t checked_revision_ = ~uint64_t{0};
  double changed_at_ms_ = 0;
  std::optional<size_t> announced_problems_;
};

}  // namespace tollgate::designer
