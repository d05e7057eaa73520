#include "preferences.h"

#include "problems.h"

namespace tollgate::accounts {

void Preferences::prepare() {
  db_.run(
      "CREATE TABLE IF NOT EXISTS preference(account TEXT NOT NULL, app TEXT NOT NULL, name TEXT "
      "NOT NULL, value TEXT NOT NULL, PRIMARY KEY(account, app, name)) STRICT, WITHOUT ROWID");
}

Result<std::vector<Preference>> Preferences::of(const std::string& account,
                                                const std::string& app) {
  std::vector<Preference> found;
  {
    auto row = db_.query(
        "SELECT name, value FROM preference WHERE account = ?1 AND app = ?2 ORDER BY name");
    row.bind(account).bind(app);
    while (row.step()) {
      found.push_back({.name = std::string(row.text(0)), .value = std::string(row.text(1))});
    }
  }
  if (auto error = db_.take_error()) return *error;
  return found;
}

Status Preferences::put(const std::string& account, const std::string& app, const std::string& name,
                        const std::optional<std::string>& value) {
  if (name.empty() || name.size() > kMaxNameBytes || app.size() > kMaxNameBytes ||
      (value && value->size() > kMaxValueBytes)) {
    return bad_preference(kMaxNameBytes, kMaxValueBytes);
  }
  if (!value) {
    db_.query("DELETE FROM preference WHERE account = ?1 AND app = ?2 AND name = ?3")
        .bind(account)
        .bind(app)
        .bind(name)
        .run();
  } else {
    auto others = count_others(account, app, name);
    if (!others) return std::move(others).error();
    if (*others >= static_cast<int64_t>(kMax)) return too_many_preferences(kMax);
    db_.query(
           "INSERT INTO preference(account, app, name, value) VALUES(?1, ?2, ?3, ?4) "
           "ON CONFLICT(account, app, name) DO UPDATE SET value = ?4")
        .bind(account)
        .bind(app)
        .bind(name)
        .bind(*value)
        .run();
  }
  return db_.saved();
}

Result<int64_t> Preferences::count_others(const std::string& account, const std::string& app,
                                          const std::string& name) {
  int64_t count = 0;
  {
    auto row =
        db_.query("SELECT count(*) FROM preference WHERE account = ?1 AND app = ?2 AND name <> ?3");
    row.bind(account).bind(app).bind(name);
    if (row.step()) count = row.integer(0);
  }
  if (auto error = db_.take_error()) return *error;
  return count;
}

}  // namespace tollgate::accounts
