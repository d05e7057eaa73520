// What stages and gates ask of a group of ops, and what they say to people.
#pragma once

#include <string>
#include <vector>

#include "tollgate/engine/caller.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

// Whether records of the entity may come along with the stage that they had elsewhere.
bool may_import_stages(const model::App& app, std::string_view entity, const Caller& caller);

// Says in the op that its stage comes along, where it is another one than the record has (nullptr:
// there is none) and not the first. What does not say so and would move a record is refused when it
// is committed.
void mark_imported_stage(const model::App& app, const ops::RecordState* before,
                         ops::RecordImport& body);

// What to tell of fields that a gate saw: as an error, that they cannot be changed; as a warning,
// that changing them reopens the gate. No fields: the record itself. `from`: the stage before the
// gate.
Diagnostic seen_by_gate(const model::App& app, const model::Workflow& workflow,
                        const model::Entity& entity, const std::string& record,
                        const std::string& gate, const std::string& from,
                        const std::vector<std::string>& fields, Severity severity);

// The stages whose gates a stored record does not meet, as its standing has them.
std::vector<std::string> broken_stages(const live::AppRules& rules, store::Store& store,
                                       const ops::RecordState& state, const Clock& clock);

}  // namespace tollgate::engine
