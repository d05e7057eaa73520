// What stands around a record: whose records refer to it, and what other records
// begin with that are made like it or from it.
#pragma once

#include <string>
#include <vector>

#include "context.h"

namespace tollgate::query {

// One for each field of an entity that refers to records of this one and that the viewer may see.
std::vector<messages::RecordGetReplyRelated> related_of(const Context& context,
                                                        const model::Entity& entity);

// Values as the viewer sees them, without files, places, the stage, what is computed and
// what was recorded on the spot.
Json values_to_copy(const Context& context, const model::Entity& entity, const Json& values);

// What the viewer may begin from the record as the app describes it, with the values that it takes
// over: made of what the viewer sees, so that it tells nothing else.
std::vector<messages::RecordGetReplyFollowUp> follow_ups_of(const Context& context,
                                                            const model::Entity& entity,
                                                            const ops::RecordState& state);

}  // namespace tollgate::query
