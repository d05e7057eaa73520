// Open forms, as replies say them: one language, and only what changed.
#pragma once

#include <string>
#include <vector>

#include "call.h"
#include "tollgate/engine/form_commands.h"

namespace tollgate::api {

messages::Changes present(const form::Changes& changes);
// Adds the running score when it is another than the one sent last.
messages::Changes present(const Call& call, engine::Session& session, const form::Changes& changes);

messages::Field present(const model::Field& field, const model::FormField* place,
                        std::string_view path, const query::Texts& texts);
std::vector<messages::Section> present(const model::Form& form, const model::Entity& entity,
                                       const query::Texts& texts);

}  // namespace tollgate::api
