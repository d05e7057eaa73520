#include "tollgate/store/traces.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "database.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// Two hashes that differ in at most 7 of 64 bits agree in one of their 8 bytes.
constexpr int kBands = 8;
constexpr int64_t kMaxCandidates = 100'000;

// Of the table picture_band.
int64_t band_place(uint64_t hash, int band) {
  return 256 * band + static_cast<int64_t>(hash >> (band * 8) & 0xff);
}

void bind_position(Query& query, const std::optional<int32_t>& microdegrees) {
  if (microdegrees) {
    query.bind(int64_t{*microdegrees});
  } else {
    query.bind_null();
  }
}

bool has_picture(Database& db, uint64_t hash) {
  Query row = db.query("SELECT 1 FROM capture_trace WHERE picture_hash=?1 LIMIT 1");
  row.bind(std::bit_cast<int64_t>(hash));
  return row.step();
}

std::vector<uint64_t> pictures_of(Database& db, const RecordKey& key) {
  std::vector<uint64_t> hashes;
  Query row = db.query(
      "SELECT picture_hash FROM capture_trace WHERE entity=?1 AND record=?2"
      " AND picture_hash IS NOT NULL");
  row.bind(key.entity).bind(key.record);
  while (row.step()) hashes.push_back(std::bit_cast<uint64_t>(row.integer(0)));
  return hashes;
}

void write_bands(Database& db, uint64_t hash, std::string_view sql) {
  for (int band = 0; band < kBands; ++band) {
    db.query(sql).bind(band_place(hash, band)).bind(std::bit_cast<int64_t>(hash)).run();
  }
}

}  // namespace

void Store::put_traces(const RecordKey& key, const std::vector<TraceRow>& traces, bool was_there) {
  std::vector<uint64_t> before;
  if (was_there) {
    before = pictures_of(*db_, key);
    db_->query("DELETE FROM capture_trace WHERE entity=?1 AND record=?2")
        .bind(key.entity)
        .bind(key.record)
        .run();
  }
  if (!traces.empty()) mark_traces();
  for (const TraceRow& trace : traces) {
    const std::optional<uint64_t>& hash = trace.picture_hash;
    // Where another record has the picture, its bands are there.
    if (hash && !has_picture(*db_, *hash)) {
      write_bands(*db_, *hash,
                  "INSERT OR IGNORE INTO picture_band(place,picture_hash) VALUES(?1,?2)");
    }
    Query insert = db_->query(
        "INSERT OR REPLACE INTO capture_trace(entity,record,field,sha256,person,at_s,latitude,"
        "longitude,accuracy_m,picture_hash) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)");
    insert.bind(key.entity).bind(key.record).bind(trace.field).bind(trace.sha256);
    insert.bind(trace.person).bind(trace.at_s);
    bind_position(insert, trace.latitude);
    bind_position(insert, trace.longitude);
    insert.bind(trace.accuracy_m);
    if (hash) {
      insert.bind(std::bit_cast<int64_t>(*hash));
    } else {
      insert.bind_null();
    }
    insert.run();
  }
  for (const uint64_t hash : before) {
    if (has_picture(*db_, hash)) continue;
    write_bands(*db_, hash, "DELETE FROM picture_band WHERE place=?1 AND picture_hash=?2");
  }
}

std::vector<TraceRow> Store::traces_beside(const TraceRow& trace) {
  std::vector<TraceRow> rows;
  for (const char* sql :
       {"SELECT entity,record,at_s,latitude,longitude,accuracy_m FROM capture_trace WHERE"
        " person=?1 AND at_s<=?2 AND latitude IS NOT NULL AND NOT(entity=?3 AND record=?4)"
        " ORDER BY at_s DESC, entity, record, field LIMIT 1",
        "SELECT entity,record,at_s,latitude,longitude,accuracy_m FROM capture_trace WHERE"
        " person=?1 AND at_s>?2 AND latitude IS NOT NULL AND NOT(entity=?3 AND record=?4)"
        " ORDER BY at_s, entity, record, field LIMIT 1"}) {
    Query row = db_->query(sql);
    row.bind(trace.person).bind(trace.at_s).bind(trace.entity).bind(trace.record);
    if (!row.step()) continue;
    TraceRow beside{.entity = std::string(row.text(0)), .record = std::string(row.text(1))};
    beside.person = trace.person;
    beside.at_s = row.integer(2);
    beside.latitude = static_cast<int32_t>(row.integer(3));
    beside.longitude = static_cast<int32_t>(row.integer(4));
    beside.accuracy_m = row.integer(5);
    rows.push_back(std::move(beside));
  }
  return rows;
}

int64_t Store::records_at_same_position(const TraceRow& trace, int64_t apart_s) {
  if (!trace.latitude || !trace.longitude) return 0;
  Query row = db_->query(
      "SELECT count(*) FROM (SELECT DISTINCT entity,record FROM capture_trace WHERE person=?1"
      " AND latitude=?2 AND longitude=?3 AND abs(at_s-?4)>=?5 AND NOT(entity=?6 AND record=?7))");
  row.bind(trace.person).bind(int64_t{*trace.latitude}).bind(int64_t{*trace.longitude});
  row.bind(trace.at_s).bind(apart_s).bind(trace.entity).bind(trace.record);
  return row.step() ? row.integer(0) : 0;
}

std::optional<RecordKey> Store::record_with_picture_like(const TraceRow& trace, int distance) {
  if (!trace.picture_hash) return std::nullopt;
  std::vector<uint64_t> alike;
  for (int band = 0; band < kBands; ++band) {
    Query row = db_->query("SELECT picture_hash FROM picture_band WHERE place=?1 LIMIT ?2");
    row.bind(band_place(*trace.picture_hash, band)).bind(kMaxCandidates);
    while (row.step()) {
      const auto other = std::bit_cast<uint64_t>(row.integer(0));
      if (std::popcount(other ^ *trace.picture_hash) <= distance) alike.push_back(other);
    }
  }
  std::sort(alike.begin(), alike.end());
  alike.erase(std::unique(alike.begin(), alike.end()), alike.end());
  for (const uint64_t hash : alike) {
    Query row = db_->query(
        "SELECT entity,record FROM capture_trace WHERE picture_hash=?1"
        " AND NOT(entity=?2 AND record=?3) LIMIT 1");
    row.bind(std::bit_cast<int64_t>(hash)).bind(trace.entity).bind(trace.record);
    if (row.step()) return RecordKey{std::string(row.text(0)), std::string(row.text(1))};
  }
  return std::nullopt;
}

}  // namespace tollgate::store
