#include "tollgate/store/imports.h"

#include "database.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

constexpr std::string_view kSelectBatch =
    "SELECT b.batch,b.at_ms,b.user,b.source,b.undone_ms,b.undone_by FROM import_batch b ";
constexpr std::string_view kSelectCounted =
    "SELECT b.batch,b.at_ms,b.user,b.source,b.undone_ms,b.undone_by,"
    "(SELECT count(*) FROM import_record r WHERE r.batch=b.number AND r.what=0),"
    "(SELECT count(*) FROM import_record r WHERE r.batch=b.number AND r.what=1),"
    "(SELECT count(*) FROM import_record r WHERE r.batch=b.number AND r.what=2),"
    "(SELECT count(*) FROM import_record r WHERE r.batch=b.number AND r.restored=1)"
    " FROM import_batch b ";

void read_batch(const Query& row, ImportBatch& batch) {
  batch.batch = row.text(0);
  batch.at_ms = row.integer(1);
  batch.user = row.text(2);
  batch.source = row.text(3);
  if (!row.is_null(4)) batch.undone_ms = row.integer(4);
  batch.undone_by = row.text(5);
}

CountedImportBatch counted_batch(const Query& row) {
  CountedImportBatch batch;
  read_batch(row, batch);
  batch.imported = row.integer(6);
  batch.drafts = row.integer(7);
  batch.updated = row.integer(8);
  batch.restored = row.integer(9);
  return batch;
}

ImportedAs what_of(const ops::Body& body) {
  if (std::holds_alternative<ops::RecordDraft>(body)) return ImportedAs::kDraft;
  const auto* import = std::get_if<ops::RecordImport>(&body);
  if (!import) return ImportedAs::kUpdated;
  return import->status == ops::RecordStatus::kDraft ? ImportedAs::kDraft : ImportedAs::kImported;
}

}  // namespace

void Store::note_import(const ops::Op& op) {
  if (op.batch.empty()) return;
  if (const auto* begin = std::get_if<ops::ImportBegin>(&op.body)) {
    db_->query(
           "INSERT OR IGNORE INTO import_batch(number,batch,at_ms,user,source)"
           " VALUES(?1,?2,?3,?4,?5)")
        .bind(op.number)
        .bind(op.batch)
        .bind(op.time.milliseconds)
        .bind(op.user)
        .bind(begin->source)
        .run();
    return;
  }
  if (std::holds_alternative<ops::ImportUndo>(op.body)) {
    db_->query("UPDATE import_batch SET undone_ms=?1,undone_by=?2 WHERE batch=?3")
        .bind(op.time.milliseconds)
        .bind(op.user)
        .bind(op.batch)
        .run();
    return;
  }
  const std::string_view entity = ops::entity_of(op.body);
  const std::string_view record = ops::record_of(op.body);
  if (record.empty()) return;
  if (std::holds_alternative<ops::RecordRestore>(op.body)) {
    db_->query(
           "UPDATE import_record SET restored=1 WHERE entity=?1 AND record=?2 AND"
           " batch=(SELECT number FROM import_batch WHERE batch=?3)")
        .bind(entity)
        .bind(record)
        .bind(op.batch)
        .run();
    return;
  }
  // The first of a line's ops says what became of it.
  db_->query(
         "INSERT OR IGNORE INTO import_record(batch,op_number,entity,record,what,restored)"
         " SELECT number,?1,?2,?3,?4,0 FROM import_batch WHERE batch=?5")
      .bind(op.number)
      .bind(entity)
      .bind(record)
      .bind(static_cast<int64_t>(what_of(op.body)))
      .bind(op.batch)
      .run();
}

std::optional<ImportBatch> Store::import_batch(std::string_view batch) {
  Query row = db_->query(std::string(kSelectBatch) + "WHERE b.batch=?1");
  row.bind(batch);
  if (!row.step()) return std::nullopt;
  ImportBatch found;
  read_batch(row, found);
  return found;
}

std::vector<CountedImportBatch> Store::import_batches(int64_t limit) {
  std::vector<CountedImportBatch> batches;
  Query row = db_->query(std::string(kSelectCounted) + "ORDER BY b.number DESC LIMIT ?1");
  row.bind(limit);
  while (row.step()) batches.push_back(counted_batch(row));
  return batches;
}

bool Store::is_in_batch(std::string_view batch, std::string_view entity, std::string_view record) {
  Query row = db_->query(
      "SELECT 1 FROM import_record r JOIN import_batch b ON b.number=r.batch"
      " WHERE r.entity=?1 AND r.record=?2 AND b.batch=?3 AND r.restored=0");
  row.bind(entity).bind(record).bind(batch);
  return row.step();
}

std::vector<ImportedRecord> Store::records_of_batch(std::string_view batch, int64_t before,
                                                    int64_t limit) {
  std::vector<ImportedRecord> records;
  Query row = db_->query(
      "SELECT op_number,entity,record,what FROM import_record"
      " WHERE batch=(SELECT number FROM import_batch WHERE batch=?1) AND op_number<?2"
      " AND restored=0 ORDER BY op_number DESC LIMIT ?3");
  row.bind(batch).bind(before).bind(limit);
  while (row.step()) {
    records.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                       static_cast<ImportedAs>(row.integer(3))});
  }
  return records;
}

}  // namespace tollgate::store
