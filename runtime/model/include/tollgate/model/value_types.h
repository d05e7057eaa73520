// What expressions see of fields and records, as FEEL types. The checker and the compiled rules
// take them from here, so that what was checked is what runs.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/feel/type.h"
#include "tollgate/model/app.h"

namespace tollgate::model {

// The type of a field's value. `depth` references are followed: 1 gives a context, 0 an id.
feel::Type type_of(const App& app, const Field& field, int depth = 1);

// What an expression may give to become the field's value. References take a record or an id,
// locations and files are never made by an expression alone: nullopt, nothing is asked of those.
std::optional<feel::Type> assignable_type(const App& app, const Field& field);

// A record's fields and its id, as references, user and item give them; any when there is no such
// entity.
feel::Type fields_type(const App& app, std::string_view entity, int depth = 0);

// Once for each entity, as soon as an app is read: an app of a thousand references to an entity of
// a thousand fields has its type once.
void keep_plain_types(App& app);

// `record`: what is known of a record beside its fields.
feel::Type record_type();

// `user`: the person's record; any when the app says nothing of people.
feel::Type user_type(const App& app);

// `score` of the records of an entity.
feel::Type score_type(const App& app, std::string_view entity);

}  // namespace tollgate::model
