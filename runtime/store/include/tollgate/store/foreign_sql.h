// What another program can do to a database, for tests of what happens then.
//
//   Status done = run_foreign_sql({.path = "main.db", .files = &files},
//                                 {"DELETE FROM op WHERE number=5"});
//
// No Store may have the database open. One statement each; they are not one transaction.
#pragma once

#include <string_view>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

Status run_foreign_sql(const OpenOptions& options, const std::vector<std::string_view>& statements);

}  // namespace tollgate::store
