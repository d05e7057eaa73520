#include "keys.h"

#include <algorithm>

namespace tollgate::accounts {
namespace {

constexpr const char* kKeyTable =
    "CREATE TABLE IF NOT EXISTS api_key(kept TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT "
    "NOT NULL, app TEXT NOT NULL, record TEXT NOT NULL, role TEXT NOT NULL, created_by TEXT NOT "
    "NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER NOT NULL, "
    "revoked INTEGER NOT NULL) STRICT, WITHOUT ROWID";
constexpr int64_t kUsedEveryMs = 600'000;

}  // namespace

void Keys::load() {
  db_.run(kKeyTable);
  auto row = db_.query(
      "SELECT kept, id, name, app, record, role, created_by, created_at, expires_at, used_at, "
      "revoked FROM api_key");
  while (row.step()) {
    ApiKey key;
    key.id = row.text(1);
    key.name = row.text(2);
    key.app = row.text(3);
    key.record = row.text(4);
    key.role = row.text(5);
    key.created_by = row.text(6);
    key.created_at = row.integer(7);
    key.expires_at = row.integer(8);
    key.used_at = row.integer(9);
    key.revoked = row.integer(10) != 0;
    keys_[std::string(row.text(0))] = std::move(key);
  }
}

const ApiKey* Keys::find(const std::string& kept) const {
  const auto found = keys_.find(kept);
  return found == keys_.end() ? nullptr : &found->second;
}

const ApiKey* Keys::with_id(const std::string& id) const {
  const auto found =
      std::ranges::find_if(keys_, [&](const auto& each) { return each.second.id == id; });
  return found == keys_.end() ? nullptr : &found->second;
}

std::vector<ApiKey> Keys::all() const {
  std::vector<ApiKey> keys;
  for (const auto& [kept, key] : keys_) keys.push_back(key);
  std::ranges::sort(keys, std::ranges::greater(), &ApiKey::created_at);
  return keys;
}

Status Keys::written() { return db_.saved(); }

Status Keys::put(const std::string& kept, ApiKey key) {
  db_.query("INSERT INTO api_key VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
      .bind(kept)
      .bind(key.id)
      .bind(key.name)
      .bind(key.app)
      .bind(key.record)
      .bind(key.role)
      .bind(key.created_by)
      .bind(key.created_at)
      .bind(key.expires_at)
      .bind(key.used_at)
      .bind(key.revoked ? 1 : 0)
      .run();
  if (Status done = written(); !done) return done;
  keys_[kept] = std::move(key);
  return ok_status();
}

Status Keys::revoke(const std::string& id) {
  db_.query("UPDATE api_key SET revoked = 1 WHERE id = ?1").bind(id).run();
  if (Status done = written(); !done) return done;
  for (auto& [kept, key] : keys_) {
    if (key.id == id) key.revoked = true;
  }
  return ok_status();
}

void Keys::used(const std::string& kept, int64_t at_ms) {
  ApiKey& key = keys_.at(kept);
  if (at_ms - key.used_at < kUsedEveryMs) return;
  key.used_at = at_ms;
  db_.query("UPDATE api_key SET used_at = ?2 WHERE kept = ?1").bind(kept).bind(at_ms).run();
  db_.take_error();  // where it can't be written the key still holds
}

}  // namespace tollgate::accounts
