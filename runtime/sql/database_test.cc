#include "tollgate/sql/database.h"

#include <catch_amalgamated.hpp>

namespace tollgate::sql {
namespace {

TEST_CASE("a statement is planned once, whatever values it is asked with") {
  auto opened = Database::open(":memory:", nullptr);
  REQUIRE(opened);
  Database& db = **opened;
  db.run("CREATE TABLE use(file TEXT, at INTEGER, record TEXT)");
  db.run("CREATE INDEX use_of_file ON use(file)");
  for (const int64_t at : {0, 1, 2, 70'000}) {
    db.query("INSERT INTO use VALUES(?1,?2,?3)").bind("f").bind(at).bind("r").run();
    // A column beside the index, and a LIMIT: both are what a plan could look at.
    Query row = db.query("SELECT at FROM use WHERE file=?1 AND record=?2 ORDER BY at LIMIT ?3");
    row.bind("f").bind("r").bind(at + 1);
    CHECK(row.step());
  }
  CHECK(db.plans_made_again() == 0);
  CHECK_FALSE(db.failed());
}

}  // namespace
}  // namespace tollgate::sql
