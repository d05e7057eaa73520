#include "database.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

bool Store::has_blob(std::string_view sha256) {
  Query row = db_->query("SELECT 1 FROM blob WHERE sha256=?1");
  row.bind(sha256);
  return row.step();
}

void Store::put_blob(std::string_view sha256, std::string_view facts, std::string_view bytes) {
  db_->query("INSERT OR REPLACE INTO blob(sha256,facts,bytes) VALUES(?1,?2,?3)")
      .bind(sha256)
      .bind(facts)
      .bind_blob(bytes)
      .run();
}

void Store::set_blob_facts(std::string_view sha256, std::string_view facts) {
  db_->query("UPDATE blob SET facts=?1 WHERE sha256=?2").bind(facts).bind(sha256).run();
}

void Store::read_blobs(
    const std::function<void(std::string_view, std::string_view, std::string_view)>& visit) {
  Query row = db_->query("SELECT sha256, facts, bytes FROM blob ORDER BY sha256");
  while (row.step()) visit(row.text(0), row.text(1), row.text(2));
}

std::optional<std::string> Store::blob_bytes(std::string_view sha256) {
  Query row = db_->query("SELECT bytes FROM blob WHERE sha256=?1");
  row.bind(sha256);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

std::optional<std::string> Store::blob_facts(std::string_view sha256) {
  Query row = db_->query("SELECT facts FROM blob WHERE sha256=?1");
  row.bind(sha256);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

}  // namespace tollgate::store
