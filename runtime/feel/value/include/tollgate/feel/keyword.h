// The words that are the language's own: no name begins with one of them.
// Source: DMN 1.5, 10.3.1.2 (grammar), 10.3.1.4.
#pragma once

#include <string_view>

namespace tollgate::feel {

// if, then, else, for, in, return, some, every, satisfies, and, or, not, between, instance, of,
// function, external, true, false, null
bool is_keyword(std::string_view word);

}  // namespace tollgate::feel
