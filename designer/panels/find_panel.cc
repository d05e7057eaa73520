// Above the outline: a search over the whole app, and where a part is used. While either is shown,
// what was found stands in the outline's place.
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/document/search.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxFound = 60;

// Again only when the query, the document or the language is another one.
void look_again(DesignSession& session) {
  FindState& find = session.find;
  const uint64_t revision = session.document.revision();
  const bool is_same = find.looked_for == find.query && find.revision == revision &&
                       find.language == session.ui.language();
  if (is_same) return;
  find.looked_for = find.query;
  find.revision = revision;
  find.language = session.ui.language();
  find.found = search_document(session.json(), find.query, session.locale(), kMaxFound);
}

void go(DesignSession& session, const std::string& thing, const std::string& place) {
  session.go_to(thing);
  session.reveal(thing);
  session.focus_on(place);
  session.narrow_tab = session.inspector_shown ? 1 : 2;
}

// The name above, the way to it or what stands there below. True when the person goes there.
bool found_row(DesignSession& session, const std::string& name, const std::string& where,
               const std::string& pointer) {
  Ui& ui = session.ui;
  const float width = ImGui::GetContentRegionAvail().x;
  const Item item =
      add_item(ui, "found", {width, ui.px(46)},
               {.role = Role::kTreeItem, .name = name, .description = where, .level = 1});
  if (!item.visible) return item.pressed;
  if (item.hovered) {
    ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::kHover,
                                              ui.px(theme::kRadius));
  }
  draw_icon(ui, definition_icon(definition_at(session.json(), pointer)),
            item.min + ImVec2(ui.px(8), ui.px(7)), ui.px(14), theme::kTextSoft);
  const float left = ui.px(30);
  draw_text_centred(ui, item.min + ImVec2(left, ui.px(3)), ui.px(20), name, {.size = 13.5f},
                    width - left - ui.px(6));
  draw_text_centred(ui, item.min + ImVec2(left, ui.px(23)), ui.px(18), where,
                    {.size = theme::kSmallText, .colour = theme::kTextFaint},
                    width - left - ui.px(6));
  draw_focus_ring(ui, item);
  return item.pressed;
}

void none(Ui& ui, const char* words) {
  paragraph(ui, words, {.size = 13, .colour = theme::kTextFaint}, "none");
}

void found_list(DesignSession& session) {
  Ui& ui = session.ui;
  look_again(session);
  const auto& found = session.find.found;
  const SemanticGroup tree(ui, "found-list", Role::kTree, ui.tr("查找结果", "What was found"),
                           kVertical);
  if (found.empty()) none(ui, ui.tr("没有找到。", "Nothing was found."));
  const Found* chosen = nullptr;
  for (size_t i = 0; i < found.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const std::string name = thing_name(session.json(), found[i].thing, ui.language());
    const std::string where = found[i].is_name
                                  ? place_words(session.json(), found[i].thing, ui.language())
                                  : found[i].text;
    if (found_row(session, name.empty() ? "?" : name, where, found[i].thing)) chosen = &found[i];
    ImGui::PopID();
  }
  if (found.size() == kMaxFound) {
    none(ui, ui.tr("只显示前 60 处。", "Only the first 60 are shown."));
  }
  if (chosen != nullptr) {
    const std::string thing = chosen->thing;
    const std::string place = chosen->place;
    go(session, thing, place);
  }
}

void uses_list(DesignSession& session) {
  Ui& ui = session.ui;
  const std::string title = "“" + session.find.uses_of + ui.tr("”用在哪里", "”: where it is used");
  const SemanticGroup tree(ui, "uses", Role::kTree, title, kVertical);
  heading(ui, "uses-title", title, 2, {.size = 13.5f, .face = Face::kSemibold});
  gap(ui, 4);
  if (session.find.uses.empty()) {
    none(ui, ui.tr("别处没有用到它。", "Nothing else uses it."));
  }
  std::string chosen;
  for (size_t i = 0; i < session.find.uses.size(); ++i) {
    const std::string& use = session.find.uses[i];
    ImGui::PushID(static_cast<int>(i));
    std::string thing = use;
    while (!thing.empty() && (session.at(thing) == nullptr || !session.at(thing)->is_object() ||
                              definition_at(session.json(), thing).empty())) {
      thing = pointer_parent(thing);
    }
    const std::string name = thing_name(session.json(), thing, ui.language());
    if (found_row(session, name, place_words(session.json(), use, ui.language()), thing)) {
      chosen = use;
    }
    ImGui::PopID();
  }
  gap(ui, 6);
  if (button(ui, "uses-close", {.name = ui.tr("回到结构", "Back to the outline"), .small = true})) {
    session.find.show_uses = false;
  }
  if (!chosen.empty()) go(session, chosen, chosen);
}

}  // namespace

bool find_panel(DesignSession& session) {
  Ui& ui = session.ui;
  FindState& find = session.find;
  const uint32_t field = ImGui::GetID("find");
  if (std::exchange(find.wants_focus, false)) ui.request_focus(field);
  const std::string name = ui.tr("查找", "Find");
  if (auto typed = text_field(
          ui, "find", find.query,
          {.name = name,
           .placeholder = ui.tr("名称、标识、公式…", "Names, ids, formulas…"),
           .description = ui.tr("在整个应用里查找，Ctrl+F", "In the whole app, Ctrl+F")})) {
    find.query = *std::move(typed);
    find.show_uses = false;
  }
  if (ui.key(field, Key::kEscape)) find.query.clear();
  gap(ui, 10);
  if (find.show_uses) {
    uses_list(session);
    return true;
  }
  if (find.query.find_first_not_of(' ') == std::string::npos) return false;
  found_list(session);
  return true;
}

void show_uses(DesignSession& session, const std::string& element) {
  FindState& find = session.find;
  find.uses = uses_of(session.json(), element);
  find.uses_of = thing_name(session.json(), element, session.ui.language());
  find.show_uses = true;
  session.side_tab = 1;
  if (session.ui.is_phone()) session.narrow_tab = 0;
  const std::string count = std::to_string(find.uses.size());
  session.say(session.ui.tr("用在 ", "Used in ") + count +
              session.ui.tr(" 处", find.uses.size() == 1 ? " place" : " places"));
}

}  // namespace tollgate::designer
