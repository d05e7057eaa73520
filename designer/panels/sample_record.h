// A record of the real ones that an editor shows its part on: which one is chosen, and what the
// engine says of it under the rules as they are now.
#pragma once

#include <string>
#include <string_view>

#include "panels.h"

namespace tollgate::designer {

// A chooser among an entity's records, the newest first; the id of the chosen one, "" where there
// are none (yet). `key` names who asks; the choice is kept for the entity.
std::string sample_record_chooser(DesignSession& session, std::string_view key,
                                  const std::string& entity, float width);

// What the scorecards of the document in edit give that record, as record.get replies; nullptr
// until it is there.
const Json* sample_scores(DesignSession& session, std::string_view key, const std::string& entity,
                          const std::string& record);

}  // namespace tollgate::designer
