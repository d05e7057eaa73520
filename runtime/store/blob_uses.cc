#include <algorithm>

#include "database.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

std::vector<std::string> Store::set_blob_uses(const RecordKey& key, std::string_view field,
                                              const std::vector<std::string>& sha256s,
                                              int64_t op_number) {
  std::vector<std::string> held;
  {
    Query row = db_->query(
        "SELECT DISTINCT sha256 FROM blob_use WHERE entity=?1 AND record=?2 AND field=?3");
    row.bind(key.entity).bind(key.record).bind(field);
    while (row.step()) held.emplace_back(row.text(0));
  }
  std::vector<std::string> gone;
  const auto is_in = [](const std::vector<std::string>& list, const std::string& sha256) {
    return std::find(list.begin(), list.end(), sha256) != list.end();
  };
  for (std::string& sha256 : held) {
    if (is_in(sha256s, sha256)) continue;
    db_->query("DELETE FROM blob_use WHERE entity=?1 AND record=?2 AND field=?3 AND sha256=?4")
        .bind(key.entity)
        .bind(key.record)
        .bind(field)
        .bind(sha256)
        .run();
    gone.push_back(sha256);
  }
  for (const std::string& sha256 : sha256s) {
    if (is_in(held, sha256)) continue;
    db_->query(
           "INSERT OR IGNORE INTO blob_use(sha256,op_number,entity,record,field)"
           " VALUES(?1,?2,?3,?4,?5)")
        .bind(sha256)
        .bind(op_number)
        .bind(key.entity)
        .bind(key.record)
        .bind(field)
        .run();
  }
  return gone;
}

std::vector<std::string> Store::remove_blob_uses(const RecordKey& key) {
  std::vector<std::string> gone;
  {
    Query row =
        db_->query("SELECT DISTINCT sha256 FROM blob_use WHERE entity=?1 AND record=?2 ORDER BY 1");
    row.bind(key.entity).bind(key.record);
    while (row.step()) gone.emplace_back(row.text(0));
  }
  db_->query("DELETE FROM blob_use WHERE entity=?1 AND record=?2")
      .bind(key.entity)
      .bind(key.record)
      .run();
  return gone;
}

std::vector<BlobUse> Store::blob_uses_before(std::string_view sha256, const RecordKey& key,
                                             int64_t limit) {
  std::vector<BlobUse> uses;
  Query row = db_->query(
      "SELECT entity, record, field FROM blob_use WHERE sha256=?1 AND NOT (entity=?2 AND record=?3)"
      // By the record, which holds few files, not by the file, which thousands may hold.
      " AND op_number < coalesce((SELECT min(op_number) FROM blob_use"
      " WHERE +sha256=?1 AND entity=?2 AND record=?3), 9223372036854775807)"
      " ORDER BY op_number, entity, record, field LIMIT ?4");
  row.bind(sha256).bind(key.entity).bind(key.record).bind(limit);
  while (row.step()) {
    uses.push_back(
        {{std::string(row.text(0)), std::string(row.text(1))}, std::string(row.text(2))});
  }
  return uses;
}

std::vector<std::string> Store::blob_fields(const RecordKey& key) {
  std::vector<std::string> fields;
  Query row = db_->query(
      "SELECT DISTINCT field FROM blob_use WHERE entity=?1 AND record=?2 ORDER BY field");
  row.bind(key.entity).bind(key.record);
  while (row.step()) fields.emplace_back(row.text(0));
  return fields;
}

std::vector<RecordKey> Store::blob_users(std::string_view sha256) {
  std::vector<RecordKey> users;
  Query row =
      db_->query("SELECT DISTINCT entity, record FROM blob_use WHERE sha256=?1 ORDER BY 1,2");
  row.bind(sha256);
  while (row.step()) users.push_back({std::string(row.text(0)), std::string(row.text(1))});
  return users;
}

void Store::add_blob_name(std::string_view sha256, std::string_view name, int64_t op_number) {
  db_->query("INSERT OR IGNORE INTO blob_name(sha256,name,op_number) VALUES(?1,?2,?3)")
      .bind(sha256)
      .bind(name)
      .bind(op_number)
      .run();
}

bool Store::has_blob_name(std::string_view sha256, std::string_view name) {
  Query row = db_->query("SELECT 1 FROM blob_name WHERE sha256=?1 AND name=?2");
  row.bind(sha256).bind(name);
  return row.step();
}

}  // namespace tollgate::store
