// Taking things away: said aloud, undone by Ctrl+Z, and asked about first where it would break
// other parts of the app.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/breakage.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/part_group.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr const char* kDialogKey = "##removal";
constexpr size_t kUsesShown = 6;

// Where the thing is used, in labels; one entry a place.
std::vector<std::string> uses_of(const DesignSession& session, const Command& command) {
  std::vector<std::string> uses;
  const Result<Breakage> breakage = breakage_of(session.json(), command);
  if (!breakage) return uses;
  for (const Diagnostic& finding : breakage->findings) {
    std::string words = place_words(breakage->after, finding.place.pointer, session.ui.language());
    if (words.empty()) words = finding.message.in(session.ui.language());
    if (std::find(uses.begin(), uses.end(), words) == uses.end()) uses.push_back(std::move(words));
  }
  return uses;
}

bool is_whole_part(std::string_view pointer) {
  const std::string_view list = pointer_parent(pointer);
  return list == "/forms" || list == "/entities";
}

// Fields leave a form; the entity keeps them.
bool leaves_form_only(const Command& command) {
  const auto* parts = std::get_if<RemoveParts>(&command);
  return std::holds_alternative<RemoveFromForm>(command) ||
         (parts != nullptr && !parts->parts.empty() && is_form_place(parts->parts.front()));
}

// What stands where the thing stood: the next one, the last one, or what holds the list.
std::string neighbour_of(const DesignSession& session, const std::string& pointer) {
  const std::string list(pointer_parent(pointer));
  const Json* elements = session.at(list);
  if (elements == nullptr || !elements->is_array() || elements->empty()) {
    return std::string(pointer_parent(list));
  }
  return pointer_child(list, std::min(last_index(pointer), elements->size() - 1));
}

void carry_out(DesignSession& session, const Removal& removal) {
  if (!session.run(removal.command)) return;
  const std::string next = neighbour_of(session, removal.selected);
  if (next.starts_with(session.view()) && session.at(session.view()) != nullptr) {
    session.document.select(next);
  } else {
    session.go_to(next);
  }
  say_removed(session, removal.name, leaves_form_only(removal.command));
  session.focus_on(session.document.selection());
}

void uses_in_words(Ui& ui, const Removal& removal) {
  const TextStyle soft{.colour = theme::kTextSoft};
  if (removal.uses.empty()) {
    paragraph(ui, ui.tr("里面的内容会一起删除。", "Everything inside is deleted, too."), soft,
              "all");
    return;
  }
  const std::string count = std::to_string(removal.uses.size());
  paragraph(ui,
            ui.tr("有 ", "Used in ") + count +
                ui.tr(" 处在用它，删除后这些地方会出错：",
                      removal.uses.size() == 1 ? " place, which will be wrong without it:"
                                               : " places, which will be wrong without it:"),
            soft, "count");
  gap(ui, 4);
  for (size_t i = 0; i < std::min(removal.uses.size(), kUsesShown); ++i) {
    ImGui::PushID(static_cast<int>(i));
    paragraph(ui, "· " + removal.uses[i], {.size = 13}, "use");
    ImGui::PopID();
  }
  if (removal.uses.size() > kUsesShown) {
    const std::string more = std::to_string(removal.uses.size() - kUsesShown);
    paragraph(ui, ui.tr("还有 ", "and ") + more + ui.tr(" 处", " more"), {.size = 13}, "more");
  }
}

enum class Answer : uint8_t { kNone, kCancel, kRemove };

Answer ask(Ui& ui, const Removal& removal, bool opened) {
  const std::string title = ui.tr("删除“", "Delete '") + removal.name + ui.tr("”？", "'?");
  SemanticGroup dialog(ui, "dialog", Role::kDialog, title);
  heading(ui, "title", title, 2, {.size = theme::kTitleText, .face = Face::kSemibold});
  gap(ui, 6);
  uses_in_words(ui, removal);
  gap(ui, 16);
  Answer answer = Answer::kNone;
  const uint32_t cancel = ImGui::GetID("cancel");
  const uint32_t remove = ImGui::GetID("remove");
  if (button(ui, "cancel", {.name = ui.tr("取消", "Cancel")})) answer = Answer::kCancel;
  same_line(ui, 8);
  if (button(
          ui, "remove",
          {.name = ui.tr("删除", "Delete"), .icon = Icon::kTrash, .kind = ButtonKind::kDanger})) {
    answer = Answer::kRemove;
  }
  if (ui.shortcut(Key::kEscape, 0)) answer = Answer::kCancel;
  // The focus stays inside until there is an answer.
  const bool strayed = ui.focus_moved() && !ui.focused(cancel) && !ui.focused(remove);
  if (answer == Answer::kNone && (opened || strayed)) ui.request_focus(cancel);
  return answer;
}

}  // namespace

void say_removed(DesignSession& session, std::string_view name, bool from_form) {
  const Ui& ui = session.ui;
  const std::string quoted = ui.tr("“", "'") + std::string(name) + ui.tr("”", "'");
  session.say((from_form ? ui.tr("已从表单移除", "Removed from the form: ")
                         : ui.tr("已删除", "Deleted: ")) +
              quoted + ui.tr("；Ctrl+Z 撤销", "; Ctrl+Z undoes"));
}

void remove_thing(DesignSession& session, const Command& command) {
  Removal removal{command,
                  session.document.selected().front(),
                  selected_name(session),
                  {},
                  session.document.revision()};
  if (!leaves_form_only(command)) removal.uses = uses_of(session, command);
  if (removal.uses.empty() && !is_whole_part(removal.selected)) {
    carry_out(session, removal);
  } else {
    session.removal = std::move(removal);
  }
}

void removal_dialog(DesignSession& session) {
  Ui& ui = session.ui;
  // What was asked about may be something else by now.
  if (session.removal && session.removal->revision != session.document.revision())
    session.removal.reset();
  const bool was_open = ImGui::IsPopupOpen(kDialogKey);
  if (!session.removal && !was_open) return;
  if (!was_open) ImGui::OpenPopup(kDialogKey);
  const float width = std::min(ui.px(440), ui.width() - ui.px(24));
  ImGui::SetNextWindowPos({ui.width() / 2, ui.height() / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, ui.height() - ui.px(24)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(20), ui.px(18)});
  const bool shown = ImGui::BeginPopupModal(
      kDialogKey, nullptr,
      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize);
  ImGui::PopStyleVar();
  if (!shown) return;
  const Answer answer = session.removal ? ask(ui, *session.removal, !was_open) : Answer::kNone;
  if (answer != Answer::kNone || !session.removal) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  if (answer == Answer::kNone) return;
  const Removal removal = *std::exchange(session.removal, std::nullopt);
  if (answer == Answer::kRemove) {
    carry_out(session, removal);
  } else {
    session.focus_on(removal.selected);
  }
}

}  // namespace tollgate::designer
