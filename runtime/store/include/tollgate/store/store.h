// The op log and all that is derived from it, in one SQLite database. SQLite stays inside. Long
// because all of it is one class: its parts share one connection and one transaction.
//
//   Result<std::unique_ptr<Store>> store = Store::open({.path = "visits.db"});
//   Transaction save(**store);
//   (*store)->append(op, hash, bytes);
//   (*store)->put_record(state, title);
//   Status saved = save.commit();        // durable, or not there at all
//
// Errors are sticky: once a call failed (disk full, damaged file), the following ones do nothing
// and give nothing, until commit() or take_error() says what was wrong. A transaction that did not
// commit rolls back. Codes: store.disk_full, store.quota_exceeded, store.corrupt, store.in_use,
// store.cannot_open, store.newer_format, store.not_ours, store.io_failed, store.too_large,
// store.lost (empty or missing, and there was one), store.moved (while it was open).
//
// Derived tables: records by entity, scores, gate decisions, outbox, the app in force. Blobs' bytes
// are not derived; their facts stand in the log as well. One object, one thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/files/storage_files.h"
#include "tollgate/ops/op.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/store/companion_files.h"
#include "tollgate/store/imports.h"
#include "tollgate/store/layout.h"
#include "tollgate/store/list_indexes.h"
#include "tollgate/store/metric_columns.h"
#include "tollgate/store/recent_writes.h"
#include "tollgate/store/record_query.h"
#include "tollgate/store/referrer_step.h"
#include "tollgate/store/row_difference.h"
#include "tollgate/store/timers.h"
#include "tollgate/store/traces.h"
#include "tollgate/store/verdicts.h"

namespace tollgate::sql {
class Backup;
class Database;
class Query;
}  // namespace tollgate::sql

namespace tollgate::store {

using sql::Database;

struct OpenOptions {
  std::string path;                      // "" or ":memory:": nothing outlives the object
  files::StorageFiles* files = nullptr;  // null: the system's files
  // For a copy that is thrown away: in memory while it is small, then in a file without a name.
  bool scratch = false;
  // Looks and writes nothing; on the system's files alone.
  bool read_only = false;
  // An empty or missing database is begun, although files beside it tell that there was one.
  bool accept_lost = false;
};

using ops::LogHead;
using ops::RecordKey;
using ops::StoredRecord;

// As it stands in the table: columns may differ from what the bytes say.
struct StoredOp {
  int64_t number = 0;
  std::string kind;
  std::string entity;  // "" where the op is about no record
  std::string record;
  Sha256Digest hash = {};
  std::string bytes;
};

// A field that holds a blob.
struct BlobUse {
  RecordKey key;
  std::string field;
};

struct NamedBlob {
  int64_t row = 0;  // from 1
  std::string sha256;
  std::string facts;
};

struct AppInForce {
  std::string id;
  int64_t version = 0;
  std::string text;
};

class TableRemake;

class Store {
 public:
  static Result<std::unique_ptr<Store>> open(const OpenOptions& options);
  ~Store();

  std::optional<Diagnostic> take_error();
  bool failed() const;
  const CompanionFiles& companions() const { return companions_; }

  // Small settings that are not derived: the device's name.
  std::string setting(std::string_view key);
  void set_setting(std::string_view key, std::string_view value);

  // The op log.
  LogHead head();
  int64_t last_op();  // its number, 0 where there is none
  int64_t op_count();
  void append(const ops::Op& op, const Sha256Digest& hash, std::string_view bytes);
  // Writes the columns by which an op is found again, from the op itself.
  void index_op(const ops::Op& op);
  // Looks at each op once however often it is asked, since imports ask at each step.
  bool has_op_of_kind(std::string_view kind);
  // Ops with numbers above `after`, in order; visit returns false to stop.
  void read_ops(int64_t after, const std::function<bool(const StoredOp&)>& visit);
  // Documents that came into force, the newest first; visit returns false to stop.
  void read_apps_back(const std::function<bool(const StoredOp&)>& visit);
  // Ops about a record with numbers below `before`, oldest first; visit returns false to stop.
  void read_ops_of(std::string_view entity, std::string_view record, int64_t before,
                   const std::function<bool(const StoredOp&)>& visit);
  std::optional<StoredOp> newest_op_of(std::string_view entity, std::string_view record);
  // As read_ops_of, newest first, and drafts without what they hold ({} where they hold something);
  // `size` is how many bytes the op has in the log.
  void read_ops_back(std::string_view entity, std::string_view record, int64_t before,
                     const std::function<bool(const StoredOp&, int64_t size)>& visit);
  // The newest of them that writes one of the fields, or may write any. Looks at as many ops and
  // bytes as `bound` has left; what it does not look at, nullopt says nothing of.
  struct LookBound {
    int64_t ops = 0;
    int64_t bytes = 0;
    bool is_used_up() const { return ops <= 0 || bytes <= 0; }
  };
  std::optional<StoredOp> find_write_back(std::string_view entity, std::string_view record,
                                          int64_t before, const std::vector<std::string>& fields,
                                          LookBound& bound);

  // The app in force.
  std::optional<AppInForce> app();
  void put_app(const AppInForce& app);
  const Layout& layout() const;
  // Brings the typed tables to the layout; records move along without loss. Tables that were made
  // anew for it are put in their places.
  void set_layout(const Layout& layout, const std::vector<TableRemake*>& remade = {});
  // Whether the table's rows stay where they are in a layout with this one and the time zone; else
  // all of them are written again.
  bool keeps_rows(const TableSpec& table, std::string_view time_zone) const;
  // Drops some of a table that was in force before another one took its place, or that never came
  // into force, in a transaction of its own. False: there is none any more.
  bool drop_some_leftover();
  // All of them, in one go.
  void drop_leftovers();
  // Of the tables that the layout has: makes those that are missing and drops the others. Making
  // one takes long where there are many records; the same step by step is to want them, then to
  // make one until there is none to make. Lists are right without.
  void set_list_indexes(const std::vector<ListIndex>& wanted);
  void want_list_indexes(const std::vector<ListIndex>& wanted);
  bool make_list_index();
  // Whether all derived tables are there, and one for each entity of `wanted`. Opening a database
  // does not look at this: it needs the log alone.
  bool has_tables(const Layout& wanted);

  // Which records were written lately, in whatever way.
  const RecentWrites& recent_writes() const { return recent_writes_; }

  // Records. Discarded ones are only found by find_record.
  std::optional<StoredRecord> find_record(std::string_view entity, std::string_view record);
  // How often find_record read a table, for those who hold what a request costs.
  int64_t records_found() const { return records_found_; }
  bool has_record(std::string_view entity, std::string_view record);
  // Without reading the rest of it; nullopt where there is none.
  std::optional<ops::RecordStatus> record_status(std::string_view entity, std::string_view record);
  // The same with what its column of the field holds, "" for none, and nothing else of it read.
  // nullopt also where the field has no column.
  struct StatusAndText {
    ops::RecordStatus status = ops::RecordStatus::kDraft;
    std::string text;
  };
  std::optional<StatusAndText> status_and_text(std::string_view entity, std::string_view record,
                                               std::string_view field);
  void put_record(const ops::RecordState& state, std::string_view title);
  std::optional<std::string> title(std::string_view entity, std::string_view record);
  void set_title(std::string_view entity, std::string_view record, std::string_view title);
  // Of complete records and drafts: a field that is a text, or "title", where there is one.
  void scan_texts(std::string_view entity, std::string_view field,
                  const std::function<void(std::string_view record, std::string_view text)>& visit);
  RecordPage list(const RecordQuery& query);
  // As list() in the query's order, one row at a time, without a total; visit returns false to
  // stop.
  void scan(const RecordQuery& query, const std::function<bool(StoredRecord&&)>& visit);
  // Of its records only these fields ("id" and other members as in SortBy), as texts of their
  // columns, "" for none; in any order and without limit. A date-time begins with its moment in
  // UTC (2026-03-01T02:00:00), a boolean is 1 or 0. visit returns false to stop.
  void scan_columns(const RecordQuery& query, const std::vector<std::string>& fields,
                    const std::function<bool(const std::vector<std::string_view>& texts)>& visit);
  // The same of some rows as row_of() counts them, in their order.
  struct ColumnScan {
    std::vector<std::string> fields;
    int64_t from = 0;
    int64_t to = -1;  // not this one any more; negative: to the last
  };
  using VisitRow = std::function<bool(int64_t row, const std::vector<std::string_view>& texts)>;
  void scan_columns(const RecordQuery& query, const ColumnScan& scan, const VisitRow& visit);
  int64_t count(const RecordQuery& query);
  // Tells queries apart: two that find the same rows in each database say the same.
  std::string condition_of(const RecordQuery& query) const;
  // Where the record stands in the query's order, whether the query would find it or not; nullopt
  // where there is none, or it is sorted by what no place says (fractions that are no decimals).
  std::optional<RecordPlace> place_of(const RecordQuery& query, std::string_view record);
  // For conditions in SQL. nullopt: the entity has no such field.
  std::optional<ColumnRead> column(std::string_view entity, std::string_view field) const;
  // Whether the columns of these fields hold all their values; those of another type are kept
  // beside them.
  bool columns_hold(std::string_view entity, const std::vector<std::string>& fields);
  // What a date-time or duration compares by in its column; "" when the text is neither.
  std::string sort_key(ColumnKind kind, std::string_view text) const;
  // Complete records and drafts of `entity` whose reference `field` names `target`.
  std::vector<std::string> referrers(std::string_view entity, std::string_view field,
                                     std::string_view target);

  // `top`, and whoever comes to it over the reference `field` of the same entity in at most so many
  // steps, discarded records included; a circle ends where it closes.
  std::vector<std::string> ids_below(std::string_view entity, std::string_view field,
                                     std::string_view top, int64_t most_steps);

  // Complete records by row, counted from 0 in the order in which they came. A row stays its
  // record's until the tables are made anew.
  struct RowScan {
    std::string entity;
    int64_t from = 0;
    int64_t limit = -1;                         // rows; negative: all
    std::set<std::string, std::less<>> fields;  // others may be left out
  };
  void scan_rows(const RowScan& rows,
                 const std::function<bool(int64_t row, StoredRecord&&)>& visit);
  int64_t rows(std::string_view entity);  // one more than the last
  std::optional<int64_t> row_of(std::string_view entity, std::string_view record);
  std::vector<std::string> ids_of_rows(std::string_view entity, const std::vector<int64_t>& rows);

  // The columns of metrics. put_record() marks its row as out of date, mark_metric_row() that of a
  // record whose referred record changed; whoever writes ops says so before the transaction ends.
  MetricColumns metric_columns(std::string_view entity, std::string_view stamp);
  std::string metric_chunk(int64_t column, size_t number);
  std::vector<std::string> metric_words(int64_t column);
  std::vector<int64_t> write_metric_columns(std::string_view entity, std::string_view stamp,
                                            int64_t rows,
                                            const std::vector<MetricColumnChanges>& changes);
  void mark_metric_row(std::string_view entity, std::string_view record);
  // After ops were appended: what was kept up to the op `before` is kept up to the last one now.
  void kept_columns_follow(int64_t before);
  // Of all entities, and what searches keep: for whoever wrote rows by other ways.
  void forget_all_columns();

  // Verdicts.
  void put_score(const ScoreRow& score);
  void remove_scores(std::string_view entity, std::string_view record);
  std::vector<ScoreRow> scores(std::string_view entity, std::string_view record);
  // The same without explanations, which may be long.
  std::vector<ScoreRow> totals(std::string_view entity, std::string_view record);
  void put_decision(const DecisionRow& decision);
  std::vector<DecisionRow> decisions(std::string_view entity, std::string_view record);

  // Traces of a record's photos and fixes: put_traces replaces all of them. `was_there`: false
  // where the record is new, so that there are none of it.
  void put_traces(const RecordKey& key, const std::vector<TraceRow>& traces, bool was_there = true);
  // Those of other records by the same person with a position: the last before and the first after.
  std::vector<TraceRow> traces_beside(const TraceRow& trace);
  // How many other records the same person has with this very position, at least so far away in
  // time.
  int64_t records_at_same_position(const TraceRow& trace, int64_t apart_s);
  // Another record with a picture whose hash differs in at most `distance` (up to 7) bits.
  std::optional<RecordKey> record_with_picture_like(const TraceRow& trace, int distance);

  // Outbox. Numbers count up; of the messages of one op, the first has the ordinal 0.
  void add_message(const MessageRow& message);
  // The newest that were not delivered, newest first.
  std::vector<MessageRow> messages(int64_t limit);
  // Numbers of the ops after this one with messages that wait, the first ones first.
  std::vector<int64_t> ops_with_messages(int64_t after, int64_t limit);
  // Of one op, by ordinal.
  std::vector<MessageRow> messages_of_op(int64_t op_number);
  // Nothing where there is no such message.
  void mark_delivered(int64_t op_number, int64_t ordinal);
  std::vector<MessageRow> messages_of(std::string_view entity, std::string_view record,
                                      int64_t limit);
  int64_t message_count();

  // Times that automations wait for; one row for each automation and record.
  void put_timer(const TimerRow& timer);
  std::optional<TimerRow> timer(std::string_view automation, std::string_view record);
  // The one that is due first.
  std::optional<TimerRow> next_timer();
  // Due by then and not seen to, the earliest first; of no automation with a step left to do.
  std::vector<TimerRow> timers_due(int64_t until_ms, int64_t limit);
  void remove_timer(std::string_view automation, std::string_view record);
  void remove_timers_of(std::string_view entity, std::string_view record);
  void remove_timers(std::string_view automation);
  // Those of records, and not the one of the automation as a whole.
  void remove_record_timers(std::string_view automation);
  void remove_all_timers();
  // An automation has one step at most; it replaces the one before.
  void put_timer_step(const TimerStep& step);
  std::optional<TimerStep> timer_step(std::string_view automation);
  std::optional<TimerStep> next_timer_step();
  void remove_timer_step(std::string_view automation);
  // Of a step that removes: some times of records. False: there is none any more.
  bool remove_some_timers(std::string_view automation);
  // The record was seen to ahead of its automation's step: its row, or that it has none, is as it
  // should be, and the step leaves it so.
  void mark_timer(std::string_view automation, std::string_view entity, std::string_view record);
  // Whether it was; the mark is gone then.
  bool take_timer_mark(std::string_view automation, std::string_view record);

  // Whether at least `count` records refer to the target, discarded ones included.
  bool has_referrers(std::string_view entity, std::string_view field, std::string_view target,
                     int64_t count);
  // The next records of the step, at most `limit`; it stands behind them then. None: it is done.
  std::vector<std::string> next_referrers(ReferrerStep& step, int64_t limit);
  // Takes the place of those of the same records that it makes needless.
  void add_referrer_step(const ReferrerStep& step);
  std::optional<ReferrerStep> next_referrer_step();
  // What such records show may be older than this op.
  std::optional<int64_t> first_op_of_referrer_steps();
  void go_on_with_referrer_step(const ReferrerStep& step);
  void remove_referrer_step(int64_t number);

  // Imports, by what their ops say. note_import does nothing for ops that belong to none.
  void note_import(const ops::Op& op);
  std::optional<ImportBatch> import_batch(std::string_view batch);
  // The newest first.
  std::vector<CountedImportBatch> import_batches(int64_t limit);
  // Whether the batch wrote the record, and it was not restored since.
  bool is_in_batch(std::string_view batch, std::string_view entity, std::string_view record);
  // The records of the batch that are not restored, the last written first; of those written before
  // the op `before`. At most `limit`.
  std::vector<ImportedRecord> records_of_batch(std::string_view batch, int64_t before,
                                               int64_t limit);

  // Problems of decisions, the newest first. Databases of earlier versions tell of none from before
  // they were opened by this one, and a rebuild makes none up.
  void add_problem(const ProblemRow& problem);
  std::vector<ProblemRow> problems(int64_t limit);
  std::vector<ProblemRow> problems_of(std::string_view entity, std::string_view record,
                                      int64_t limit);

  // Blobs by the hexadecimal SHA-256 of their bytes. A large one is put in parts of kBlobPartBytes
  // (the last one is shorter), then without bytes: so neither a write nor a read takes long.
  static constexpr size_t kBlobPartBytes = size_t{128} << 10;
  bool has_blob(std::string_view sha256);
  void put_blob_part(std::string_view sha256, uint64_t number, std::string_view bytes);
  // What has been put in parts, from the first one on without a gap.
  uint64_t blob_parts_bytes(std::string_view sha256);
  // Parts that belong to no blob: of what was broken off.
  void drop_stray_blob_parts();
  std::optional<uint64_t> blob_size(std::string_view sha256);
  // A piece from `offset` on, as it is read best; "" at the end.
  std::string blob_piece(std::string_view sha256, uint64_t offset);
  void put_blob(std::string_view sha256, std::string_view facts, std::string_view bytes);
  std::optional<std::string> blob_bytes(std::string_view sha256);
  std::optional<std::string> blob_facts(std::string_view sha256);
  // Also of a file that lies at the hub alone.
  std::optional<std::string> known_facts(std::string_view sha256);
  void set_blob_facts(std::string_view sha256, std::string_view facts);
  // The first behind a row, in the order in which they came; nullopt behind the last.
  std::optional<NamedBlob> next_blob(int64_t after_row);

  // Which records hold which blob. Of the field's blobs, those that it held before keep the op
  // since when they are held. Gives the blobs that it holds no more.
  std::vector<std::string> set_blob_uses(const RecordKey& key, std::string_view field,
                                         const std::vector<std::string>& sha256s,
                                         int64_t op_number);
  // The record holds nothing any more.
  std::vector<std::string> remove_blob_uses(const RecordKey& key);
  // Records other than `key` that held the blob before it did (or at all, where it does not hold
  // it yet), the earliest first.
  std::vector<BlobUse> blob_uses_before(std::string_view sha256, const RecordKey& key,
                                        int64_t limit);
  std::vector<RecordKey> blob_users(std::string_view sha256);
  // The record's fields that hold blobs.
  std::vector<std::string> blob_fields(const RecordKey& key);
  // The names under which a blob was handed in.
  void add_blob_name(std::string_view sha256, std::string_view name, int64_t op_number);
  bool has_blob_name(std::string_view sha256, std::string_view name);
  // Databases of earlier versions have no tables of uses and names; they are added empty.
  bool has_blob_uses();
  void add_blob_uses();

  // A hash of the content of each derived table, by table. One that cannot be read has none.
  std::map<std::string, std::string> digests();
  // Before anything is derived here from the log of `of`: what that one, of an earlier version, did
  // not derive for its first ops is not derived here either.
  void derive_as(Store& of);
  // The indexes of the log that databases of earlier versions lack.
  void add_log_indexes();
  // Tables and indexes that databases of earlier versions lack.
  void add_missing_tables();
  // Programs that somebody else left in the file; they are never run (sql/database.cc).
  std::vector<std::string> triggers();
  // Whether there were any.
  bool drop_triggers();
  // Makes the derived tables again, empty, whatever state they are in; whoever calls it applies the
  // log again.
  void recreate_derived();
  // While flushes are held, what commit() acknowledged is on the disk after flush() alone: several
  // saves share one.
  void hold_flush(bool held);
  Status flush();

  // A copy of the database in a new file, made step by step, at most so many pages each; what is
  // written in between is in it. Another file than before begins anew. Not inside of a transaction.
  struct CopyStep {
    bool done = false;  // it is whole and on the disk
    int64_t pages = 0;
    int64_t pages_left = 0;
  };
  Result<CopyStep> copy_to(const std::string& file, int pages);
  // SQLite's own check of the file, as findings; empty when it is sound.
  std::vector<std::string> check_file();

 private:
  friend class Transaction;
  friend class Savepoint;
  friend class SyncRows;
  friend class SearchTexts;
  friend class DerivedComparison;
  friend class TableRemake;
  explicit Store(std::unique_ptr<Database> db);
  Status prepare();
  void load_layout();
  void mark_parts();
  void mark_blocks();
  void mark_packed_cells();
  void mark_traces();
  void move_earlier_traces();
  void mark_format(int64_t format);
  // Ops in blocks (op_blocks.h): the log keeps its columns, its bytes lie there.
  void pack_log(int64_t newest);
  bool pack_block(int64_t first);
  void insert_op(const StoredOp& op);
  std::string op_bytes(int64_t number, std::string_view stored);
  StoredOp stored_op(const sql::Query& row);
  std::string blob_parts(std::string_view sha256);
  void create_missing();
  void note_problems_begin();
  void forget_metric_columns(std::string_view entity);
  const std::map<std::string, int64_t, std::less<>>& kept_rows();
  // The rows that a query is narrowed to before SQL looks at any.
  struct RowsFound;
  RowsFound rows_found(const TableSpec& table, const RecordQuery& query);
  bool reads_in_order(const TableSpec& table, const RecordQuery& query);
  void scan(const TableSpec& table, const RecordQuery& query, const RowsFound& found,
            const std::function<bool(StoredRecord&&)>& visit);
  int64_t count(const TableSpec& table, const RecordQuery& query, const RowsFound& found);
  void move_totals(std::string_view entity, std::string_view record, int64_t by);
  // The packed texts of search_texts.h: a save notes the row that it wrote.
  const std::map<std::string, int64_t, std::less<>>& searched_rows();
  void mark_searched_row(std::string_view entity, std::string_view record);
  void forget_searched(std::string_view entity);
  void forget_kept();  // what is remembered of tables; after something was taken back

  std::unique_ptr<Database> db_;
  std::unique_ptr<sql::Backup> copy_;  // goes before db_
  CompanionFiles companions_;
  Layout layout_;
  RecentWrites recent_writes_;
  std::set<std::string, std::less<>> in_making_;  // tables (TableRemake)
  int64_t records_found_ = 0;
  bool only_reads_ = false;
  // Totals of large lists, kept while records change.
  struct Total {
    std::string entity;
    std::string sql;
    std::vector<std::string> parameters;
    int64_t count = 0;
  };
  std::vector<Total> totals_;
  std::vector<ListIndex> list_indexes_;     // of the app in force
  std::vector<ListIndex> missing_indexes_;  // of these
  int64_t writes_since_count_ = 0;
  // The block that was read last.
  struct Block {
    int64_t first = 0;
    std::vector<std::string> ops;
  };
  Block block_;
  // By kind, which ops has_op_of_kind() knows; forgotten when any may be taken back.
  struct KindLook {
    bool found = false;
    int64_t until = 0;  // the last op that was looked at
  };
  std::map<std::string, KindLook, std::less<>> kinds_looked_for_;
  std::optional<std::map<std::string, int64_t, std::less<>>> kept_rows_;  // of metric columns
  std::optional<std::map<std::string, int64_t, std::less<>>> searched_rows_;
};

// All or nothing. Transactions do not nest.
class Transaction {
 public:
  explicit Transaction(Store& store);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Durable when ok; else everything since the constructor is undone.
  Status commit();

 private:
  Store& store_;
  Layout layout_before_;
  bool open_ = true;
};

// A part of a transaction that can be taken back by itself. The layout may not change in it.
class Savepoint {
 public:
  explicit Savepoint(Store& store);
  ~Savepoint();  // without keep(), what was written since the constructor is gone
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  void keep();

 private:
  Store& store_;
  bool open_ = true;
};

}  // namespace tollgate::store
