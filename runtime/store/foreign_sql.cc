#include "tollgate/store/foreign_sql.h"

#include "database.h"

namespace tollgate::store {

Status run_foreign_sql(const OpenOptions& options,
                       const std::vector<std::string_view>& statements) {
  Result<std::unique_ptr<Database>> db = Database::open(options.path, options.files);
  if (!db) return std::move(db).error();
  for (std::string_view sql : statements) (*db)->run(sql);
  if (auto error = (*db)->take_error()) return *error;
  return ok_status();
}

}  // namespace tollgate::store
