#include "tollgate/store/sync_rows.h"

#include <limits>

#include "database.h"
#include "record_table.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

constexpr std::string_view kCreateSync[] = {
    "CREATE TABLE IF NOT EXISTS sync_device(device TEXT PRIMARY KEY, content TEXT NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS sync_receipt(device TEXT NOT NULL, number INTEGER NOT NULL,"
    " receipt TEXT NOT NULL, PRIMARY KEY(device, number)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS sync_change(entity TEXT NOT NULL, record TEXT NOT NULL,"
    " number INTEGER NOT NULL, PRIMARY KEY(entity, record)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS sync_change_at ON sync_change(number, entity, record)",
    "CREATE TABLE IF NOT EXISTS sync_held(device TEXT NOT NULL, entity TEXT NOT NULL,"
    " record TEXT NOT NULL, place INTEGER NOT NULL, gone INTEGER NOT NULL,"
    " PRIMARY KEY(device, entity, record)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS sync_held_at ON sync_held(device, place)",
    "CREATE TABLE IF NOT EXISTS sync_base(entity TEXT NOT NULL, record TEXT NOT NULL,"
    " number INTEGER NOT NULL, content TEXT NOT NULL, stale INTEGER NOT NULL,"
    " PRIMARY KEY(entity, record)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS sync_group(number INTEGER PRIMARY KEY, first INTEGER NOT NULL,"
    " last INTEGER NOT NULL, hash TEXT NOT NULL, receipt TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS sync_group_open ON sync_group(number) WHERE receipt=''",
    "CREATE TABLE IF NOT EXISTS sync_touched(entity TEXT NOT NULL, record TEXT NOT NULL,"
    " PRIMARY KEY(entity, record)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS sync_fact(sha256 TEXT PRIMARY KEY, facts TEXT NOT NULL)"
    " WITHOUT ROWID",
};

constexpr std::string_view kHubSetting = "sync_hub";
// Pages of the write-ahead log, of 4 KiB.
constexpr int kPagesInBulk = 2000;

ops::RecordKey key_at(const Query& row, int column) {
  return {std::string(row.text(column)), std::string(row.text(column + 1))};
}

OwnGroup group_row(const Query& row) {
  return {row.integer(0), row.integer(1), row.integer(2), std::string(row.text(3)),
          std::string(row.text(4))};
}

constexpr std::string_view kSelectGroup = "SELECT number,first,last,hash,receipt FROM sync_group ";

}  // namespace

SyncRows::SyncRows(Store& store) : store_(store) {
  if (has_table(*store_.db_, "sync_fact")) return;
  for (const std::string_view sql : kCreateSync) store_.db_->run(sql);
}

bool SyncRows::is_hub() { return !store_.setting(kHubSetting).empty(); }

void SyncRows::begin_hub(int64_t number) {
  store_.set_setting(kHubSetting, "1");
  store_.db_->run("DELETE FROM sync_change");
  for (const TableSpec& table : store_.layout_.tables) {
    store_.db_
        ->query("INSERT INTO sync_change(entity,record,number) SELECT ?1,id,?2 FROM " +
                table_name(table.entity))
        .bind(table.entity)
        .bind(number)
        .run();
  }
}

void SyncRows::note_change(const ops::RecordKey& key, int64_t number) {
  store_.db_->query("INSERT OR REPLACE INTO sync_change(entity,record,number) VALUES(?1,?2,?3)")
      .bind(key.entity)
      .bind(key.record)
      .bind(number)
      .run();
}

void SyncRows::changes(int64_t after,
                       const std::function<void(const ops::RecordKey&, int64_t)>& visit) {
  Query row = store_.db_->query(
      "SELECT entity,record,number FROM sync_change WHERE number>?1 ORDER BY number,entity,record");
  row.bind(after);
  while (row.step()) visit(key_at(row, 0), row.integer(2));
}

int64_t SyncRows::last_change_of(std::string_view entity) {
  Query row = store_.db_->query("SELECT max(number) FROM sync_change WHERE entity=?1");
  row.bind(entity);
  return row.step() ? row.integer(0) : 0;
}

std::optional<std::string> SyncRows::device(std::string_view device) {
  Query row = store_.db_->query("SELECT content FROM sync_device WHERE device=?1");
  row.bind(device);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

void SyncRows::put_device(std::string_view device, std::string_view content) {
  store_.db_->query("INSERT OR REPLACE INTO sync_device(device,content) VALUES(?1,?2)")
      .bind(device)
      .bind(content)
      .run();
}

std::optional<std::string> SyncRows::receipt(std::string_view device, int64_t number) {
  Query row = store_.db_->query("SELECT receipt FROM sync_receipt WHERE device=?1 AND number=?2");
  row.bind(device).bind(number);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

void SyncRows::put_receipt(std::string_view device, int64_t number, std::string_view receipt) {
  store_.db_->query("INSERT OR REPLACE INTO sync_receipt(device,number,receipt) VALUES(?1,?2,?3)")
      .bind(device)
      .bind(number)
      .bind(receipt)
      .run();
}

void SyncRows::each_device(
    const std::function<void(std::string_view device, std::string_view)>& visit) {
  Query row = store_.db_->query("SELECT device,content FROM sync_device ORDER BY device");
  while (row.step()) visit(row.text(0), row.text(1));
}

std::vector<int64_t> SyncRows::set_aside(size_t limit, int64_t before) {
  std::vector<int64_t> numbers;
  // The condition as the index has it, so that no other op is looked at.
  Query row = store_.db_->query(
      "SELECT number FROM op WHERE kind='group.set_aside' AND number<?2"
      " ORDER BY number DESC LIMIT ?1");
  row.bind(static_cast<int64_t>(limit));
  row.bind(before > 0 ? before : std::numeric_limits<int64_t>::max());
  while (row.step()) numbers.push_back(row.integer(0));
  return numbers;
}

void SyncRows::drop_devices() {
  store_.db_->run("DELETE FROM sync_device");
  store_.db_->run("DELETE FROM sync_receipt");
  store_.db_->run("DELETE FROM sync_held");
}

std::optional<HeldRow> SyncRows::held(std::string_view device, const ops::RecordKey& key) {
  Query row = store_.db_->query(
      "SELECT place,gone FROM sync_held WHERE device=?1 AND entity=?2 AND record=?3");
  row.bind(device).bind(key.entity).bind(key.record);
  if (!row.step()) return std::nullopt;
  return HeldRow{row.integer(0), key, row.integer(1) != 0};
}

void SyncRows::put_held(std::string_view device, const HeldRow& row) {
  store_.db_
      ->query(
          "INSERT OR REPLACE INTO sync_held(device,entity,record,place,gone)"
          " VALUES(?1,?2,?3,?4,?5)")
      .bind(device)
      .bind(row.key.entity)
      .bind(row.key.record)
      .bind(row.place)
      .bind(row.gone ? 1 : 0)
      .run();
}

std::vector<HeldRow> SyncRows::held_after(std::string_view device, int64_t place, int64_t limit) {
  std::vector<HeldRow> rows;
  Query row = store_.db_->query(
      "SELECT place,entity,record,gone FROM sync_held WHERE device=?1 AND place>?2"
      " ORDER BY place LIMIT ?3");
  row.bind(device).bind(place).bind(limit);
  while (row.step()) rows.push_back({row.integer(0), key_at(row, 1), row.integer(3) != 0});
  return rows;
}

int64_t SyncRows::count_held_after(std::string_view device, int64_t place) {
  Query row = store_.db_->query("SELECT count(*) FROM sync_held WHERE device=?1 AND place>?2");
  row.bind(device).bind(place);
  return row.step() ? row.integer(0) : 0;
}

void SyncRows::each_held(std::string_view device,
                         const std::function<void(const HeldRow&)>& visit) {
  Query row = store_.db_->query(
      "SELECT place,entity,record,gone FROM sync_held WHERE device=?1 ORDER BY entity,record");
  row.bind(device);
  while (row.step()) visit({row.integer(0), key_at(row, 1), row.integer(3) != 0});
}

bool SyncRows::forget_gone(std::string_view device, int64_t upto) {
  {
    Query row = store_.db_->query(
        "SELECT 1 FROM sync_held WHERE device=?1 AND gone=1 AND place<=?2 LIMIT 1");
    row.bind(device).bind(upto);
    if (!row.step()) return false;
  }
  store_.db_->query("DELETE FROM sync_held WHERE device=?1 AND gone=1 AND place<=?2")
      .bind(device)
      .bind(upto)
      .run();
  return true;
}

void SyncRows::forget_held(std::string_view device) {
  store_.db_->query("DELETE FROM sync_held WHERE device=?1").bind(device).run();
}

std::optional<BaseRow> SyncRows::base(const ops::RecordKey& key) {
  Query row =
      store_.db_->query("SELECT number,content FROM sync_base WHERE entity=?1 AND record=?2");
  row.bind(key.entity).bind(key.record);
  if (!row.step()) return std::nullopt;
  return BaseRow{row.integer(0), std::string(row.text(1))};
}

void SyncRows::put_base(const ops::RecordKey& key, const BaseRow& row) {
  store_.db_
      ->query(
          "INSERT OR REPLACE INTO sync_base(entity,record,number,content,stale)"
          " VALUES(?1,?2,?3,?4,0)")
      .bind(key.entity)
      .bind(key.record)
      .bind(row.number)
      .bind(row.content)
      .run();
}

void SyncRows::remove_base(const ops::RecordKey& key) {
  store_.db_->query("DELETE FROM sync_base WHERE entity=?1 AND record=?2")
      .bind(key.entity)
      .bind(key.record)
      .run();
}

void SyncRows::each_base(const ops::RecordKey& after,
                         const std::function<bool(const ops::RecordKey&, const BaseRow&)>& visit) {
  Query row = store_.db_->query(
      "SELECT entity,record,number,content FROM sync_base WHERE (entity,record)>(?1,?2)"
      " ORDER BY entity,record");
  row.bind(after.entity).bind(after.record);
  while (row.step()) {
    if (!visit(key_at(row, 0), {row.integer(2), std::string(row.text(3))})) return;
  }
}

int64_t SyncRows::base_count() {
  Query row = store_.db_->query("SELECT count(*) FROM sync_base");
  return row.step() ? row.integer(0) : 0;
}

void SyncRows::mark_base_stale() { store_.db_->run("UPDATE sync_base SET stale=1"); }

std::vector<ops::RecordKey> SyncRows::stale() {
  std::vector<ops::RecordKey> keys;
  Query row =
      store_.db_->query("SELECT entity,record FROM sync_base WHERE stale=1 ORDER BY entity,record");
  while (row.step()) keys.push_back(key_at(row, 0));
  return keys;
}

void SyncRows::add_group(const OwnGroup& group) {
  store_.db_->query("INSERT INTO sync_group(number,first,last,hash,receipt) VALUES(?1,?2,?3,?4,?5)")
      .bind(group.number)
      .bind(group.first)
      .bind(group.last)
      .bind(group.hash)
      .bind(group.receipt)
      .run();
}

void SyncRows::forget_open_groups(int64_t number) {
  store_.db_->query("DELETE FROM sync_group WHERE receipt='' OR number>?1").bind(number).run();
}

void SyncRows::put_group_receipt(int64_t number, std::string_view receipt) {
  store_.db_->query("UPDATE sync_group SET receipt=?1 WHERE number=?2")
      .bind(receipt)
      .bind(number)
      .run();
}

std::optional<OwnGroup> SyncRows::group(int64_t number) {
  Query row = store_.db_->query(std::string(kSelectGroup) + "WHERE number=?1");
  row.bind(number);
  if (!row.step()) return std::nullopt;
  return group_row(row);
}

std::optional<OwnGroup> SyncRows::last_group() {
  Query row = store_.db_->query(std::string(kSelectGroup) + "ORDER BY number DESC LIMIT 1");
  if (!row.step()) return std::nullopt;
  return group_row(row);
}

std::vector<OwnGroup> SyncRows::groups_without_receipt(int64_t limit) {
  std::vector<OwnGroup> groups;
  Query row =
      store_.db_->query(std::string(kSelectGroup) + "WHERE receipt='' ORDER BY number LIMIT ?1");
  row.bind(limit);
  while (row.step()) groups.push_back(group_row(row));
  return groups;
}

int64_t SyncRows::count_without_receipt() {
  Query row = store_.db_->query("SELECT count(*) FROM sync_group WHERE receipt=''");
  return row.step() ? row.integer(0) : 0;
}

void SyncRows::each_group(const std::function<bool(const OwnGroup&)>& visit) {
  Query row = store_.db_->query(std::string(kSelectGroup) + "ORDER BY number DESC");
  while (row.step()) {
    if (!visit(group_row(row))) return;
  }
}

void SyncRows::each_not_taken(const std::function<bool(const OwnGroup&)>& visit) {
  Query row = store_.db_->query(std::string(kSelectGroup) +
                                "WHERE receipt<>'' AND json_extract(receipt,'$.outcome')<>'taken'"
                                " ORDER BY number DESC");
  while (row.step()) {
    if (!visit(group_row(row))) return;
  }
}

bool SyncRows::is_claimed_again(const ops::RecordKey& key, std::string_view kind, int64_t after) {
  Query row = store_.db_->query(
      "SELECT EXISTS(SELECT 1 FROM op JOIN sync_group AS later"
      " ON op.number BETWEEN later.first AND later.last"
      " WHERE op.entity=?1 AND op.record=?2 AND op.number>?3"
      " AND op.kind IN(?4,'record.discard')"
      " AND later.receipt<>'' AND json_extract(later.receipt,'$.outcome')='taken')");
  row.bind(key.entity).bind(key.record).bind(after).bind(kind);
  return row.step() && row.integer(0) != 0;
}

void SyncRows::forget_receipts_from(int64_t number) {
  store_.db_->query("UPDATE sync_group SET receipt='' WHERE number>=?1").bind(number).run();
}

void SyncRows::note_touched(const ops::RecordKey& key) {
  store_.db_->query("INSERT OR IGNORE INTO sync_touched(entity,record) VALUES(?1,?2)")
      .bind(key.entity)
      .bind(key.record)
      .run();
}

std::vector<ops::RecordKey> SyncRows::touched() {
  std::vector<ops::RecordKey> keys;
  Query row = store_.db_->query("SELECT entity,record FROM sync_touched ORDER BY entity,record");
  while (row.step()) keys.push_back(key_at(row, 0));
  return keys;
}

void SyncRows::forget_touched() { store_.db_->run("DELETE FROM sync_touched"); }

void SyncRows::put_facts(std::string_view sha256, std::string_view facts) {
  store_.db_->query("INSERT OR REPLACE INTO sync_fact(sha256,facts) VALUES(?1,?2)")
      .bind(sha256)
      .bind(facts)
      .run();
}

std::optional<std::string> Store::known_facts(std::string_view sha256) {
  std::optional<std::string> facts = blob_facts(sha256);
  if (facts || !has_table(*db_, "sync_fact")) return facts;
  Query row = db_->query("SELECT facts FROM sync_fact WHERE sha256=?1");
  row.bind(sha256);
  if (row.step()) facts = row.text(0);
  return facts;
}

void SyncRows::set_bulk(bool bulk) {
  store_.hold_flush(bulk);
  store_.db_->set_log_pages(bulk ? sql::Database::LogPages{kPagesInBulk, kPagesInBulk}
                                 : sql::Database::LogPages{});
}

void SyncRows::empty_log() { store_.db_->empty_log(); }

void SyncRows::clear_own_verdicts() {
  for (const char* table : {"decision", "outbox", "problem", "import_batch", "import_record"}) {
    store_.db_->run("DELETE FROM " + std::string(table));
  }
}

void SyncRows::erase_derived(const ops::RecordKey& key) {
  store_.remove_scores(key.entity, key.record);
  store_.put_traces(key, {});
  store_.remove_blob_uses(key);
}

bool SyncRows::erase_record(const ops::RecordKey& key) {
  if (!store_.has_record(key.entity, key.record)) return false;
  store_.forget_metric_columns(key.entity);
  store_.mark_searched_row(key.entity, key.record);
  store_.recent_writes_.note_removal(key.entity, key.record);
  store_.db_->query("DELETE FROM " + table_name(key.entity) + " WHERE id=?1")
      .bind(key.record)
      .run();
  return true;
}

std::string SyncRows::parts(std::string_view sha256) { return store_.blob_parts(sha256); }

void SyncRows::drop_parts(std::string_view sha256) {
  store_.db_->query("DELETE FROM blob_part WHERE sha256=?1").bind(sha256).run();
}

void SyncRows::put_use(const ops::RecordKey& key, std::string_view field, std::string_view sha256,
                       int64_t since) {
  store_.db_
      ->query(
          "INSERT OR IGNORE INTO blob_use(sha256,op_number,entity,record,field)"
          " VALUES(?1,?2,?3,?4,?5)")
      .bind(sha256)
      .bind(since)
      .bind(key.entity)
      .bind(key.record)
      .bind(field)
      .run();
}

void SyncRows::uses(const ops::RecordKey& key,
                    const std::function<void(std::string_view, std::string_view, int64_t)>& visit) {
  Query row = store_.db_->query(
      "SELECT field,sha256,op_number FROM blob_use WHERE entity=?1 AND record=?2"
      " ORDER BY field,sha256");
  row.bind(key.entity).bind(key.record);
  while (row.step()) visit(row.text(0), row.text(1), row.integer(2));
}

}  // namespace tollgate::store
