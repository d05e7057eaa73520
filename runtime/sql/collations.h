#pragma once

struct sqlite3;

namespace tollgate::sql {

// DECIMAL: compares canonical decimal texts by value, exactly. Texts that are no decimals come
// after all decimals, by their bytes.
void register_collations(sqlite3* db);

}  // namespace tollgate::sql
