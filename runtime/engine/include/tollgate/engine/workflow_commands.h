// Claims a move to another stage.
#pragma once

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

// The outcome's `advance` says whether the gate let the record through; only then there is an op.
Result<Outcome> advance(Engine& engine, const std::string& workflow,
                        const store::StoredRecord& record, const std::string& to,
                        const std::string& role, const Caller& caller);

}  // namespace tollgate::engine
