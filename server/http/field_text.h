// The texts of HTTP's fields: ASCII letters, blanks and tabs, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace tollgate::server {

std::string lower_case(std::string_view text);

// Less the blanks and tabs at its ends.
std::string_view without_blanks(std::string_view text);

}  // namespace tollgate::server
