// A workflow as a picture: stages as boxes in rows, the moves between them as arrows.
//
//   WorkflowDiagram picture = workflow_diagram(document, "/workflows/0", "en", 4);
//   document.run(SetProperty{"/workflows/0/transitions", with_move(document, workflow, a, b)});
//
// A workflow that names no moves has those that are meant then: to the next stage and back by one;
// they are written out as soon as one is added or taken away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

// Where records are under way, and where they come to an end well or badly.
enum class StageLane : uint8_t { kOpen, kWon, kLost };

struct DiagramStage {
  std::string id;
  std::string label;
  std::string pointer;
  StageLane lane = StageLane::kOpen;
  size_t requirements = 0;  // of its gate
  // The box's place: rows count through the lanes, columns from the left.
  size_t row = 0;
  size_t column = 0;
};

struct DiagramMove {
  size_t from = 0;  // indices of the stages
  size_t to = 0;
  std::string label;    // "" for none
  std::string pointer;  // of the transition; "" where it is meant and not written
};

struct DiagramLane {
  StageLane lane = StageLane::kOpen;
  size_t first_row = 0;
  size_t rows = 0;
};

struct WorkflowDiagram {
  std::vector<DiagramStage> stages;
  std::vector<DiagramMove> moves;
  std::vector<DiagramLane> lanes;  // those that hold a stage, from the top
  size_t rows = 0;
};

// At most so many boxes in a row.
WorkflowDiagram workflow_diagram(const Json& document, std::string_view workflow,
                                 std::string_view locale, size_t per_row);

// The transitions with one more, or without it; they are written out where they were not.
Json with_move(const Json& document, std::string_view workflow, std::string_view from,
               std::string_view to);
Json without_move(const Json& document, std::string_view workflow, std::string_view from,
                  std::string_view to);

}  // namespace tollgate::designer
