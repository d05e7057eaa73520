// Values that are objects (pictures, places, items of a list) as few bytes: two thirds of such a
// text are names of members that every record repeats. Texts that SQL looks into stay texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::store {

// "" where the text stays as it is: one that SQL may look into, a short one, or one that does not
// shrink. In browsers always: they only read what was packed.
std::string pack_cell(std::string_view json);
// What pack_cell made; nullopt for any other bytes.
std::optional<std::string> unpack_cell(std::string_view bytes);

}  // namespace tollgate::store
