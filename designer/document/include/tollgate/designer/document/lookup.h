// Finding one's way in the raw document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

// Member of an object as text; "" when it is missing or no text.
std::string text_member(const Json& object, const char* name);
// The label in a language, else in the document's first one, else the id.
std::string label_of(const Json& document, const Json& object, std::string_view locale);
// One language of a text member, "" when it is missing.
std::string text_in(const Json& object, const char* member, std::string_view locale);
// Each language once, in the document's order; at least one.
std::vector<std::string> locales_of(const Json& document);

// Index of the element with this id in a list, or none.
std::optional<size_t> index_by_id(const Json& list, std::string_view id);
// "/entities/2" for an id, "" for none. `list` is "entities", "forms", …
std::string pointer_by_id(const Json& document, std::string_view list, std::string_view id);

// Entity pointer of a form, workflow, scorecard, view or metric; "" when it dangles.
std::string entity_of(const Json& document, std::string_view pointer);
// The pointer of the field that a place in a form shows; "" when it dangles.
std::string field_of_place(const Json& document, std::string_view place);
// Places (pointers of form_fields) of a field in all forms, last first within each list.
std::vector<std::string> places_of_field(const Json& document, std::string_view field_pointer);
// Ids of the entity's fields that no section of the form shows.
std::vector<std::string> unplaced_fields(const Json& document, std::string_view form);

// "entities/visit/fields/place": the pointer with ids in place of indices, so that it means the
// same thing after others moved.
std::string path_of_ids(const Json& document, std::string_view pointer);

// Ids of a list's elements.
std::vector<std::string> ids_of(const Json& list);
// The number at the pointer's end, and the pointer before it.
size_t last_index(std::string_view pointer);
// The first ancestor-or-self of a pointer that ends in /<list>/<number>; "" for none.
std::string ancestor_in(std::string_view pointer, std::string_view list);

}  // namespace tollgate::designer
