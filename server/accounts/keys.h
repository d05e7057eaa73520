// Keys by which programs use a hub, as they are kept: only the SHA-256 of a key's secret is.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/accounts/messages.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/result.h"
#include "tollgate/sql/database.h"

namespace tollgate::accounts {

class Keys {
 public:
  explicit Keys(sql::Database& db) : db_(db) {}

  // Makes its table where there is none, and reads it.
  void load();

  // By the kept form of its secret; null where there is none.
  const ApiKey* find(const std::string& kept) const;
  const ApiKey* with_id(const std::string& id) const;
  std::vector<ApiKey> all() const;  // the newest first
  Status put(const std::string& kept, ApiKey key);
  Status revoke(const std::string& id);
  // When it was used last; written where that is some time ago.
  void used(const std::string& kept, int64_t at_ms);

 private:
  Status written();

  sql::Database& db_;
  std::map<std::string, ApiKey> keys_;
};

}  // namespace tollgate::accounts
