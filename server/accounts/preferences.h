// How people like an app's pages, kept for all of their devices: names with texts that the pages
// write and read; the hub does not look into them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/accounts/messages.h"
#include "tollgate/base/result.h"
#include "tollgate/sql/database.h"

namespace tollgate::accounts {

class Preferences {
 public:
  static constexpr size_t kMax = 300;  // of an account in an app
  static constexpr size_t kMaxNameBytes = 200;
  static constexpr size_t kMaxValueBytes = 20'000;

  explicit Preferences(sql::Database& db) : db_(db) {}

  // Makes its table where there is none.
  void prepare();
  Result<std::vector<Preference>> of(const std::string& account, const std::string& app);
  // Nothing for `value`: it is forgotten. Refused: accounts.bad_preference,
  // accounts.too_many_preferences.
  Status put(const std::string& account, const std::string& app, const std::string& name,
             const std::optional<std::string>& value);

 private:
  Result<int64_t> count_others(const std::string& account, const std::string& app,
                               const std::string& name);

  sql::Database& db_;
};

}  // namespace tollgate::accounts
