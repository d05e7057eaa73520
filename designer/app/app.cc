#include "tollgate/designer/app/app.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "style.h"
#include "tollgate/base/json.h"
#include "tollgate/designer/document/checks.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/panels/workbench.h"
#include "tollgate/designer/widgets/reported_items.h"

namespace tollgate::designer {
namespace {

// ImGui needs a few frames until what an event set off has come to rest.
constexpr int kSettleFrames = 4;
constexpr int kMaxWaitingFrames = 16;  // a click takes three
// A moving picture need not be mirrored at every frame.
constexpr double kMirrorEvery_ms = 90;
// Checks wait for a pause in typing.
constexpr double kCheckDelay_ms = 180;

Document empty_document() {
  Json json = {{"format", "tollgate.app/1"},
               {"id", "app"},
               {"version", 1},
               {"label", {{"zh-CN", "新应用"}, {"en", "New app"}}},
               {"locales", {"zh-CN", "en"}},
               {"entities", Json::array()}};
  return Document(std::move(json));
}

}  // namespace

struct App::ImGuiScope {
  ImGuiScope() {
    context = ImGui::CreateContext();
    enter();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    io.ConfigDebugHighlightIdConflicts = false;
    io.ConfigDebugHighlightIdConflictsShowItemPicker = false;
    io.MouseDragThreshold = 5;
  }
  ~ImGuiScope() { ImGui::DestroyContext(context); }
  // ImGui works on one context at a time: each app's calls first make its own the current one.
  void enter() const { ImGui::SetCurrentContext(context); }
  ImGuiContext* context;
};

App::App(std::unique_ptr<Surface> surface)
    : surface_(std::move(surface)), imgui_(std::make_unique<ImGuiScope>()) {
  ui_ = std::make_unique<Ui>(surface_->load_fonts());
  workbench_ = std::make_unique<Workbench>(*ui_, empty_document());
}

App::~App() {
  imgui_->enter();
  surface_->lose();
}

namespace {

// Whatever calls itself an app document may be opened: its problems are shown, to be mended.
Result<Json> read_document(std::string_view text) {
  Result<Json> json = parse_json(text);
  if (!json) return json;
  if (!json->is_object() || json->value("format", Json()) != "tollgate.app/1") {
    return make_error("designer.not_an_app",
                      {"这不是应用文档：缺少 \"format\": \"tollgate.app/1\"",
                       "this is no app document: it lacks \"format\": \"tollgate.app/1\""},
                      {.pointer = "/format"});
  }
  return json;
}

}  // namespace

Status App::load(std::string_view text) {
  Result<Json> json = read_document(text);
  if (!json) return std::move(json).error();
  workbench_->session().replace(Document(*std::move(json)));
  checked_revision_ = ~uint64_t{0};
  announced_problems_.reset();
  settle_frames_ = kSettleFrames;
  return ok_status();
}

std::string App::copy(bool cut) {
  imgui_->enter();
  take_waiting_clicks();
  std::string text = workbench_->copy(cut);
  settle_frames_ = kSettleFrames;
  return text;
}

bool App::paste(std::string_view text) {
  imgui_->enter();
  take_waiting_clicks();
  const bool pasted = workbench_->paste(text);
  settle_frames_ = kSettleFrames;
  return pasted;
}

Status App::import(std::string_view text, std::string_view name) {
  Result<Json> json = read_document(text);
  if (!json) return std::move(json).error();
  DesignSession& session = workbench_->session();
  session.run(ReplaceAll{*std::move(json)});
  session.note_stored();  // others may know what is in a file
  if (session.at("/forms/0") != nullptr) session.open("/forms/0");
  check_now();
  std::string sentence = ui_->tr("已导入：", "Imported: ") + std::string(name);
  if (!session.problems().empty()) {
    sentence += ui_->tr("，发现 ", ", found ") + session.problems_in_words();
  }
  const bool errors = has_errors(session.problems());
  if (errors) session.problems_open = true;
  session.say(std::move(sentence), errors);
  settle_frames_ = kSettleFrames;
  return ok_status();
}

Status App::take_over(std::string_view text, Origin origin) {
  Result<Json> json = read_document(text);
  if (!json) return std::move(json).error();
  const bool newer = origin == Origin::kNewerVersion;
  DesignSession& session = workbench_->session();
  const std::string shown = path_of_ids(session.json(), session.view());
  session.run(ReplaceAll{*std::move(json),
                         newer ? LocalizedText{"载入新版本", "Load newer version"}
                               : LocalizedText{"恢复未保存的修改", "Restore unsaved changes"}});
  // The same place can be another thing there.
  if (path_of_ids(session.json(), session.view()) != shown) {
    session.open(session.at("/forms/0") != nullptr ? "/forms/0" : "");
  }
  session.drafts.clear();
  if (newer) {
    session.document.mark_saved();
    session.note_stored();
  }
  settle_frames_ = kSettleFrames;
  return ok_status();
}

std::string App::text() const { return workbench_->session().document.text(); }

void App::mark_saved() {
  workbench_->session().document.mark_saved();
  workbench_->session().note_stored();
  settle_frames_ = kSettleFrames;
}

bool App::is_saved() const { return workbench_->session().document.is_saved(); }

void App::set_version(int64_t version) {
  workbench_->session().document.set_version(version);
  settle_frames_ = kSettleFrames;
}

void App::show_problems() {
  check_now();
  workbench_->session().show_first_problem();
  settle_frames_ = kSettleFrames;
}

void App::set_preview(bool on) {
  workbench_->session().preview_on = on;
  settle_frames_ = kSettleFrames;
}

void App::say(std::string sentence, bool problem) {
  workbench_->session().say(std::move(sentence), problem);
  settle_frames_ = kSettleFrames;
}

void App::answer(uint32_t question, std::string_view reply) {
  Result<Json> json = parse_json(reply);
  if (json) {
    arrived_.push_back({question, *std::move(json), {}});
  } else {
    arrived_.push_back(
        {question, std::nullopt, json.diagnostics().front().message.in(ui_->language())});
  }
  settle_frames_ = std::max(settle_frames_, 2);
}

void App::refuse(uint32_t question, std::string problem) {
  arrived_.push_back({question, std::nullopt, std::move(problem)});
  settle_frames_ = std::max(settle_frames_, 2);
}

// Answers take their places between clicks: none moves what is pressed from under the pointer.
void App::take_answers() {
  LiveAnswers& live = workbench_->session().live;
  for (ArrivedAnswer& arrived : std::exchange(arrived_, {})) {
    if (arrived.reply) {
      live.answer(arrived.question, *std::move(arrived.reply));
    } else {
      live.refuse(arrived.question, std::move(arrived.problem));
    }
  }
}

void App::outdate_answers() {
  workbench_->session().live.outdate();
  settle_frames_ = std::max(settle_frames_, 2);
}

void App::set_language(Language language) {
  ui_->set_language(language);
  workbench_->session().live.outdate();  // replies speak the language that they were asked in
  settle_frames_ = kSettleFrames;
}

// What the last frame drew at a place: of widgets that lie on each other the uppermost.
PointerAim App::drawn_at(float x, float y) const {
  PointerAim found;
  bool in_popup = false;
  for (const SemanticNode& node : ui_->semantics().nodes()) {
    const SemanticRect& box = node.visible;
    const bool popup = (node.states & kPopup) != 0;
    if ((node.states & kFocusable) == 0 || (in_popup && !popup)) continue;
    if (x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) continue;
    found = {node.id, node.rect.x, node.rect.y};
    in_popup = popup;
  }
  return found;
}

void App::pointer(const PointerEvent& event) {
  imgui_->enter();
  const bool down = event.kind == PointerKind::kDown;
  pointer_.handle(event, scale_, down ? drawn_at(event.x, event.y) : PointerAim{});
  settle_frames_ = kSettleFrames;
}

void App::wheel(float dx, float dy) {
  imgui_->enter();
  pointer_.wheel(dx, dy, scale_);
  settle_frames_ = kSettleFrames;
}

void App::event(UiEvent event) {
  imgui_->enter();
  // What somebody does behind a click is about what the click has done; a focus that goes on would
  // close the list that the click chooses from.
  take_waiting_clicks();
  ui_->push_event(std::move(event));
  settle_frames_ = kSettleFrames;
}

void App::lose_surface() {
  imgui_->enter();
  surface_->lose();
}

void App::restore_surface() {
  imgui_->enter();
  surface_->restore();
  settle_frames_ = kSettleFrames;
}

void App::check(double now_ms, double* due_in_ms) {
  DesignSession& session = workbench_->session();
  const uint64_t revision = session.document.revision();
  if (revision != seen_revision_) {
    seen_revision_ = revision;
    changed_at_ms_ = now_ms;
  }
  if (revision == checked_revision_) return;
  const double waited = now_ms - changed_at_ms_;
  if (checked_revision_ != ~uint64_t{0} && waited < kCheckDelay_ms) {
    *due_in_ms = kCheckDelay_ms - waited + 1;
    return;
  }
  session.set_problems(check_document(session.json()));
  checked_revision_ = revision;
  settle_frames_ = std::max(settle_frames_, 2);
}

void App::check_now() {
  DesignSession& session = workbench_->session();
  session.set_problems(check_document(session.json()));
  checked_revision_ = seen_revision_ = session.document.revision();
  announced_problems_ = session.problems().size();
}

// How many problems there are is said when it changed, and not to somebody who is still writing.
void App::announce_problems(double now_ms, double* due_in_ms) {
  const DesignSession& session = workbench_->session();
  const size_t count = session.problems().size();
  const bool unchecked = checked_revision_ != session.document.revision();
  if (unchecked || announced_problems_ == count) return;
  if (const double rest = ui_->typing_rest_ms(now_ms); announced_problems_ && rest > 0) {
    if (*due_in_ms < 0 || rest + 1 < *due_in_ms) *due_in_ms = rest + 1;
    return;
  }
  if (announced_problems_) ui_->announce(session.problems_in_words());
  announced_problems_ = count;
}

// A click takes frames, and none may have come since it was made.
void App::take_waiting_clicks() {
  for (int i = 0; drawn_.width > 0 && pointer_.is_waiting() && i < kMaxWaitingFrames; ++i) {
    draw(FrameInput(drawn_));
  }
}

double App::frame(const FrameInput& input) {
  imgui_->enter();
  // People point at what they see: a click that waits is taken where the last frame drew its
  // button, before another size moves the button away.
  const bool resized = input.width != drawn_.width || input.height != drawn_.height;
  const bool waits = resized && drawn_.width > 0;
  for (int i = 0; waits && pointer_.is_waiting() && i < kMaxWaitingFrames; ++i) {
    FrameInput before = drawn_;
    before.now_ms = input.now_ms;
    draw(before);
  }
  return draw(input);
}

double App::draw(const FrameInput& input) {
  drawn_ = input;
  scale_ = input.scale;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(input.width), static_cast<float>(input.height)};
  io.DisplayFramebufferScale = {1, 1};
  const double elapsed = last_frame_ms_ < 0 ? 16.0 : input.now_ms - last_frame_ms_;
  io.DeltaTime = static_cast<float>(std::clamp(elapsed / 1000, 0.001, 0.1));
  last_frame_ms_ = input.now_ms;
  if (styled_scale_ != input.scale) {
    apply_style(input.scale);
    styled_scale_ = input.scale;
    settle_frames_ = kSettleFrames;
  }
  double due_in_ms =
      pointer_.tick(input.now_ms, input.scale, [&](uint32_t id) -> std::optional<PointerAim> {
        const SemanticNode* node = ui_->semantics().find(id);
        if (node == nullptr) return std::nullopt;
        return PointerAim{id, node->rect.x, node->rect.y};
      });
  ui_->set_press_modifiers(pointer_.press_modifiers());
  // What comes by itself makes rows appear, and moves others: not while somebody presses one, nor
  // under a list that is open to be chosen from.
  const bool is_choosing = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
  if (!pointer_.is_pressed()) {
    take_answers();
    if (!is_choosing) check(input.now_ms, &due_in_ms);
  }
  announce_problems(input.now_ms, &due_in_ms);

  ImGui::NewFrame();
  start_reporting_items();
  ui_->begin_frame(input.now_ms, input.scale);
  workbench_->draw();
  ui_->end_frame();
  ImGui::Render();
  surface_->draw(input.width, input.height);

  if (pointer_.is_waiting()) return 0;
  if (settle_frames_ > 0) {
    --settle_frames_;
    return 0;
  }
  const double wake = ui_->wake_delay_ms();
  if (wake >= 0 && (due_in_ms < 0 || wake < due_in_ms)) due_in_ms = wake;
  if (mirror_is_late_ && (due_in_ms < 0 || due_in_ms > kMirrorEvery_ms))
    due_in_ms = kMirrorEvery_ms;
  return due_in_ms;
}

std::string App::take_outbox(bool at_once) {
  imgui_->enter();
  std::string out;
  const auto add = [&](std::string_view name, const std::string& value) {
    out += out.empty() ? "{\"" : ",\"";
    out += name;
    out += "\":";
    out += value;
  };

  const std::optional<uint32_t> focus = ui_->take_focus_request();
  const bool settled = settle_frames_ <= 1;
  const bool due = last_frame_ms_ - nodes_sent_ms_ >= kMirrorEvery_ms;
  mirror_is_late_ = false;
  const NodesChange change = change_of(sent_nodes_, ui_->semantics().nodes());
  if (change != NodesChange::kNone) {
    if (!settled && !due && !focus && !at_once && !ui_->had_events()) {
      mirror_is_late_ = true;
    } else {
      nodes_sent_ms_ = last_frame_ms_;
      const std::vector<SemanticNode>& nodes = ui_->semantics().nodes();
      if (change == NodesChange::kSaid) add("said", take_said(sent_nodes_, nodes, scale_));
      if (change != NodesChange::kOther) {
        const std::string moves = take_moves(sent_nodes_, nodes, scale_);
        if (moves != "[]") add("moved", moves);
      } else {
        sent_nodes_ = ui_->semantics().nodes();
        add("nodes", to_json(ui_->semantics(), scale_));
      }
    }
  }
  if (focus) add("focus", std::to_string(*focus));
  if (ui_->cursor() != sent_cursor_) {
    sent_cursor_ = ui_->cursor();
    add("cursor", json_quoted(cursor_name(sent_cursor_)));
  }
  Json said = Json::array();
  for (std::string& sentence : ui_->take_announcements()) said.push_back(std::move(sentence));
  if (!said.empty()) add("announce", write_json(said));
  Json asked = Json::array();
  for (const HostRequest request : workbench_->session().take_requests()) {
    asked.push_back(kHostRequestNames[static_cast<size_t>(request)]);
  }
  if (!asked.empty()) {
    add("requests", write_json(asked));
    add("preview", workbench_->session().preview_on ? "true" : "false");
    add("locale", ui_->language() == Language::kChinese ? "\"zh-CN\"" : "\"en\"");
    add("form", json_quoted(workbench_->session().shown_form()));
    add("part", json_quoted(workbench_->session().shown_part()));
  }
  Json questions = Json::array();
  for (LiveQuestion& question : workbench_->session().live.take_questions()) {
    questions.push_back({{"number", question.number},
                         {"request", std::move(question.request)},
                         {"params", std::move(question.params)}});
  }
  if (!questions.empty()) add("questions", write_json(questions));
  if (!out.empty()) out += '}';
  return out;
}

}  // namespace tollgate::designer
