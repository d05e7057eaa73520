// What the engine decided, as replies say it: one language, labels and titles instead of ids.
#pragma once

#include <string>

#include "call.h"
#include "tollgate/automation/automation.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/engine/texts.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::api {

engine::Texts texts_of(const Call& call);

messages::Changes present(const form::Changes& changes);
// Adds the running score when it is another than the one sent last.
messages::Changes present(const Call& call, engine::Session& session, const form::Changes& changes);
messages::Score present(const scorecard::Score& score, const engine::Texts& texts);
// A stored score; what a mass import left unexplained is explained now.
messages::Score present(Call& call, const store::ScoreRow& row, const store::StoredRecord& record);
messages::WorkflowState present(const workflow::State& state, const std::string& record,
                                const engine::Texts& texts);
messages::Requirement present(const workflow::RequirementState& r, const engine::Texts& texts);
// An effect as automation::to_json gives it and the outbox keeps it.
messages::Effect present_effect(const Json& effect, const engine::Texts& texts);
messages::Effect present_effect(const std::string& stored, const engine::Texts& texts);
std::vector<messages::Effect> present(const Call& call, const engine::Outcome& outcome);

// The record's place in its entity's first workflow; nullopt when it has none.
std::optional<messages::WorkflowState> workflow_state(Call& call, const store::StoredRecord& record,
                                                      const workflow::Workflow* workflow = nullptr);

messages::Field present(const model::Field& field, const model::FormField* place,
                        std::string_view path, const engine::Texts& texts);
std::vector<messages::Section> present(const model::Form& form, const model::Entity& entity,
                                       const engine::Texts& texts);

}  // namespace tollgate::api
