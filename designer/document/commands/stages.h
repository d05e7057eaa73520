// A workflow's stages and the options of its stage field are one thing that is written in two
// places. Commands that change one change the other by these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/edit.h"

namespace tollgate::designer {

// Pointer of the options of the workflow's stage field; "" where the field or its options are
// missing.
std::string stage_options(const Json& document, std::string_view workflow);
// The option behind a stage, or the stages over an option; none for anything else.
std::vector<std::string> stage_twins(const Json& document, std::string_view element);
// The options in the order of these stages, in the places that stages' options have among the
// others. No edit where they are already.
void order_stage_options(const Json& document, std::string_view workflow, const Json& stages,
                         Change& change);
// Gives a new workflow a stage field of its own in its entity, with an option for each stage.
void add_stage_field(const Json& document, Json& workflow, Change& change);
// Where a workflow is about another entity from now on, its stage field goes there. The one before
// stays where a form shows it: people may have filled it.
void move_stage_field(const Json& document, std::string_view workflow, const std::string& entity,
                      Change& change);

}  // namespace tollgate::designer
