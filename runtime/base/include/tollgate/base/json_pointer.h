// JSON Pointers (RFC 6901): how a diagnostic names a place in a document.
//
//   std::string where = pointer_child(pointer_child("/entities", 0), "label");
//   where == "/entities/0/label"
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate {

std::string pointer_child(std::string_view pointer, std::string_view member);
std::string pointer_child(std::string_view pointer, size_t index);
inline std::string pointer_child(std::string_view pointer, const char* member) {
  return pointer_child(pointer, std::string_view(member));
}

// The unescaped parts of a pointer; a text that is no pointer gives none.
std::vector<std::string> pointer_parts(std::string_view pointer);

// The pointer without its last part; "" stays "".
std::string_view pointer_parent(std::string_view pointer);

// The value at `pointer`, or nullptr. The pointer "" names the whole document.
const Json* find_pointer(const Json& document, std::string_view pointer);
Json* find_pointer(Json& document, std::string_view pointer);

}  // namespace tollgate
