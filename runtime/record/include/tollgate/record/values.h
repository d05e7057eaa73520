// A record's values: JSON on the wire and FEEL in rules, by the field's type.
//
//   ValueContext context{.app = &app, .time_zone = zone_of(app), .records = &lookup};
//   feel::Value v = to_feel(field, Json("12.50"), context);   // the number 12.50
//   Json wire = to_wire(field, v);                             // "12.5"
//
// The table of types is in docs/app-document.md. Date-times are turned to the app's time zone, so
// that date(...) gives the day people there live in. An absent value, an empty text and an empty
// list are null.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/time_zone.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/app.h"
#include "tollgate/record/lookup.h"

namespace tollgate::record {

// The app's time zone; UTC when the table does not know its name.
ZoneRef zone_of(const model::App& app);

struct ValueContext {
  const model::App* app = nullptr;
  ZoneRef time_zone;
  RecordLookup* records = nullptr;  // nullptr: references stay ids
  const HeldFiles* files =
      nullptr;  // of the record that is read; nullptr: nothing is known of them
};

// The value, or nullopt when the JSON is none of the field's type. Reads as people type: full-width
// digits, spaces around, a date and time without seconds.
std::optional<feel::Value> read_value(const model::Field& field, const Json& wire,
                                      const ValueContext& context);

// The same, with null for what does not fit.
feel::Value to_feel(const model::Field& field, const Json& wire, const ValueContext& context);

Json to_wire(const model::Field& field, const feel::Value& value);

// What an expression gave (default, computed, prefill, set_field), as a value of the field's type;
// nullopt when it is of another type. Numbers are rounded to the field's decimals, half to even.
std::optional<feel::Value> fit_value(const model::Field& field, const feel::Value& value,
                                     const ValueContext& context);

// A record as rules see it through a reference: its fields by id, references inside as ids, and
// `id`. Members that the entity does not have are left out. What a RecordLookup gives.
feel::Value reference_context(const model::Entity& entity, std::string_view id, const Json& values,
                              const ValueContext& context);

// The id in a reference's value (a context, or an id itself); "" when there is none.
std::string_view reference_id(const feel::Value& value);

// Equal in kind and content; a date-time with another offset differs.
bool same_value(const feel::Value& a, const feel::Value& b);

}  // namespace tollgate::record
