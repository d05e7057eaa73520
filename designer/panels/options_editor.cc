// The options of a choice: label in the interface's language, order, points.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

void options_editor(DesignSession& session, std::string_view list_pointer) {
  Ui& ui = session.ui;
  const Json* list = session.at(list_pointer);
  const std::string locale(session.locale());
  caption(ui, ui.tr("选项", "Options"));
  const std::string problem = session.problem_at(list_pointer);
  if (!problem.empty()) {
    notice(ui, (std::string(list_pointer) + "#problem").c_str(), problem, true);
    gap(ui, 6);
  }
  const size_t count = list != nullptr && list->is_array() ? list->size() : 0;
  // In the order they were given: what was typed comes before the Enter that ends it.
  std::vector<Command> commands;
  std::string next_focus;
  std::string removed;  // what went is called
  {
    SemanticGroup group(ui, "options", Role::kGroup, ui.tr("选项", "Options"));
    for (size_t i = 0; i < count; ++i) {
      const std::string option = pointer_child(list_pointer, i);
      const std::string label = pointer_child(option, "label");
      const std::string number = std::to_string(i + 1);
      const Json* shown = session.at(pointer_child(label, locale));
      const std::string text =
          shown != nullptr && shown->is_string() ? shown->get<std::string>() : std::string();
      ImGui::PushID(static_cast<int>(i));
      const float buttons = 3 * ui.px(26) + 2 * ui.px(2) + ui.px(6);
      const std::string name = ui.tr("选项 ", "Option ") + number;
      const std::string fallback = session.label_at(option);
      const TextFieldSpec spec{.name = name,
                               .placeholder = fallback,
                               .width = ImGui::GetContentRegionAvail().x - buttons};
      if (session.takes_focus(option)) ui.request_focus(ImGui::GetID("label"));
      if (auto typed = text_field(ui, "label", text, spec)) {
        commands.push_back(SetText{label, locale, *std::move(typed)});
      }
      const uint32_t field_id = ImGui::GetID("label");
      if (ui.lost_focus(field_id)) session.document.seal();
      if (ui.key(field_id, Key::kEnter)) {
        commands.push_back(AddItem{std::string(list_pointer), i + 1});
        next_focus = pointer_child(list_pointer, i + 1);
      }
      same_line(ui, 6);
      const auto small = [&](const char* key, const char* zh, const char* en, Icon icon,
                             bool disabled) {
        const std::string spoken = ui.tr(zh, en) + (" " + name);
        return button(ui, key,
                      {.name = spoken,
                       .icon = icon,
                       .kind = ButtonKind::kGhost,
                       .icon_only = true,
                       .disabled = disabled,
                       .beside_field = true});
      };
      if (small("up", "上移", "Move up", Icon::kUp, i == 0)) {
        commands.push_back(MoveItem{option, i - 1});
      }
      same_line(ui, 2);
      if (small("down", "下移", "Move down", Icon::kDown, i + 1 == count)) {
        commands.push_back(MoveItem{option, i + 2});
      }
      same_line(ui, 2);
      if (small("delete", "删除", "Delete", Icon::kTrash, false)) {
        commands.push_back(RemoveItem{option});
        removed = !text.empty() ? text : !fallback.empty() ? fallback : name;
        // The next option, the last one, or where one can be added.
        next_focus = count == 1 ? std::string(list_pointer)
                                : pointer_child(list_pointer, std::min(i, count - 2));
      }
      gap(ui, 4);
      ImGui::PopID();
    }
  }
  const std::string add = std::string(list_pointer) + "#add";
  if (session.takes_focus(list_pointer)) ui.request_focus(ImGui::GetID(add.c_str()));
  if (button(ui, add.c_str(),
             {.name = ui.tr("添加选项", "Add option"), .icon = Icon::kPlus, .small = true})) {
    commands.push_back(AddItem{std::string(list_pointer)});
    next_focus = pointer_child(list_pointer, count);
  }
  gap(ui, 8);
  // Options are edited inside their field: that stays selected.
  const std::string selected = session.document.selection();
  for (const Command& command : commands) session.run(command);
  if (!commands.empty()) session.document.select(selected);
  if (!removed.empty()) say_removed(session, removed);
  if (!next_focus.empty()) session.focus_on(next_focus);
  paste_editor(session, list_pointer);
}

}  // namespace tollgate::designer
