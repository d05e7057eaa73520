// Members of a value on the wire, read without trusting that they are there.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/base/json.h"

namespace tollgate::engine {

// "" for a member that is missing or no text.
inline std::string text_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A number as a page sends it: decimal text, or JSON's own.
inline std::string number_text_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number() ? number_text(*found)
                                                     : text_of(object, member);
}

}  // namespace tollgate::engine
