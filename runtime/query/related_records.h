// What stands around a record: whose records refer to it, and what another one like it begins with.
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

}  // namespace tollgate::query
