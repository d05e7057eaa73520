// What several commands need: new names, and refusals in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/designer/document/edit.h"
#include "tollgate/designer/document/words.h"

namespace tollgate::designer {

// The value at the pointer when it is of that kind, else nullptr.
const Json* object_at(const Json& document, std::string_view pointer);
const Json* array_at(const Json& document, std::string_view pointer);

Diagnostic gone(std::string_view pointer);  // what the command speaks of is not there

// A text with the same words in each of the document's languages.
Json text_in_all_locales(const Json& document, const LocalizedText& words);

// An id that is not taken.
std::string fresh_id(std::string_view stem, const std::vector<std::string>& taken);
// The ids that a new element of the list may not have: those of its elements, and those of elements
// that were deleted, because records keep values under them (retired_ids in the app's schema).
std::vector<std::string> taken_ids(const Json& document, std::string_view list_pointer);
// Adds to the change that the ids of these elements, which it takes away, are given to nothing new.
void retire_ids(const Json& document, const std::vector<std::string>& elements, Change& change);

// Type-specific members that a field of the type starts with. The pointer is the field's, "" for a
// new one.
void add_type_members(const Json& document, std::string_view type, std::string_view pointer,
                      Json& field);

}  // namespace tollgate::designer
