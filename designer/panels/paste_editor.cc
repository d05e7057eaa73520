// Many options or criteria at a time: lines, or columns copied from a table, become elements.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

size_t element_count(const DesignSession& session, std::string_view list_pointer) {
  const Json* list = session.at(list_pointer);
  return list != nullptr && list->is_array() ? list->size() : 0;
}

}  // namespace

void paste_editor(DesignSession& session, std::string_view list_pointer) {
  Ui& ui = session.ui;
  const std::string list(list_pointer);
  const std::string key = list + "#paste";
  const bool criteria = list.ends_with("/criteria");
  const auto draft = session.drafts.find(key);
  const std::string field_key = key + "_text";
  if (draft == session.drafts.end()) {
    const char* name = criteria ? ui.tr("从表格粘贴评分项", "Paste criteria from a table")
                                : ui.tr("粘贴多个选项", "Paste several options");
    if (button(ui, key.c_str(), {.name = name, .icon = Icon::kCopy, .small = true})) {
      session.drafts[key] = {};
      ui.request_focus(ImGui::GetID(field_key.c_str()));
    }
    gap(ui, 8);
    return;
  }
  const char* name = criteria ? ui.tr("每行一项：名称、分值、条件、建议",
                                      "One line each: name, points, condition, advice")
                              : ui.tr("每行一个选项；第二列是分值",
                                      "One option per line; points in the second column");
  caption(ui, name);
  if (auto typed = text_field(ui, field_key.c_str(), draft->second, {.name = name, .lines = 6})) {
    draft->second = *std::move(typed);
  }
  gap(ui, 6);
  const bool empty = draft->second.find_first_not_of(" \t\r\n") == std::string::npos;
  const bool add = button(ui, (key + "_add").c_str(),
                          {.name = ui.tr("添加这些行", "Add these lines"),
                           .kind = ButtonKind::kPrimary,
                           .disabled = empty,
                           .small = true});
  same_line(ui, 8);
  const bool cancel =
      button(ui, (key + "_cancel").c_str(), {.name = ui.tr("取消", "Cancel"), .small = true});
  gap(ui, 8);
  if (add) {
    const size_t before = element_count(session, list);
    // What was refused stays, to be corrected.
    if (!session.run(PasteItems{list, std::string(session.locale()), draft->second})) return;
    const std::string count = std::to_string(element_count(session, list) - before);
    session.say(ui.tr("已添加 ", "Added: ") + count + ui.tr(" 项", ""));
  }
  if (add || cancel) {
    session.drafts.erase(key);
    session.focus_on(list);
  }
}

}  // namespace tollgate::designer
