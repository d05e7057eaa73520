// The store's rows are reached through `sql`.
#pragma once

#include "tollgate/sql/database.h"

namespace tollgate::store {

using sql::Database;
using sql::Query;

}  // namespace tollgate::store
