// Claims a move to another stage.
#pragma once

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

struct StageMove {
  std::string workflow;
  std::string record;
  std::string to;  // a stage
};

// The outcome's `advance` says whether the gate let the record through; only then there is an op.
// Refused: engine.no_app, api.unknown_workflow, api.unknown_record.
Result<Outcome> advance(Engine& engine, const StageMove& move, const Caller& caller);

}  // namespace tollgate::engine
