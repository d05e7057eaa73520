// What photos and fixes leave behind: found again by what pictures look like and by who was where.
#include "tollgate/store/traces.h"

#include <catch_amalgamated.hpp>

#include "tollgate/files/storage_files.h"
#include "tollgate/store/foreign_sql.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

constexpr uint64_t kPicture = 0x8123'4567'89ab'cdef;
constexpr uint64_t kPictureAlike = kPicture ^ 0x8000'0000'0000'0021;  // three bits
constexpr uint64_t kPictureUnlike = ~kPicture;

struct Traced {
  files::MemoryFiles files;
  std::unique_ptr<Store> store;

  Traced() { open(); }
  void open() {
    store.reset();
    Result<std::unique_ptr<Store>> opened = Store::open({.path = "main.db", .files = &files});
    REQUIRE(opened.ok());
    store = std::move(*opened);
    store->add_missing_tables();
  }
  void run(const std::vector<std::string_view>& sql) {
    store.reset();
    REQUIRE(run_foreign_sql({.path = "main.db", .files = &files}, sql).ok());
    open();
  }
  static TraceRow photo(const std::string& record, uint64_t hash, int64_t at_s = 0) {
    TraceRow trace{.entity = "visit", .record = record, .field = "photo", .sha256 = record};
    trace.picture_hash = hash;
    trace.at_s = at_s;
    if (at_s > 0) {
      trace.person = "p1";
      trace.latitude = 31'000'000;
      trace.longitude = 121'000'000;
    }
    return trace;
  }
  void put(const TraceRow& trace) { store->put_traces({trace.entity, trace.record}, {trace}); }
  std::string like(uint64_t hash, const std::string& than) {
    const auto found = store->record_with_picture_like(photo(than, hash), 5);
    return found ? found->record : "";
  }
};

TEST_CASE("a picture is found by another that looks like it, as long as a record has it") {
  Traced traced;
  traced.put(Traced::photo("a", kPicture));
  CHECK(traced.like(kPictureAlike, "b") == "a");
  CHECK(traced.like(kPictureAlike, "a").empty());  // its own
  CHECK(traced.like(kPictureUnlike, "b").empty());
  traced.put(Traced::photo("c", kPicture));
  traced.put(Traced::photo("a", kPictureUnlike));
  CHECK(traced.like(kPictureAlike, "b") == "c");
  CHECK(traced.like(kPictureUnlike, "b") == "a");
  traced.store->put_traces({"visit", "c"}, {});
  CHECK(traced.like(kPictureAlike, "b").empty());
  traced.store->put_traces({"visit", "a"}, {});
  // Nothing is left of pictures that no record has.
  CHECK_FALSE(traced.store->digests().contains("picture_band"));
  CHECK_FALSE(traced.store->failed());
}

TEST_CASE("traces of a database from before they had tables of their own are moved") {
  Traced traced;
  const std::string hash = std::to_string(static_cast<int64_t>(kPicture));
  std::vector<std::string> sql = {
      "DROP TABLE capture_trace",
      "DROP TABLE picture_band",
      "CREATE TABLE trace(entity TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL,"
      " sha256 TEXT NOT NULL, person TEXT NOT NULL, at_s INTEGER NOT NULL, latitude INTEGER,"
      " longitude INTEGER, accuracy_m INTEGER NOT NULL, PRIMARY KEY(entity, record, field, sha256))"
      " WITHOUT ROWID",
      "CREATE TABLE trace_band(band INTEGER NOT NULL, value INTEGER NOT NULL, entity TEXT NOT NULL,"
      " record TEXT NOT NULL, field TEXT NOT NULL, sha256 TEXT NOT NULL, picture_hash INTEGER NOT"
      " NULL, PRIMARY KEY(band, value, entity, record, field, sha256)) WITHOUT ROWID",
      "INSERT INTO trace VALUES('visit','a','photo','a','p1',100,31000000,121000000,5)",
      "INSERT INTO trace VALUES('visit','b','place','','p1',200,31000000,121000000,5)"};
  for (int band = 0; band < 8; ++band) {
    sql.push_back("INSERT INTO trace_band VALUES(" + std::to_string(band) + "," +
                  std::to_string(kPicture >> (8 * band) & 0xff) + ",'visit','a','photo','a'," +
                  hash + ")");
  }
  traced.run({sql.begin(), sql.end()});
  CHECK(traced.like(kPictureAlike, "b") == "a");
  CHECK(traced.store->traces_beside(Traced::photo("c", kPictureUnlike, 150)).size() == 2);
  traced.put(Traced::photo("a", kPictureUnlike));
  CHECK(traced.like(kPictureAlike, "b").empty());
  traced.open();
  CHECK(traced.like(kPictureUnlike, "b") == "a");
  CHECK_FALSE(traced.store->failed());
}

}  // namespace
}  // namespace tollgate::store
