// What a message asks for, without reading all that it brings.
#pragma once

#include <string_view>

namespace tollgate::server {

// The text of the member `type` of a JSON object, as it stands between its quotes; "" where the
// text is no object or has none before what can't be read. Looks no further than it must.
std::string_view message_type(std::string_view message);

// Requests that may take seconds, because they change or read everything.
bool takes_long(std::string_view type);

}  // namespace tollgate::server
