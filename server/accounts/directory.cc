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
    "CREATE TABLE IF NOT EXISTS state_since(account TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS session(kept TEXT PRIMARY KEY, id TEXT NOT NULL, account TEXT NOT "
    "NULL, device TEXT NOT NULL, signed_in INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS session_elsewhere(kept TEXT PRIMARY KEY, elsewhere TEXT NOT NULL) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS identity(identity TEXT PRIMARY KEY, account TEXT NOT NULL) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, "
    "WITHOUT "
    "ROWID",
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
  acts_.prepare();
  preferences_.prepare();
  keys_.load();
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
    auto row = db_->query("SELECT account, at FROM state_since");
    while (row.step()) {
      const auto found = accounts_.find(std::string(row.text(0)));
      if (found != accounts_.end()) found->second.shown.state_since = row.integer(1);
    }
  }
  {
    auto row = db_->query("SELECT account, app, record FROM place ORDER BY account, app");
    while (row.step()) {
      const auto found = accounts_.find(std::string(row.text(0)));
      if (found == accounts_.end()) continue;
      found->second.shown.places.push_back(
          {.app = std::string(row.text(1)), .record = std::string(row.text(2))});
    }
  }
  {
    auto row = db_->query("SELECT account, kind, value FROM address ORDER BY account, kind");
    while (row.step()) {
      const auto found = accounts_.find(std::string(row.text(0)));
      if (found == accounts_.end()) continue;
      found->second.shown.addresses.push_back(
          {.kind = std::string(row.text(1)), .value = std::string(row.text(2))});
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
    auto row = db_->query("SELECT kept, elsewhere FROM session_elsewhere");
    while (row.step()) {
      const auto found = sessions_.find(std::string(row.text(0)));
      if (found != sessions_.end()) found->second.elsewhere = row.text(1);
    }
  }
  {
    auto row = db_->query("SELECT kept, account, expires FROM invitation");
    while (row.step()) {
      invitations_[std::string(row.text(0))] = {std::string(row.text(1)), Instant{row.integer(2)}};
    }
  }
  {
    auto row = db_->query("SELECT identity, account FROM identity");
    while (row.step()) identities_[std::string(row.text(0))] = row.text(1);
  }
  {
    auto row = db_->query("SELECT name, value FROM setting");
    while (row.step()) settings_[std::string(row.text(0))] = row.text(1);
  }
  for (const auto& [id, account] : accounts_) index(account.shown);
  return written();
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
}

Status Directory::copy_to(const std::filesystem::path& file) {
  auto copy = sql::Backup::begin(*db_, file.string());
  if (!copy) return std::move(copy).error();
  return (*copy)->step(0);
}

Status Directory::written() { return db_->saved(); }

const StoredAccount* Directory::account(const std::string& id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

const StoredAccount* Directory::account_named(std::string_view name) const {
  const auto found = by_name_.find(name_key(name));
  return found == by_name_.end() ? nullptr : account(found->second);
}

const StoredAccount* Directory::account_at(std::string_view app, std::string_view record) const {
  const auto found = by_place_.find({std::string(app), std::string(record)});
  return found == by_place_.end() ? nullptr : account(found->second);
}

Status Directory::put(StoredAccount account) {
  const Account& shown = account.shown;
  db_->run("BEGIN IMMEDIATE");
  db_->query(
         "INSERT INTO account VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(id) DO UPDATE SET name = "
         "?2, name_key = ?3, password_hash = ?4, administrator = ?5, state = ?6")
      .bind(shown.id)
      .bind(shown.name)
      .bind(name_key(shown.name))
      .bind(account.password_hash)
      .bind(shown.administrator ? 1 : 0)
      .bind(shown.state)
      .run();
  if (shown.state_since) {
    db_->query("INSERT OR REPLACE INTO state_since VALUES(?1, ?2)")
        .bind(shown.id)
        .bind(*shown.state_since)
        .run();
  }
  db_->query("DELETE FROM place WHERE account = ?1").bind(shown.id).run();
  for (const Place& place : shown.places) {
    db_->query("INSERT INTO place VALUES(?1, ?2, ?3)")
        .bind(shown.id)
        .bind(place.app)
        .bind(place.record)
        .run();
  }
  db_->query("DELETE FROM address WHERE account = ?1").bind(shown.id).run();
  for (const Address& address : shown.addresses) {
    db_->query("INSERT INTO address VALUES(?1, ?2, ?3)")
        .bind(shown.id)
        .bind(address.kind)
        .bind(address.value)
        .run();
  }
  if (Status done = written(); !done) return done;
  if (const StoredAccount* before = this->account(shown.id)) forget(before->shown);
  index(shown);
  const std::string id = shown.id;
  accounts_[id] = std::move(account);
  return ok_status();
}

const StoredSession* Directory::session(const std::string& kept) const {
  const auto found = sessions_.find(kept);
  return found == sessions_.end() ? nullptr : &found->second;
}

Status Directory::put_session(const std::string& kept, StoredSession session) {
  db_->run("BEGIN IMMEDIATE");
  db_->query("INSERT OR REPLACE INTO session VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(kept)
      .bind(session.id)
      .bind(session.account)
      .bind(session.device)
      .bind(session.signed_in.microseconds)
      .bind(session.seen.microseconds)
      .run();
  if (!session.elsewhere.empty()) {
    db_->query("INSERT OR REPLACE INTO session_elsewhere VALUES(?1, ?2)")
        .bind(kept)
        .bind(session.elsewhere)
        .run();
  }
  if (Status done = written(); !done) return done;
  sessions_[kept] = std::move(session);
  return ok_status();
}

std::vector<StoredSession> Directory::sessions_of(const std::string& account) const {
  std::vector<StoredSession> found;
  for (const auto& [kept, session] : sessions_) {
    if (session.account == account) found.push_back(session);
  }
  std::ranges::sort(found, std::ranges::greater(), [](const StoredSession& s) { return s.seen; });
  return found;
}

Status Directory::remove_sessions(const std::vector<std::string>& kept) {
  if (kept.empty()) return ok_status();
  db_->run("BEGIN IMMEDIATE");
  for (const std::string& each : kept) {
    db_->query("DELETE FROM session WHERE kept = ?1").bind(each).run();
    db_->query("DELETE FROM session_elsewhere WHERE kept = ?1").bind(each).run();
  }
  if (Status done = written(); !done) return done;
  for (const std::string& each : kept) sessions_.erase(each);
  return ok_status();
}

std::string Directory::account_of_identity(const std::string& identity) const {
  const auto found = identities_.find(identity);
  return found == identities_.end() ? std::string() : found->second;
}

Status Directory::put_identity(const std::string& identity, const std::string& account) {
  db_->query("INSERT OR REPLACE INTO identity VALUES(?1, ?2)").bind(identity).bind(account).run();
  if (Status done = written(); !done) return done;
  identities_[identity] = account;
  return ok_status();
}

std::string Directory::setting(const std::string& name) const {
  const auto found = settings_.find(name);
  return found == settings_.end() ? std::string() : found->second;
}

Status Directory::put_setting(const std::string& name, const std::string& value) {
  db_->query("INSERT OR REPLACE INTO setting VALUES(?1, ?2)").bind(name).bind(value).run();
  if (Status done = written(); !done) return done;
  settings_[name] = value;
  return ok_status();
}

const StoredInvitation* Directory::invitation(const std::string& kept) const {
  const auto found = invitations_.find(kept);
  return found == invitations_.end() ? nullptr : &found->second;
}

Status Directory::put_invitation(const std::string& kept, StoredInvitation invitation) {
  db_->query("INSERT OR REPLACE INTO invitation VALUES(?1, ?2, ?3)")
      .bind(kept)
      .bind(invitation.account)
      .bind(invitation.expires.microseconds)
      .run();
  if (Status done = written(); !done) return done;
  std::erase_if(invitations_,
                [&](const auto& each) { return each.second.account == invitation.account; });
  invitations_[kept] = std::move(invitation);
  return ok_status();
}

Status Directory::remove_invitation(const std::string& kept) {
  db_->query("DELETE FROM invitation WHERE kept = ?1").bind(kept).run();
  if (Status done = written(); !done) return done;
  invitations_.erase(kept);
  return ok_status();
}

}  // namespace tollgate::accounts
