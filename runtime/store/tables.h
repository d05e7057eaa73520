// The tables of a database. Typed record tables ("e_<entity>") come and go with the layout.
#pragma once

#include <string_view>

namespace tollgate::store {

inline constexpr std::string_view kCreateKept[] = {
    "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE op(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, entity TEXT, record TEXT,"
    " hash BLOB NOT NULL, bytes TEXT NOT NULL)",
    "CREATE INDEX op_of_record ON op(entity, record) WHERE record IS NOT NULL",
    // Without bytes of its own, a blob lies in parts: it was stored piece by piece.
    "CREATE TABLE blob(sha256 TEXT PRIMARY KEY, facts TEXT NOT NULL, bytes BLOB NOT NULL)",
};

// Derived from the ops, as the record tables are.
struct DerivedTable {
  std::string_view name;
  std::string_view order;  // what makes its rows stand in one order only
  // Databases of earlier versions lack it, and their logs have nothing that would fill it.
  bool came_later = false;
};
inline constexpr DerivedTable kDerivedTables[] = {{"app", "1"},
                                                  {"blob_name", "1,2"},
                                                  {"blob_use", "1,2,3,4,5"},
                                                  {"capture_trace", "1,2,3,4", true},
                                                  {"decision", "1"},
                                                  {"import_batch", "1", true},
                                                  {"import_record", "1,2", true},
                                                  {"layout", "1"},
                                                  {"outbox", "1"},
                                                  {"picture_band", "1,2", true},
                                                  {"problem", "1", true},
                                                  {"score", "1,2,3"},
                                                  {"timer", "1,2", true}};
// Which records hold which blob, and since which op. Databases of earlier versions lack it.
inline constexpr std::string_view kCreateBlobUse =
    "CREATE TABLE IF NOT EXISTS blob_use(sha256 TEXT NOT NULL, op_number INTEGER NOT NULL, entity "
    "TEXT NOT NULL,"
    " record TEXT NOT NULL, field TEXT NOT NULL,"
    " PRIMARY KEY(sha256, op_number, entity, record, field)) WITHOUT ROWID";
// The names that a blob was handed in under.
inline constexpr std::string_view kCreateBlobName =
    "CREATE TABLE IF NOT EXISTS blob_name(sha256 TEXT NOT NULL, name TEXT NOT NULL,"
    " op_number INTEGER NOT NULL, PRIMARY KEY(sha256, name)) WITHOUT ROWID";
inline constexpr std::string_view kCreateDerived[] = {
    "CREATE TABLE app(one INTEGER PRIMARY KEY CHECK(one=1), id TEXT NOT NULL,"
    " version INTEGER NOT NULL, text TEXT NOT NULL)",
    "CREATE TABLE layout(one INTEGER PRIMARY KEY CHECK(one=1), json TEXT NOT NULL)",
    "CREATE TABLE score(entity TEXT NOT NULL, record TEXT NOT NULL, scorecard TEXT NOT NULL,"
    " total TEXT COLLATE DECIMAL NOT NULL, possible TEXT COLLATE DECIMAL NOT NULL, pool TEXT,"
    " explanation TEXT NOT NULL, app_version INTEGER NOT NULL, op_number INTEGER NOT NULL,"
    " PRIMARY KEY(entity, record, scorecard)) WITHOUT ROWID",
    "CREATE INDEX score_in_pool ON score(scorecard, pool, entity, record) WHERE pool IS NOT NULL",
    "CREATE TABLE decision(op_number INTEGER PRIMARY KEY, entity TEXT NOT NULL,"
    " record TEXT NOT NULL, workflow TEXT NOT NULL, from_stage TEXT NOT NULL,"
    " to_stage TEXT NOT NULL, allowed INTEGER NOT NULL, explanation TEXT NOT NULL,"
    " app_version INTEGER NOT NULL)",
    "CREATE INDEX decision_of_record ON decision(entity, record)",
    "CREATE TABLE outbox(number INTEGER PRIMARY KEY, op_number INTEGER NOT NULL,"
    " at_ms INTEGER NOT NULL, entity TEXT NOT NULL, record TEXT NOT NULL, effect TEXT NOT NULL,"
    " delivered INTEGER NOT NULL)",
    "CREATE INDEX outbox_of_record ON outbox(entity, record)",
    kCreateBlobUse,
    kCreateBlobName,
};
// What databases of earlier versions lack.
inline constexpr std::string_view kCreateLogIndexes[] = {
    "CREATE INDEX IF NOT EXISTS op_of_app ON op(number) WHERE kind='app.put'",
    "CREATE INDEX IF NOT EXISTS op_set_aside ON op(number) WHERE kind='group.set_aside'",
    "CREATE TABLE IF NOT EXISTS op_block(first INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
};
// The number of an import_batch is that of its first op.
inline constexpr std::string_view kCreateMissing[] = {
    "CREATE INDEX IF NOT EXISTS outbox_of_op ON outbox(op_number)",
    "CREATE TABLE IF NOT EXISTS import_batch(number INTEGER PRIMARY KEY, batch TEXT NOT NULL"
    " UNIQUE, at_ms INTEGER NOT NULL, user TEXT NOT NULL, source TEXT NOT NULL,"
    " undone_ms INTEGER, undone_by TEXT)",
    "CREATE TABLE IF NOT EXISTS import_record(batch INTEGER NOT NULL, op_number INTEGER NOT NULL,"
    " entity TEXT NOT NULL, record TEXT NOT NULL, what INTEGER NOT NULL,"
    " restored INTEGER NOT NULL, PRIMARY KEY(batch, op_number)) WITHOUT ROWID",
    "CREATE UNIQUE INDEX IF NOT EXISTS import_of_record ON import_record(entity, record, batch)",
    "CREATE INDEX IF NOT EXISTS blob_use_of_record ON blob_use(entity, record, field)",
    "CREATE TABLE IF NOT EXISTS blob_part(sha256 TEXT NOT NULL, number INTEGER NOT NULL,"
    " bytes BLOB NOT NULL, PRIMARY KEY(sha256, number))",
    "CREATE TABLE IF NOT EXISTS capture_trace(entity TEXT NOT NULL, record TEXT NOT NULL,"
    " field TEXT NOT NULL, sha256 TEXT NOT NULL, person TEXT NOT NULL, at_s INTEGER NOT NULL,"
    " latitude INTEGER, longitude INTEGER, accuracy_m INTEGER NOT NULL, picture_hash INTEGER,"
    " PRIMARY KEY(entity, record, field, sha256)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS capture_trace_of_person ON capture_trace(person, at_s)"
    " WHERE latitude IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS capture_trace_at ON capture_trace(person, latitude, longitude)"
    " WHERE latitude IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS capture_trace_of_picture ON capture_trace(picture_hash)"
    " WHERE picture_hash IS NOT NULL",
    // What pictures look like, each once: the place is 256 times the number of a byte of the hash,
    // and that byte.
    "CREATE TABLE IF NOT EXISTS picture_band(place INTEGER NOT NULL, picture_hash INTEGER NOT NULL,"
    " PRIMARY KEY(place, picture_hash)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS timer(automation TEXT NOT NULL, record TEXT NOT NULL,"
    " entity TEXT NOT NULL, due_ms INTEGER NOT NULL, done INTEGER NOT NULL,"
    " PRIMARY KEY(automation, record)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS timer_step(automation TEXT PRIMARY KEY, entity TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, removes INTEGER NOT NULL, fills INTEGER NOT NULL,"
    " changed INTEGER NOT NULL, after TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS referrer_step(number INTEGER PRIMARY KEY, op_number INTEGER NOT"
    " NULL, at_us INTEGER NOT NULL, user TEXT NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL,"
    " target TEXT NOT NULL, reads INTEGER NOT NULL, after INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS timer_due ON timer(due_ms, automation, record) WHERE done=0",
    "CREATE INDEX IF NOT EXISTS timer_of_record ON timer(entity, record)",
    "CREATE TABLE IF NOT EXISTS problem(number INTEGER PRIMARY KEY, op_number INTEGER NOT NULL,"
    " at_ms INTEGER NOT NULL, entity TEXT NOT NULL, record TEXT NOT NULL,"
    " diagnostic TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS metric_table(entity TEXT PRIMARY KEY, stamp TEXT NOT NULL,"
    " rows INTEGER NOT NULL, head INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS metric_column(number INTEGER PRIMARY KEY, entity TEXT NOT NULL,"
    " key TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS metric_chunk(place INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS metric_word(column_number INTEGER NOT NULL, number INTEGER NOT"
    " NULL, text TEXT NOT NULL, PRIMARY KEY(column_number, number)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS metric_change(entity TEXT NOT NULL, row INTEGER NOT NULL,"
    " PRIMARY KEY(entity, row)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS search_column(number INTEGER PRIMARY KEY, entity TEXT NOT NULL,"
    " field TEXT NOT NULL, rows INTEGER NOT NULL, head INTEGER NOT NULL, UNIQUE(entity, field))",
    "CREATE TABLE IF NOT EXISTS search_chunk(place INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS search_change(entity TEXT NOT NULL, row INTEGER NOT NULL,"
    " PRIMARY KEY(entity, row)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS problem_of_record ON problem(entity, record)",
};

// As databases before format 5 kept traces: with all that a picture's record is called in each of
// sixteen rows. They move when such a database is opened to be written.
inline constexpr std::string_view kEarlierTraces[] = {"trace", "trace_band"};
inline constexpr std::string_view kMoveTraces[] = {
    "INSERT OR REPLACE INTO capture_trace SELECT entity,record,field,sha256,person,at_s,latitude,"
    "longitude,accuracy_m,(SELECT picture_hash FROM trace_band AS b WHERE b.entity=t.entity AND"
    " b.record=t.record AND b.field=t.field AND b.sha256=t.sha256 LIMIT 1) FROM trace AS t",
    "INSERT OR IGNORE INTO picture_band SELECT 256*band+value,picture_hash FROM trace_band",
    "DROP TABLE trace_band",
    "DROP TABLE trace",
};

// What metrics read, in columns: made from the records when somebody asks, and compared with
// nothing, since what they were made of is.
inline constexpr std::string_view kMetricTables[] = {
    "metric_table", "metric_column", "metric_chunk", "metric_word", "metric_change"};

// The texts that lists are searched by, packed: made and thrown away like those.
inline constexpr std::string_view kSearchTables[] = {"search_column", "search_chunk",
                                                     "search_change"};

// The setting that names the op behind which problems are kept; absent where they always were.
inline constexpr std::string_view kProblemsAfter = "problems_after";

}  // namespace tollgate::store
