// What the first bytes tell of a file's type, for those who look further into it.
#pragma once

#include <string_view>

namespace tollgate::evidence {

// UTF-8 without controls.
bool is_plain_text(std::string_view bytes);
// Whether image_size() reads pictures of this type, so that one without a size is damaged.
bool has_known_size(std::string_view media_type);

}  // namespace tollgate::evidence
