// FEEL, with what is wrong about it right below.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/document/expression_help.h"
#include "tollgate/designer/document/expression_in_labels.h"
#include "tollgate/designer/widgets/controls.h"
#include "tollgate/designer/widgets/text.h"

namespace tollgate::designer {
namespace {

// What the function does that is being written, for as long as somebody writes.
void show_help(Ui& ui, std::string_view text) {
  const std::optional<ExpressionHelp> help = expression_help(text);
  if (!help) return;
  gap(ui, 4);
  paragraph(ui, help->usage, {.size = 13, .face = Face::kMono, .colour = theme::kTextSoft},
            "usage");
  paragraph(ui, help->description.in(ui.language()), {.size = 13, .colour = theme::kTextSoft},
            "description");
  paragraph(ui, help->example, {.size = 13, .face = Face::kMono, .colour = theme::kTextSoft},
            "example");
}

// What is written, by labels, for as long as somebody writes.
void show_labels(DesignSession& session, const std::string& place, std::string_view text) {
  Ui& ui = session.ui;
  const std::vector<ConditionField> fields =
      condition_fields(session.json(), place, session.locale());
  const std::string shown = expression_in_labels(text, fields, ui.language());
  if (shown.empty()) return;
  gap(ui, 4);
  paragraph(ui, ui.tr("读作：", "Reads: ") + shown, {.size = 13, .colour = theme::kTextSoft},
            "labels");
}

}  // namespace

void expression_editor(DesignSession& session, std::string_view pointer, std::string_view name,
                       bool required, std::string_view placeholder) {
  Ui& ui = session.ui;
  const std::string place(pointer);
  const Json* value = session.at(place);
  const std::string text =
      value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  const uint32_t id = ImGui::GetID(place.c_str());
  // Somebody who cleared the field to write anew has done nothing wrong yet.
  const bool begins_anew = text.empty() && !required && ui.focused(id);
  const std::string problem = begins_anew ? std::string() : session.problem_at(place);
  caption(ui, name, required);
  if (session.takes_focus(place)) ui.request_focus(id);
  const TextFieldSpec spec{.name = name,
                           .placeholder = placeholder,
                           .description = ui.tr("FEEL 表达式", "FEEL expression"),
                           .problem = problem,
                           .lines = 2,
                           .mono = true,
                           .required = required};
  if (auto typed = text_field(ui, place.c_str(), text, spec)) {
    // The member goes only when the focus does: taking it away would take the editor away.
    if (typed->empty() && !required) session.empty_until_blur(place, id);
    session.run(SetProperty{place, *std::move(typed), true});
  }
  if (ui.focused(id)) {
    ImGui::PushID((place + "#help").c_str());
    show_labels(session, place, text);
    show_help(ui, text);
    ImGui::PopID();
  }
  if (ui.lost_focus(id)) session.document.seal();
  if (!problem.empty()) fix_button(session, place);
  gap(ui, 8);
}

void fix_button(DesignSession& session, const std::string& place) {
  const std::optional<Fix> fix = session.fix_at(place);
  if (!fix) return;
  Ui& ui = session.ui;
  gap(ui, 4);
  ImGui::PushID((place + "#fix").c_str());
  const std::string name = ui.tr("改为 ", "Change to ") + fix->replacement;
  if (button(ui, "fix", {.name = name, .icon = Icon::kCheck, .small = true})) {
    session.run(SetProperty{fix->pointer, fix->text, false});
    session.focus_on(place);
  }
  ImGui::PopID();
}

}  // namespace tollgate::designer
