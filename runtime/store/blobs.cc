#include <algorithm>

#include "database.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

bool Store::has_blob(std::string_view sha256) {
  Query row = db_->query("SELECT 1 FROM blob WHERE sha256=?1");
  row.bind(sha256);
  return row.step();
}

void Store::put_blob(std::string_view sha256, std::string_view facts, std::string_view bytes) {
  if (bytes.empty()) mark_parts();
  db_->query("INSERT OR REPLACE INTO blob(sha256,facts,bytes) VALUES(?1,?2,?3)")
      .bind(sha256)
      .bind(facts)
      .bind_blob(bytes)
      .run();
}

void Store::set_blob_facts(std::string_view sha256, std::string_view facts) {
  db_->query("UPDATE blob SET facts=?1 WHERE sha256=?2").bind(facts).bind(sha256).run();
}

void Store::put_blob_part(std::string_view sha256, uint64_t number, std::string_view bytes) {
  db_->query("INSERT OR REPLACE INTO blob_part(sha256,number,bytes) VALUES(?1,?2,?3)")
      .bind(sha256)
      .bind(static_cast<int64_t>(number))
      .bind_blob(bytes)
      .run();
}

uint64_t Store::blob_parts_bytes(std::string_view sha256) {
  uint64_t bytes = 0;
  int64_t next = 0;
  Query row = db_->query("SELECT number, length(bytes) FROM blob_part WHERE sha256=?1 ORDER BY 1");
  row.bind(sha256);
  while (row.step() && row.integer(0) == next++) bytes += static_cast<uint64_t>(row.integer(1));
  return bytes;
}

void Store::drop_stray_blob_parts() {
  db_->run("DELETE FROM blob_part WHERE sha256 NOT IN (SELECT sha256 FROM blob)");
}

std::optional<uint64_t> Store::blob_size(std::string_view sha256) {
  Query row = db_->query("SELECT length(bytes) FROM blob WHERE sha256=?1");
  row.bind(sha256);
  if (!row.step()) return std::nullopt;
  const int64_t whole = row.integer(0);
  return whole > 0 ? static_cast<uint64_t>(whole) : blob_parts_bytes(sha256);
}

std::string Store::blob_piece(std::string_view sha256, uint64_t offset) {
  int64_t row_id = 0;
  {
    Query row = db_->query("SELECT length(bytes), rowid FROM blob WHERE sha256=?1");
    row.bind(sha256);
    if (!row.step()) return {};
    if (row.integer(0) > 0) row_id = row.integer(1);
  }
  // Whole ones are read by larger pieces: SQLite walks to the place from the beginning each time.
  constexpr size_t kPieceOfWholeBytes = 4 * kBlobPartBytes;
  if (row_id != 0) return db_->read_blob("blob", "bytes", row_id, offset, kPieceOfWholeBytes);
  Query part = db_->query("SELECT bytes FROM blob_part WHERE sha256=?1 AND number=?2");
  part.bind(sha256).bind(static_cast<int64_t>(offset / kBlobPartBytes));
  if (!part.step()) return {};
  const std::string_view bytes = part.text(0);
  return std::string(bytes.substr(std::min<size_t>(offset % kBlobPartBytes, bytes.size())));
}

std::optional<NamedBlob> Store::next_blob(int64_t after_row) {
  Query row = db_->query("SELECT rowid, sha256, facts FROM blob WHERE rowid>?1 ORDER BY 1 LIMIT 1");
  row.bind(after_row);
  if (!row.step()) return std::nullopt;
  return NamedBlob{row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
}

// All parts of a blob.
std::string Store::blob_parts(std::string_view sha256) {
  std::string bytes;
  Query row = db_->query("SELECT bytes FROM blob_part WHERE sha256=?1 ORDER BY number");
  row.bind(sha256);
  while (row.step()) bytes += row.text(0);
  return bytes;
}

std::optional<std::string> Store::blob_bytes(std::string_view sha256) {
  Query row = db_->query("SELECT bytes FROM blob WHERE sha256=?1");
  row.bind(sha256);
  if (!row.step()) return std::nullopt;
  return row.text(0).empty() ? blob_parts(sha256) : std::string(row.text(0));
}

std::optional<std::string> Store::blob_facts(std::string_view sha256) {
  Query row = db_->query("SELECT facts FROM blob WHERE sha256=?1");
  row.bind(sha256);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

}  // namespace tollgate::store
