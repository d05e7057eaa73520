// A rule as a test that SQLite makes over the stored records, so that a list's filter reads only
// the rows it shows.
//
//   RecordQuery query{.entity = "visit"};
//   query.test = condition_sql(app, store, entity, *rule, clock);
//
// Law: a record passes the test exactly when the rule gives true for it. nullopt where that cannot
// be said in SQL, or where a record holds a value that its column cannot (a text in what has since
// become a number): then the rule has to be asked for each record.
#pragma once

#include <optional>

#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::live {

std::optional<store::SqlTest> condition_sql(const AppRules& app, store::Store& store,
                                            const model::Entity& entity, const record::Rule& rule,
                                            const Clock& clock, int first_parameter = 1);

}  // namespace tollgate::live
