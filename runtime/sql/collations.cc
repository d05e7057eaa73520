#include "collations.h"

#include <sqlite3.h>

#include <string_view>

#include "tollgate/base/decimal.h"

namespace tollgate::sql {
namespace {

int compare_decimals(void*, int a_size, const void* a, int b_size, const void* b) {
  std::string_view x(static_cast<const char*>(a), size_t(a_size));
  std::string_view y(static_cast<const char*>(b), size_t(b_size));
  auto m = Decimal::parse(x);
  auto n = Decimal::parse(y);
  if (m && n) return compare(*m, *n);
  if (m.has_value() != n.has_value()) return m ? -1 : 1;
  return x.compare(y);
}

}  // namespace

void register_collations(sqlite3* db) {
  sqlite3_create_collation_v2(db, "DECIMAL", SQLITE_UTF8, nullptr, compare_decimals, nullptr);
}

}  // namespace tollgate::sql
