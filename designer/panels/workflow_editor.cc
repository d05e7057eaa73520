// A workflow as a picture of its stages and moves, with the chosen stage and its gate below. All
// that the pointer does in the picture, the list below it does by keyboard.
#include <nlohmann/json.hpp>

#include "blanks.h"
#include "card.h"
#include "cells.h"
#include "names.h"
#include "part_editors.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/document/workflow_diagram.h"
#include "workflow_parts.h"

namespace tollgate::designer {
namespace {

// The stage that is selected, or that holds what is.
std::string chosen_stage(const DesignSession& session, const std::string& workflow) {
  const std::string stage = ancestor_in(session.document.selection(), "stages");
  return stage.starts_with(workflow + "/") ? stage : std::string();
}

void kind_blank(DesignSession& session, Flow& flow, const std::string& stage) {
  Ui& ui = session.ui;
  std::vector<NamedChoice> choices;
  for (const std::string& kind : values_of("stage", "kind")) {
    choices.push_back({kind, value_words("kind", kind).in(ui.language())});
  }
  const std::string now = text_member(*session.at(stage), "kind");
  const auto picked = choose_blank(session, flow,
                                   {.key = "kind",
                                    .name = property_words("stage", "kind").in(ui.language()),
                                    .value = now.empty() ? "open" : now,
                                    .choices = std::move(choices),
                                    .place = stage + "/kind"});
  if (picked) session.run(SetProperty{stage + "/kind", *picked, false});
}

// The same as the arrows that leave the stage.
void moves_from(DesignSession& session, const std::string& workflow, const std::string& stage) {
  Ui& ui = session.ui;
  const WorkflowDiagram picture = workflow_diagram(session.json(), workflow, session.locale(), 1);
  const std::string id = text_member(*session.at(stage), "id");
  caption(ui, ui.tr("从这里可以去往", "From here a record can go to"));
  const SemanticGroup group(ui, "moves", Role::kGroup,
                            ui.tr("从这里可以去往", "From here a record can go to"));
  Flow flow(ui);
  for (const DiagramStage& other : picture.stages) {
    if (other.id == id) continue;
    bool leads = false;
    for (const DiagramMove& move : picture.moves) {
      leads =
          leads || (picture.stages[move.from].id == id && picture.stages[move.to].id == other.id);
    }
    const ButtonSpec spec{.name = other.label,
                          .icon = leads ? Icon::kCheck : Icon::kNone,
                          .small = true,
                          .pressed = leads};
    flow.place(button_width(ui, spec));
    ImGui::PushID(other.id.c_str());
    const bool pressed = button(ui, "move", spec);
    ImGui::PopID();
    if (!pressed) continue;
    Json next = leads ? without_move(session.json(), workflow, id, other.id)
                      : with_move(session.json(), workflow, id, other.id);
    session.run(SetProperty{workflow + "/transitions", std::move(next), false});
    session.document.select(stage);
  }
}

}  // namespace

void stage_editor(DesignSession& session, const std::string& workflow, const std::string& stage) {
  Ui& ui = session.ui;
  const Card card(ui, "stage-card");
  heading(ui, "stage", ui.tr("阶段", "Stage"), 2);
  gap(ui, 8);
  {
    Flow flow(ui);
    const float width = std::min(ui.px(280), flow.room());
    flow.place(width);
    text_cell(session, stage + "/label", ui.tr("阶段名称", "Name of the stage"), width);
    kind_blank(session, flow, stage);
  }
  blank_problem(session, stage);
  blank_problem(session, stage + "/label");
  gap(ui, 12);
  moves_from(session, workflow, stage);
  gap(ui, 16);
  gate_editor(session, stage);
}

void workflow_editor(DesignSession& session, const std::string& workflow) {
  Ui& ui = session.ui;
  {
    const Card card(ui, "picture-card");
    workflow_picture(session, workflow);
  }
  gap(ui, 12);
  const std::string stage = chosen_stage(session, workflow);
  if (!stage.empty() && session.at(stage) != nullptr) {
    ImGui::PushID(path_of_ids(session.json(), stage).c_str());
    stage_editor(session, workflow, stage);
    ImGui::PopID();
  } else {
    notice(
        ui, "hint",
        ui.tr("点一个阶段，设置进入它要满足什么、从它可以去往哪里。",
              "Press a stage to set what must be met to enter it and where records can go next."),
        false);
  }
}

}  // namespace tollgate::designer
