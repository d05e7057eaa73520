// Claims a move to another stage.
#pragma once

#include "tollgate/engine/engine.h"
#include "tollgate/rules/decide.h"

namespace tollgate::engine {

struct StageMove {
  std::string workflow;
  std::string record;
  std::string to;  // a stage
};

// In the caller's role. The outcome's `advance` says whether the gate let the record through; only
// then there is an op.
// Refused: engine.no_app, api.unknown_workflow, api.unknown_record.
Result<Outcome> advance(Engine& engine, const StageMove& move, const Caller& caller);

// The same of a record that was just read. A workflow that there is not is refused as a gate
// refuses: workflow.unknown.
Result<Outcome> advance_record(Engine& engine, ops::StoredRecord record, const rules::Claim& claim,
                               const Caller& caller);

}  // namespace tollgate::engine
