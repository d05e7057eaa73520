// What several commands need: new names, and refusals in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::designer {

// The value at the pointer when it is of that kind, else nullptr.
const Json* object_at(const Json& document, std::string_view pointer);
const Json* array_at(const Json& document, std::string_view pointer);

Diagnostic gone(std::string_view pointer);  // what the command speaks of is not there

// A text with the same words in each of the document's languages.
Json text_in_all_locales(const Json& document, const LocalizedText& words);

// An id that no element of the list has.
std::string fresh_id(std::string_view stem, const std::vector<std::string>& taken);

// The words for a type of field: "Number".
LocalizedText field_type_words(std::string_view type);
// The words for one element of a list, by its definition: "Option", "Requirement".
LocalizedText element_words(std::string_view definition);

// Type-specific members that a new field of the type starts with.
void add_type_members(const Json& document, std::string_view type, Json& field);

}  // namespace tollgate::designer
