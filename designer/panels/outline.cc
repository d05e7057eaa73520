// The whole app as a tree: what there is, and the way to it.
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr const char* kOutlineLists[] = {"forms",         "entities", "scorecards", "workflows",
                                         "automations",   "views",    "metrics",    "dashboards",
                                         "quick_filters", "roles"};

// The small plus at the end of a group's row.
bool add_button(Ui& ui, const char* key, std::string_view name, const Item& at) {
  const float size = ui.px(22);
  const ImVec2 position(at.max.x - size - ui.px(4), at.min.y + (at.height() - size) / 2);
  const Item item =
      add_item_at(ui, key, position, {size, size}, {.role = Role::kButton, .name = name});
  if (item.visible) {
    if (item.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::kPressed, ui.px(4));
    }
    draw_icon(ui, Icon::kPlus, item.min + ImVec2(ui.px(4), ui.px(4)), ui.px(14),
              item.hovered ? theme::kText : theme::kTextFaint);
    draw_focus_ring(ui, item, 4);
    tooltip(ui, item, name);
  }
  return item.pressed;
}

}  // namespace

void outline(DesignSession& session) {
  Ui& ui = session.ui;
  if (find_panel(session)) return;
  std::string go;
  bool go_somewhere = false;
  std::optional<std::string> add_to;
  SemanticGroup tree(ui, "tree", Role::kTree, ui.tr("应用结构", "App outline"), kVertical);
  if (row(ui, "app",
          {.name = session.label(session.json()),
           .icon = Icon::kApp,
           .selected = session.view().empty(),
           .strong = true})
          .chosen) {
    go_somewhere = true;
  }
  for (const char* list_name : kOutlineLists) {
    const Json* list = session.at(std::string("/") + list_name);
    const size_t count = list != nullptr && list->is_array() ? list->size() : 0;
    const bool open = session.open_groups.contains(list_name);
    ImGui::PushID(list_name);
    const LocalizedText words = list_words(list_name);
    const RowResult group = row(ui, "group",
                                {.name = words.in(ui.language()),
                                 .icon = list_icon(list_name),
                                 .expanded = open,
                                 .strong = true,
                                 .overlap = true});
    if (group.chosen || group.toggled) {
      if (open) {
        session.open_groups.erase(list_name);
      } else {
        session.open_groups.insert(list_name);
      }
    }
    const std::string add = add_words(session.json(), std::string("/") + list_name, ui.language());
    if (add_button(ui, "add", add, group.item)) add_to = list_name;
    for (size_t i = 0; open && i < count; ++i) {
      const std::string pointer = pointer_child(pointer_child("", list_name), i);
      ImGui::PushID(static_cast<int>(i));
      const std::string name = thing_name(session.json(), pointer, ui.language());
      const RowResult entry = row(ui, "entry",
                                  {.name = name.empty() ? "?" : name,
                                   .description = session.has_problem_below(pointer) ? "!" : "",
                                   .level = 2,
                                   .selected = session.view() == pointer});
      if (entry.chosen) {
        go = pointer;
        go_somewhere = true;
      }
      ImGui::PopID();
    }
    ImGui::PopID();
  }
  if (go_somewhere) {
    session.open(go);
    session.narrow_tab = 1;
  }
  if (add_to && session.run(AddItem{"/" + *add_to})) {
    session.open_groups.insert(*add_to);
    session.open(session.document.selection());
    show_added(session);
  }
}

}  // namespace tollgate::designer
