#include "directory.h"

#include <algorithm>

#include "tollgate/sql/backup.h"

namespace tollgate::accounts {
namespace {

constexpr const char* kTables[] = {
    "CREATE TABLE IF NOT EXISTS account(id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT "
    "NULL UNIQUE, password_hash TEXT NOT NULL, administrator INTEGER NOT NULL, state TEXT NOT "
    "NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS place(account TEXT NOT NULL, app TEXT NOT NULL, record TEXT NOT "
    "NULL, PRIMARY KEY(account, app)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS address(account TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT "
    "NULL, PRIMARY KEY(account, kind)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS session(kept TEXT PRIMARY KEY, id TEXT NOT NULL, account TEXT NOT "
    "NULL, device TEXT NOT NULL, signed_in INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS invitation(kept TEXT PRIMARY KEY, account TEXT NOT NULL UNIQUE, "
    "expires INTEGER NOT NULL) STRICT, WITHOUT ROWID",
};

}  // namespace

std::string name_key(std::string_view name) {
  std::string key(name);
  for (char& c : key) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  return key;
}

Result<std::unique_ptr<Directory>> Directory::open(const std::filesystem::path& file) {
  auto db = sql::Database::open(file.empty() ? ":memory:" : file.string(), nullptr);
  if (!db) return std::move(db).error();
  std::unique_ptr<Directory> directory(new Directory(std::move(*db)));
  if (Status loaded = directory->load(); !loaded) return std::move(loaded).error();
  return directory;
}

Status Directory::load() {
  for (const char* table : kTables) db_->run(table);
  {
    auto row = db_->query("SELECT id, name, password_hash, administrator, state FROM account");
    while (row.step()) {
      StoredAccount account;
      account.shown.id = row.text(0);
      account.shown.name = row.text(1);
      account.password_hash = row.text(2);
      account.shown.administrator = row.integer(3) != 0;
      account.shown.state = row.text(4);
      accounts_[account.shown.id] = std::move(account);
    }
  }
  {
    auto row = db_->query("SELECT account, app, record FROM place ORDER BY account, app");
    while (row.step()) {
      const auto found = accounts_.find(std::string(row.text(0)));
      if (found == accounts_.end()) continue;
      found->second.shown.places.push_back({std::string(row.text(1)), std::string(row.text(2))});
    }
  }
  {
    auto row = db_->query("SELECT account, kind, value FROM address ORDER BY account, kind");
    while (row.step()) {
      const auto found = accounts_.find(std::string(row.text(0)));
      if (found == accounts_.end()) continue;
      found->second.shown.addresses.push_back({std::string(row.text(1)), std::string(row.text(2))});
    }
  }
  {
    auto row = db_->query("SELECT kept, id, account, device, signed_in, seen FROM session");
    while (row.step()) {
      sessions_[std::string(row.text(0))] = {std::string(row.text(1)), std::string(row.text(2)),
                                             std::string(row.text(3)), Instant{row.integer(4)},
                                             Instant{row.integer(5)}};
    }
  }
  {
    auto row = db_->query("SELECT kept, account, expires FROM invitation");
    while (row.step()) {
      invitations_[std::string(row.text(0))] = {std::string(row.text(1)), Instant{row.integer(2)}};
    }
  }
  for (const auto& [id, account] : accounts_) index(account.shown);
  return written();
}

}

void Directory::index(const Account& account) {
  by_name_[name_key(account.name)] = account.id;
  if (account.state == "revoked") return;
  for (const Place& place : account.places) by_place_[{place.app, place.record}] = account.id;
}

void Directory::forget(const Account& account) {
  by_name_.erase(name_key(account.name));
  for (const Place& place : account.places) {
    const auto found = by_place_.find({place.app, place.record});
    if (found != by_place_.end() && found->second == account.id) by_place_.erase(found);
  }
