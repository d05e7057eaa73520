// What the document's parts are called: types of fields, elements of lists, and the labels that new
// elements begin with.
#pragma once

#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {

bool is_field_type(std::string_view type);
// The row of the table of field types; nullptr for a type that there is not.
const model::FieldTypeInfo* field_type_info(std::string_view type);
// The words for a type of field: "Number"; the type itself when it is none.
LocalizedText field_type_words(std::string_view type);
// The words for one element of a list, by its definition: "Option", "Requirement".
LocalizedText element_words(std::string_view definition);
// The same of several, in the middle of a sentence: "options".
LocalizedText plural_words(std::string_view definition);
// "New requirement".
LocalizedText new_element_words(std::string_view definition);

// Whether a label is still the one that the element was made with: nobody has named it yet.
bool is_label_at_birth(const Json& element, std::string_view definition, std::string_view locale,
                       std::string_view label);

}  // namespace tollgate::designer
