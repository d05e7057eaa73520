// Bytes as text (RFC 4648, section 4, with padding), for pieces of files in messages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate {

std::string to_base64(std::string_view bytes);
// nullopt for what to_base64 does not write.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace tollgate
