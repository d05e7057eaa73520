#include "database.h"
#include "record_table.h"
#include "tables.h"
#include "tollgate/base/sha256.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// A length in front of each cell, so that cells cannot run into each other.
void add_cell(Sha256& hash, const TableSpec* table, const Query& row, int column) {
  if (row.is_null(column)) {
    hash.update("-;");
    return;
  }
  const std::string text = plain_cell(table, row, column);
  hash.update(std::to_string(text.size()));
  hash.update(":");
  hash.update(text);
}

// nullopt for a table that is missing or cannot be read to its end.
std::optional<std::string> digest(Database& db, const TableSpec* table, const std::string& sql) {
  Sha256 hash;
  {
    Query row = db.query(sql);
    while (row.step()) {
      for (int i = 0; i < row.column_count(); ++i) add_cell(hash, table, row, i);
      hash.update("\n");
    }
  }
  if (db.take_error()) return std::nullopt;
  return hex(hash.finish());
}

}  // namespace

std::map<std::string, std::string> Store::digests() {
  std::map<std::string, std::string> all;
  if (failed()) return all;
  auto add = [&](std::string name, const std::string& sql, const TableSpec* table = nullptr) {
    if (auto found = digest(*db_, table, sql)) all.emplace(std::move(name), std::move(*found));
  };
  const std::string empty = hex(sha256(""));
  for (const DerivedTable& table : kDerivedTables) {
    const std::string name(table.name);
    add(name, "SELECT * FROM " + name + " ORDER BY " + std::string(table.order));
    // Not to be there and to be empty is the same for it.
    const auto found = all.find(name);
    if (table.came_later && found != all.end() && found->second == empty) all.erase(found);
  }
  for (const TableSpec& table : layout_.tables) {
    add("record." + table.entity,
        "SELECT " + selected_columns(table) + " FROM " + table_name(table.entity) + " ORDER BY id",
        &table);
  }
  return all;
}

}  // namespace tollgate::store
