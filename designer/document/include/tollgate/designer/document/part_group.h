// Several parts at once: which ones can be selected together, and what takes one of them away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/commands.h"

namespace tollgate::designer {

// Pointers of the parts that can be selected together with the one at the pointer, in the
// document's order, itself among them: the elements of its list; of a place in a form, the places
// in all of the form's sections. Empty where it is no element of a list.
std::vector<std::string> group_of(const Json& document, std::string_view pointer);

// A field's place in a section of a form.
bool is_form_place(std::string_view pointer);

// Takes the part away where it stands: a place of a form leaves its field in the entity.
Command removal_of(const Json& document, const std::string& pointer);

}  // namespace tollgate::designer
