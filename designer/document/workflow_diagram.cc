#include "tollgate/designer/document/workflow_diagram.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

const Json* members(const Json& document, std::string_view workflow, const char* name) {
  const Json* list = find_pointer(document, pointer_child(workflow, name));
  return list != nullptr && list->is_array() ? list : nullptr;
}

StageLane lane_of(const Json& stage) {
  const std::string kind = text_member(stage, "kind");
  return kind == "won" ? StageLane::kWon : kind == "lost" ? StageLane::kLost : StageLane::kOpen;
}

// Those that are written, or those that are meant where none are.
Json transitions_of(const Json& document, std::string_view workflow) {
  if (const Json* written = members(document, workflow, "transitions")) return *written;
  Json meant = Json::array();
  const Json* stages = members(document, workflow, "stages");
  for (size_t i = 0; stages != nullptr && i + 1 < stages->size(); ++i) {
    const std::string here = text_member((*stages)[i], "id");
    const std::string next = text_member((*stages)[i + 1], "id");
    meant.push_back({{"from", here}, {"to", next}});
    meant.push_back({{"from", next}, {"to", here}});
  }
  return meant;
}

// Each lane begins a row of its own.
void place_in_rows(WorkflowDiagram& diagram, size_t per_row) {
  per_row = std::max(per_row, size_t{1});
  for (const StageLane lane : {StageLane::kOpen, StageLane::kWon, StageLane::kLost}) {
    size_t count = 0;
    const size_t first_row = diagram.rows;
    for (DiagramStage& stage : diagram.stages) {
      if (stage.lane != lane) continue;
      stage.row = first_row + count / per_row;
      stage.column = count % per_row;
      ++count;
    }
    if (count == 0) continue;
    const size_t rows = (count + per_row - 1) / per_row;
    diagram.lanes.push_back({lane, first_row, rows});
    diagram.rows += rows;
  }
}

bool leads(const Json& transition, std::string_view from, std::string_view to) {
  return transition.is_object() && text_member(transition, "from") == from &&
         text_member(transition, "to") == to;
}

}  // namespace

WorkflowDiagram workflow_diagram(const Json& document, std::string_view workflow,
                                 std::string_view locale, size_t per_row) {
  WorkflowDiagram diagram;
  const Json* stages = members(document, workflow, "stages");
  if (stages == nullptr) return diagram;
  const std::string list = pointer_child(workflow, "stages");
  for (size_t i = 0; i < stages->size(); ++i) {
    const Json& stage = (*stages)[i];
    if (!stage.is_object()) continue;
    DiagramStage& box = diagram.stages.emplace_back();
    box.id = text_member(stage, "id");
    box.label = label_of(document, stage, locale);
    box.pointer = pointer_child(list, i);
    box.lane = lane_of(stage);
    const auto gate = stage.find("requires");
    if (gate != stage.end() && gate->is_array()) box.requirements = gate->size();
  }
  place_in_rows(diagram, per_row);

  const auto index_of = [&](const std::string& id) -> std::optional<size_t> {
    for (size_t i = 0; i < diagram.stages.size(); ++i) {
      if (diagram.stages[i].id == id) return i;
    }
    return std::nullopt;
  };
  const bool written = members(document, workflow, "transitions") != nullptr;
  const Json transitions = transitions_of(document, workflow);
  for (size_t i = 0; i < transitions.size(); ++i) {
    if (!transitions[i].is_object()) continue;
    const auto from = index_of(text_member(transitions[i], "from"));
    const auto to = index_of(text_member(transitions[i], "to"));
    if (!from || !to || *from == *to) continue;
    DiagramMove& move = diagram.moves.emplace_back(DiagramMove{*from, *to, "", ""});
    if (transitions[i].contains("label")) {
      move.label = label_of(document, transitions[i], locale);
    }
    if (written) {
      move.pointer = pointer_child(pointer_child(workflow, "transitions"), i);
    }
  }
  return diagram;
}

Json with_move(const Json& document, std::string_view workflow, std::string_view from,
               std::string_view to) {
  Json transitions = transitions_of(document, workflow);
  const bool there = std::ranges::any_of(
      transitions, [&](const Json& transition) { return leads(transition, from, to); });
  if (!there && from != to) transitions.push_back({{"from", from}, {"to", to}});
  return transitions;
}

Json without_move(const Json& document, std::string_view workflow, std::string_view from,
                  std::string_view to) {
  Json rest = Json::array();
  for (Json& transition : transitions_of(document, workflow)) {
    if (!leads(transition, from, to)) rest.push_back(std::move(transition));
  }
  return rest;
}

}  // namespace tollgate::designer
