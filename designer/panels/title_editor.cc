// What names a record: fields and words one after the other, and how the records there are read
// with it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cells.h"
#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/title_parts.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr int kTitlesShown = 3;

class TitleEditor {
 public:
  TitleEditor(DesignSession& session, const std::string& pointer)
      : session_(session),
        ui_(session.ui),
        pointer_(pointer),
        fields_(title_fields(session.json(), pointer_parent(pointer), session.locale())) {}

  void parts(std::vector<TitlePart> parts, std::string_view name) {
    const SemanticGroup group(ui_, "parts", Role::kGroup, name);
    std::optional<std::vector<TitlePart>> next;
    bool typing = false;
    for (size_t i = 0; i < parts.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      const std::string spoken =
          ui_.tr("标题第 ", "Title part ") + std::to_string(i + 1) + ui_.tr(" 段", "");
      const float width = ImGui::GetContentRegionAvail().x - row_tools_width(ui_) - ui_.px(6);
      if (parts[i].path.empty()) {
        if (session_.takes_focus(part_place(i))) ui_.request_focus(ImGui::GetID("words"));
        if (auto typed =
                text_field(ui_, "words", parts[i].words,
                           {.name = spoken + ui_.tr("：文字", ": words"), .width = width})) {
          next = parts;
          (*next)[i].words = *std::move(typed);
          typing = true;
        }
        if (ui_.lost_focus(ImGui::GetID("words"))) session_.document.seal();
      } else {
        chip(parts[i], spoken, width);
      }
      same_line(ui_, 6);
      const RowTool tool = row_tools(ui_, spoken, i == 0, i + 1 == parts.size());
      if (tool != RowTool::kNone) next = parts;
      if (tool == RowTool::kUp) std::swap((*next)[i], (*next)[i - 1]);
      if (tool == RowTool::kDown) std::swap((*next)[i], (*next)[i + 1]);
      if (tool == RowTool::kRemove) next->erase(next->begin() + static_cast<ptrdiff_t>(i));
      gap(ui_, 4);
      ImGui::PopID();
    }
    if (auto added = add(parts)) next = std::move(added);
    if (next) store(*next, typing);
  }

  // The titles of real records, as they are by now.
  void examples() {
    const std::string entity = text_member(*session_.at(pointer_parent(pointer_)), "id");
    const LiveAnswer& answer =
        session_.live.ask("title", "record.list", {{"entity", entity}, {"limit", kTitlesShown}});
    if (!answer.reply || !answer.reply->contains("rows")) return;
    std::string titles;
    for (const Json& row : answer.reply->at("rows")) {
      const std::string title = text_member(row, "title");
      if (!title.empty()) titles += (titles.empty() ? "" : ui_.tr("、", ", ")) + title;
    }
    if (titles.empty()) return;
    paragraph(ui_, ui_.tr("现在的记录：", "Records now: ") + titles,
              {.size = theme::kSmallText, .colour = theme::kTextSoft}, "examples");
    gap(ui_, 4);
  }

 private:
  std::string part_place(size_t index) const { return pointer_ + "#" + std::to_string(index); }

  void chip(const TitlePart& part, const std::string& spoken, float width) {
    const auto known = std::find_if(fields_.begin(), fields_.end(), [&](const ConditionField& one) {
      return one.path == part.path;
    });
    const std::string label = known != fields_.end() ? known->label : part.path;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size(width, ui_.px(theme::kControlHeight));
    const float wide = std::min(width, text_width(ui_, label) + ui_.px(46));
    ImGui::GetWindowDrawList()->AddRectFilled(at + ImVec2(0, ui_.px(2)),
                                              at + ImVec2(wide, size.y - ui_.px(2)),
                                              theme::kAccentSoft, ui_.px(14));
    if (known != fields_.end() && !known->type.empty()) {
      draw_icon(ui_, icon_of_field_type(known->type), at + ImVec2(ui_.px(10), ui_.px(8)),
                ui_.px(16), theme::kAccent);
    }
    draw_text_centred(ui_, at + ImVec2(ui_.px(32), 0), size.y, label, {.colour = theme::kAccent},
                      wide - ui_.px(40));
    SemanticNode node;
    node.id = ImGui::GetID("chip");
    node.role = Role::kText;
    node.name = spoken + ui_.tr("：", ": ") + label;
    node.rect = node.visible = {at.x, at.y, size.x, size.y};
    ui_.semantics().add(std::move(node));
    ImGui::Dummy(size);
  }

  std::optional<std::vector<TitlePart>> add(const std::vector<TitlePart>& parts) {
    std::vector<Choice> choices;
    for (const ConditionField& one : fields_) {
      choices.push_back(
          {one.path, one.label, one.type.empty() ? Icon::kNone : icon_of_field_type(one.type)});
    }
    const std::string name = ui_.tr("在标题中添加字段", "Add a field to the title");
    std::optional<std::vector<TitlePart>> next;
    if (session_.takes_focus(pointer_)) {
      ImGui::PushID("add");
      ui_.request_focus(ImGui::GetID("box"));
      ImGui::PopID();
    }
    if (auto picked = combo(ui_, "add", "", choices,
                            {.name = name, .empty_label = name, .disabled = choices.empty()})) {
      next = parts;
      // Fields do not run into each other.
      if (!parts.empty() && !parts.back().path.empty()) next->push_back({"", " "});
      next->push_back({*picked, ""});
    }
    gap(ui_, 4);
    if (button(ui_, "add-words",
               {.name = ui_.tr("在标题中添加文字", "Add words to the title"),
                .icon = Icon::kPlus,
                .kind = ButtonKind::kGhost,
                .small = true})) {
      next = parts;
      next->push_back({"", " · "});
      session_.focus_on(part_place(parts.size()));
    }
    gap(ui_, 6);
    return next;
  }

  void store(const std::vector<TitlePart>& parts, bool typing) {
    const std::string selected = session_.document.selection();
    const std::string text = title_text(parts, fields_);
    if (text.empty()) {
      session_.run(UnsetProperty{pointer_});
    } else {
      session_.run(SetProperty{pointer_, text, typing});
    }
    session_.document.select(selected);
  }

  DesignSession& session_;
  Ui& ui_;
  std::string pointer_;
  std::vector<ConditionField> fields_;
};

}  // namespace

void title_editor(DesignSession& session, const std::string& pointer, std::string_view name) {
  Ui& ui = session.ui;
  TitleEditor editor(session, pointer);
  const Json* value = session.at(pointer);
  const std::string text =
      value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  std::optional<std::vector<TitlePart>> parts = read_title(text);
  ImGui::PushID((pointer + "#title").c_str());
  if (parts) {
    caption(ui, name);
    editor.parts(*std::move(parts), name);
    if (const std::string problem = session.problem_at(pointer); !problem.empty()) {
      notice(ui, "problem", problem, true);
    }
  } else {
    expression_editor(session, pointer, name, false, "");
  }
  editor.examples();
  gap(ui, 8);
  ImGui::PopID();
}

}  // namespace tollgate::designer
