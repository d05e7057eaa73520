// RFC 4648, section 5, without padding: as tokens and keys are written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::sign_in {

std::string to_base64url(std::string_view bytes);
// Nothing for what is not exactly what to_base64url() writes.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace tollgate::sign_in
