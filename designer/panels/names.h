// What things are called in the interface. Ids and members of the document stay as they are;
// people read these.
#pragma once

#include <string>
#include <string_view>

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
// How a language is called in itself.
std::string locale_words(std::string_view locale);

}  // namespace tollgate::designer
