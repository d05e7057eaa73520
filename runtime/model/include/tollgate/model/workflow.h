// Stages that a record goes through, and the gate in front of each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/text.h"

namespace tollgate::model {

enum class StageKind { kOpen, kWon, kLost };
std::string_view name_of(StageKind kind);

// What happens when what a passed gate saw is changed or removed.
enum class AfterPassing { kRefuse, kReopen };
std::string_view name_of(AfterPassing after_passing);

// What must hold to enter a stage.
struct Requirement {
  std::string id;
  Text label;
  Expression test;
  Message message;
  std::vector<std::string> fields;
  std::string pointer;
};

struct Stage {
  std::string id;
  Text label;
  StageKind kind = StageKind::kOpen;
  std::vector<Requirement> requirements;
  std::optional<AfterPassing> after_passing;  // nullopt: as the workflow says
  std::string pointer;
};

struct Transition {
  std::string from;
  std::string to;
  Text label;
  std::vector<std::string> roles;  // empty: everyone
  std::string pointer;
};

struct Workflow {
  std::string id;
  std::string entity;
  Text label;
  std::string stage_field;
  std::vector<Stage> stages;  // in the order of the funnel
  // The allowed moves. Where the document names none these are made here: each stage to the next,
  // and back by one; `has_own_transitions` tells which.
  std::vector<Transition> transitions;
  bool has_own_transitions = false;
  AfterPassing after_passing = AfterPassing::kRefuse;
  std::vector<std::string> stage_importers;  // roles
  std::string pointer;

  const Stage* find_stage(std::string_view stage_id) const;
  // The stage's place in `stages`, or -1.
  int index_of(std::string_view stage_id) const;
  AfterPassing after_passing_of(const Stage& stage) const {
    return stage.after_passing.value_or(after_passing);
  }
  // Where records begin. Stages there are always.
  const Stage& first_stage() const { return stages.front(); }
  // The first transition from one stage to another, or nullptr.
  const Transition* find_transition(std::string_view from, std::string_view to) const;
};

}  // namespace tollgate::model
