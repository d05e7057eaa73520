// Fields whose later changes matter: a plan counts as it was when what it plans began. A field with
// `settled_by` is settled once that other field holds a value.
//
//   SettledValues settled;                                  // kept with the record
//   note_settled(entity, before, after, settled);           // at every change of the record
//   changed_after(entity, settled, after, context)          // {"planned_at"}: what rules see as
//                                                           // record.changed_after
//
// A field is settled with the value that it had before the change that filled the other one, so
// that both in one save are no way around it; with its first value where it had none. What is once
// settled stays so, also when the other field is emptied. Source: docs/app-document.md, "Changed
// afterwards".
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"
#include "tollgate/record/values.h"

namespace tollgate::record {

// On the wire, by field id.
using SettledValues = std::map<std::string, Json, std::less<>>;

bool has_settled_fields(const model::Entity& entity);

// `before` and `after` are the record on the wire, as it is stored; fields without a value absent.
void note_settled(const model::Entity& entity, const Json& before, const Json& after,
                  SettledValues& settled);

// Ids of the fields whose values are no longer those they were settled with, in the entity's order.
// The same moment with another offset is the same value.
std::vector<std::string> changed_after(const model::Entity& entity, const SettledValues& settled,
                                       const Json& values, ValueContext context);

}  // namespace tollgate::record
