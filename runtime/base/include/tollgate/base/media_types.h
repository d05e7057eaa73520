// The type that a file's extension promises, as far as its content can be told.
#pragma once

#include <string_view>

namespace tollgate {

// ".pptx", in small letters; "" for an extension whose content cannot be told from others'.
std::string_view media_type_of_extension(std::string_view extension);

}  // namespace tollgate
