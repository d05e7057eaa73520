// A person at the designer without a browser: sees the semantic tree, has a pointer and keys.
#pragma once

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tollgate/designer/app/app.h"
#include "tollgate/designer/panels/workbench.h"
#include "tollgate/designer/widgets/reported_items.h"

// Catch would walk a JSON value as a range of ranges without end.
template <>
struct Catch::StringMaker<tollgate::Json> {
  static std::string convert(const tollgate::Json& json) { return json.dump(); }
};

namespace tollgate::designer {

inline const char* const kSmall = R"({"format": "tollgate.app/1", "id": "demo", "version": 1,
  "label": {"zh-CN": "演示", "en": "Demo"}, "locales": ["zh-CN", "en"],
  "entities": [{"id": "visit", "label": {"zh-CN": "拜访", "en": "Visit"}, "fields": [
    {"id": "place", "type": "text", "label": {"zh-CN": "地点", "en": "Place"}},
    {"id": "amount", "type": "number", "label": {"zh-CN": "金额", "en": "Amount"}}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"zh-CN": "拜访单", "en": "Visit form"},
    "sections": [{"id": "main", "label": {"zh-CN": "基本", "en": "Main"},
                  "fields": [{"field": "place"}, {"field": "amount"}]}]}]})";

class HeadlessDesigner {
 public:
  explicit HeadlessDesigner(std::string_view document) : app(make_null_surface()) {
    const Status status = app.load(document);
    if (!status) FAIL(status.diagnostics().front().message.en);
    settle();
  }

  void frame() {
    now_ms += 16;
    due_ms = app.frame({now_ms, width, height, scale});
    const std::string text = app.take_outbox();
    if (text.empty()) return;
    const Json outbox = Json::parse(text);
    outbox_bytes += text.size();
    if (outbox.contains("nodes")) {
      mirrored = outbox["nodes"];
      ++nodes_sent;
    }
    for (const Json& one : outbox.value("said", Json::array())) {
      mirrored[one[0].get<size_t>()] = one[1];
    }
    take_moves(outbox.value("moved", Json::array()));
    for (const Json& sentence : outbox.value("announce", Json::array()))
      said += sentence.get<std::string>() + "\n";
    for (const Json& request : outbox.value("requests", Json::array())) requests.push_back(request);
    for (const Json& question : outbox.value("questions", Json::array()))
      questions.push_back(question);
    // As the page does: the element gets the focus, and says so.
    if (outbox.contains("focus")) focus(outbox["focus"].get<uint32_t>());
  }
  void settle(int frames = 8) {
    for (int i = 0; i < frames; ++i) frame();
  }
  // Nodes that lie elsewhere now, as in web/designer-host/nodes.ts.
  void take_moves(const Json& moved) {
    for (size_t at = 0; at + 9 <= moved.size(); at += 9) {
      Json& node = mirrored[moved[at].get<size_t>()];
      node["rect"] = {moved[at + 1], moved[at + 2], moved[at + 3], moved[at + 4]};
      node["visible"] = {moved[at + 5], moved[at + 6], moved[at + 7], moved[at + 8]};
    }
  }
  // Until findings of the last change are there.
  void wait_for_check() {
    now_ms += 400;
    settle();
  }

  // As the page does when the engine answers the last question of this kind.
  void reply(std::string_view request, const Json& reply) {
    for (auto it = questions.rbegin(); it != questions.rend(); ++it) {
      if ((*it)["request"] != request) continue;
      app.answer((*it)["number"].get<uint32_t>(), reply.dump());
      settle();
      return;
    }
    FAIL("nobody asked " << request);
  }
  // An entry of a combobox, by name.
  void choose(std::string_view box, std::string_view entry) {
    activate(Role::kCombobox, box);
    activate(Role::kOption, entry);
  }

  const Semantics& seen() const { return app.ui().semantics(); }
  const SemanticNode& get(Role role, std::string_view name) const {
    const SemanticNode* node = seen().find(role, name);
    if (node == nullptr) FAIL("nothing is called " << name);
    return *node;
  }
  bool has(Role role, std::string_view name) const { return seen().find(role, name) != nullptr; }

  // The node as the page last heard of it.
  const Json& mirrored_node(uint32_t id) const {
    for (const Json& node : mirrored) {
      if (node["id"] == id) return node;
    }
    FAIL("the page knows no such node");
    return mirrored;
  }
  void blur() {
    app.event({.kind = EventKind::kBlur, .id = focused});
    focused = 0;
    settle();
  }
  void focus(uint32_t id) {
    if (focused != 0) app.event({.kind = EventKind::kBlur, .id = focused});
    focused = id;
    app.event({.kind = EventKind::kFocus, .id = id, .keyboard_focus = true});
  }
  void activate(Role role, std::string_view name) {
    const uint32_t id = get(role, name).id;
    focus(id);
    app.event({.kind = EventKind::kActivate, .id = id});
    settle();
  }
  void key(Key key, uint8_t modifiers = 0) {
    app.event({.kind = EventKind::kKey, .id = focused, .key = key, .modifiers = modifiers});
    settle();
  }
  void shortcut(char letter, uint8_t modifiers = kControl) {
    app.event({.kind = EventKind::kKey,
               .id = focused,
               .key = Key::kLetter,
               .modifiers = modifiers,
               .text = std::string(1, letter)});
    settle();
  }
  void type(Role role, std::string_view name, std::string_view text) {
    const uint32_t id = get(role, name).id;
    focus(id);
    write(id, text);
    settle();
  }
  // The field's whole text after a keystroke; no frame is drawn.
  void write(uint32_t id, std::string_view text) {
    app.event(
        {.kind = EventKind::kText, .id = id, .sequence = ++sequence, .text = std::string(text)});
  }
  void move(float x, float y) {
    app.pointer({PointerKind::kMove, x, y, 0, false, now_ms});
    frame();
  }
  void press(bool down) {
    const auto& mouse = ImGui::GetIO().MousePos;
    app.pointer({down ? PointerKind::kDown : PointerKind::kUp, mouse.x, mouse.y, 0, false, now_ms});
    frame();
  }
  static std::pair<float, float> middle(const SemanticNode& node) {
    return {node.visible.x + node.visible.width / 2, node.visible.y + node.visible.height / 2};
  }
  void click(Role role, std::string_view name) {
    const auto [x, y] = middle(get(role, name));
    move(x, y);
    press(true);
    press(false);
    settle();
  }

  Json document() const { return Json::parse(app.text()); }

  App app;
  double now_ms = 0;
  double due_ms = 0;
  int width = 1280;
  int height = 800;
  float scale = 1;
  uint32_t focused = 0;
  uint32_t sequence = 0;  // of the last text event
  Json mirrored = Json::array();
  size_t outbox_bytes = 0;  // what the page was told
  size_t nodes_sent = 0;    // how often all of it
  std::string said;
  std::vector<std::string> requests;
  std::vector<Json> questions;
};

}  // namespace tollgate::designer
