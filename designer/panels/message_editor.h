// A message with fields in it: written with their labels in braces, and shown below as people will
// read it, with a chip for each field.
#pragma once

#include <string>
#include <string_view>

#include "panels.h"

namespace tollgate::designer {

// `place`: pointer of the message, a text in each language with {{ … }}.
void message_editor(DesignSession& session, const std::string& place, std::string_view name);

}  // namespace tollgate::designer
