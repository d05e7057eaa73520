#include "database.h"
#include "record_table.h"
#include "tollgate/base/sha256.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// A length in front of each cell, so that cells cannot run into each other.
void add_cell(Sha256& hash, const Query& row, int column) {
  if (row.is_null(column)) {
    hash.update("-;");
    return;
  }
  std::string_view text = row.text(column);
  hash.update(std::to_string(text.size()));
  hash.update(":");
  hash.update(text);
}

std::string digest(Database& db, const std::string& sql) {
  Sha256 hash;
  Query row = db.query(sql);
  int columns = row.column_count();
  while (row.step()) {
    for (int i = 0; i < columns; ++i) add_cell(hash, row, i);
    hash.update("\n");
  }
  return hex(hash.finish());
}

}  // namespace

std::map<std::string, std::string> Store::digests() {
  std::map<std::string, std::string> all;
  for (const char* table : {"app", "decision", "outbox", "score"}) {
    all[table] = digest(*db_, "SELECT * FROM " + std::string(table) + " ORDER BY 1, 2, 3");
  }
  for (const TableSpec& table : layout_.tables) {
    all["record." + table.entity] = digest(*db_, "SELECT " + selected_columns(table) + " FROM " +
                                                     table_name(table.entity) + " ORDER BY id");
  }
  return all;
}

}  // namespace tollgate::store
