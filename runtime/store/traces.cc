#include "tollgate/store/traces.h"

#include <bit>

#include "database.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// Two hashes that differ in at most 7 of 64 bits agree in one of their 8 bytes.
constexpr int kBands = 8;
constexpr int64_t kMaxCandidates = 100'000;

int64_t band_of(uint64_t hash, int band) { return static_cast<int64_t>(hash >> (band * 8) & 0xff); }

void bind_position(Query& query, const std::optional<int32_t>& microdegrees) {
  if (microdegrees) {
    query.bind(int64_t{*microdegrees});
  } else {
    query.bind_null();
  }
}

}  // namespace

void Store::put_traces(const RecordKey& key, const std::vector<TraceRow>& traces) {
  for (const char* sql : {"DELETE FROM trace WHERE entity=?1 AND record=?2",
                          "DELETE FROM trace_band WHERE entity=?1 AND record=?2"}) {
    db_->query(sql).bind(key.entity).bind(key.record).run();
  }
  for (const TraceRow& trace : traces) {
    Query insert = db_->query(
        "INSERT OR REPLACE INTO trace(entity,record,field,sha256,person,at_s,latitude,longitude,"
        "accuracy_m) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)");
    insert.bind(key.entity).bind(key.record).bind(trace.field).bind(trace.sha256);
    insert.bind(trace.person).bind(trace.at_s);
    bind_position(insert, trace.latitude);
    bind_position(insert, trace.longitude);
    insert.bind(trace.accuracy_m).run();
    for (int band = 0; trace.picture_hash && band < kBands; ++band) {
      db_->query(
             "INSERT OR REPLACE INTO trace_band(band,value,entity,record,field,sha256,picture_hash)"
             " VALUES(?1,?2,?3,?4,?5,?6,?7)")
          .bind(band)
          .bind(band_of(*trace.picture_hash, band))
          .bind(key.entity)
          .bind(key.record)
          .bind(trace.field)
          .bind(trace.sha256)
          .bind(std::bit_cast<int64_t>(*trace.picture_hash))
          .run();
    }
  }
}

std::vector<TraceRow> Store::traces_beside(const TraceRow& trace) {
  std::vector<TraceRow> rows;
  for (const char* sql :
       {"SELECT entity,record,at_s,latitude,longitude,accuracy_m FROM trace WHERE person=?1"
        " AND at_s<=?2 AND latitude IS NOT NULL AND NOT(entity=?3 AND record=?4)"
        " ORDER BY at_s DESC, entity, record, field LIMIT 1",
        "SELECT entity,record,at_s,latitude,longitude,accuracy_m FROM trace WHERE person=?1"
        " AND at_s>?2 AND latitude IS NOT NULL AND NOT(entity=?3 AND record=?4)"
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
      "SELECT count(*) FROM (SELECT DISTINCT entity,record FROM trace WHERE person=?1"
      " AND latitude=?2 AND longitude=?3 AND abs(at_s-?4)>=?5 AND NOT(entity=?6 AND record=?7))");
  row.bind(trace.person).bind(int64_t{*trace.latitude}).bind(int64_t{*trace.longitude});
  row.bind(trace.at_s).bind(apart_s).bind(trace.entity).bind(trace.record);
  return row.step() ? row.integer(0) : 0;
}

std::optional<RecordKey> Store::record_with_picture_like(const TraceRow& trace, int distance) {
  if (!trace.picture_hash) return std::nullopt;
  for (int band = 0; band < kBands; ++band) {
    Query row = db_->query(
        "SELECT picture_hash,entity,record FROM trace_band WHERE band=?1 AND value=?2"
        " AND NOT(entity=?3 AND record=?4) LIMIT ?5");
    row.bind(band).bind(band_of(*trace.picture_hash, band));
    row.bind(trace.entity).bind(trace.record).bind(kMaxCandidates);
    while (row.step()) {
      const auto other = std::bit_cast<uint64_t>(row.integer(0));
      if (std::popcount(other ^ *trace.picture_hash) > distance) continue;
      return RecordKey{std::string(row.text(1)), std::string(row.text(2))};
    }
  }
  return std::nullopt;
}

}  // namespace tollgate::store
