// What things are called in the interface. Ids and members of the document stay as they are;
// people read these.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/designer/widgets/icons.h"

namespace tollgate::designer {

// Name of a member, such as "required"; `definition` is what has it ("field", "metric", …).
LocalizedText property_words(std::string_view definition, std::string_view property);
// Name of an enumeration's value, such as "at_least" or "long_text".
LocalizedText value_words(std::string_view property, std::string_view value);
// Name and icon of one of the document's lists ("forms") and of the things in it.
LocalizedText list_words(std::string_view list);
Icon list_icon(std::string_view list);
Icon definition_icon(std::string_view definition);
// By the table of field types; that of a text for a type that there is not.
Icon icon_of_field_type(std::string_view type);
// What the thing at a pointer is called: its label, else what it refers to, else its kind.
std::string thing_name(const Json& document, std::string_view pointer, Language language);
// What kind of thing that is: "Requirement".
std::string kind_name(const Json& document, std::string_view pointer, Language language);
// The way to a pointer in labels, as people would describe it: "Visit › Arrival › Photo › Visible".
std::string place_words(const Json& document, std::string_view pointer, Language language);
// "Add requirement", for the button below a list; `list` is the list's pointer.
std::string add_words(const Json& document, std::string_view list, Language language);
// How a language is called in itself.
std::string locale_words(std::string_view locale);

}  // namespace tollgate::designer
