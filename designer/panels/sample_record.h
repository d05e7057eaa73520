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

// The open form of that record, as form.open replies; nullptr until it is there, and where no form
// shows records of the entity.
const Json* sample_form(DesignSession& session, std::string_view key, const std::string& entity,
                        const std::string& record);

}  // namespace tollgate::designer
