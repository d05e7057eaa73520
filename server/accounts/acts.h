// What administrators did: appended, never changed, also not by whoever holds the database through
// this program (triggers refuse it).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tollgate/accounts/messages.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/result.h"
#include "tollgate/sql/database.h"

namespace tollgate::accounts {

class Acts {
 public:
  explicit Acts(sql::Database& db) : db_(db) {}

  // Makes its table where there is none.
  void prepare();
  Status append(const Act& act);
  // The newest first, of those with numbers below `before` (0: all), at most `limit`.
  Result<std::vector<Act>> read(int64_t before, int64_t limit);

 private:
  sql::Database& db_;
};

}  // namespace tollgate::accounts
