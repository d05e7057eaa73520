#include "tollgate/store/table_remake.h"

#include <catch_amalgamated.hpp>

#include "store_test_support.h"

namespace tollgate::store {
namespace {

Layout with_amount_as_text() {
  Layout layout = visit_layout();
  layout.tables[0].columns[1].kind = ColumnKind::kText;
  layout.tables[0].columns.pop_back();
  return layout;
}

struct Remade {
  std::unique_ptr<Store> store = open_store({});
  Remade() {
    store->set_layout(visit_layout());
    Transaction all(*store);
    for (int i = 0; i < 500; ++i) {
      const std::string n = std::to_string(i);
      store->put_record(
          visit("v" + n,
                {{"city", "C" + n}, {"amount", n}, {"rep", "r1"}, {"actions", {"a", "b"}}}),
          "T" + n);
    }
    REQUIRE(all.commit().ok());
  }
  TableRemake::Wanted wanted() {
    const Layout layout = with_amount_as_text();
    return {layout.tables[0], layout.time_zone, {{"visit", {{"city", false}}}}};
  }
};

void rename(StoredRecord& record) { record.title += "!"; }

TEST_CASE("a table that is made beside another takes its place with what was written meanwhile") {
  Remade of;
  Store& store = *of.store;
  const std::optional<int64_t> row = store.row_of("visit", "v300");
  TableRemake remake(store, of.wanted());
  for (int turn = 0; turn < 10; ++turn) {
    Transaction some(store);
    for (int i = 0; i < 40; ++i) REQUIRE(remake.copy_next(rename));
    REQUIRE(some.commit().ok());
  }
  // Written since: one that was copied, one that was not, a new one.
  for (const char* id : {"v3", "v450", "new"}) {
    Transaction saved(store);
    store.put_record(visit(id, {{"city", "Meanwhile"}, {"amount", "7"}}), "M");
    REQUIRE(saved.commit().ok());
  }
  Transaction rest(store);
  while (remake.copy_next(rename)) {
  }
  for (const char* id : {"v3", "v450", "new"}) remake.copy_again(id, rename);
  CHECK(store.find_record("visit", "v300")->title == "T300");
  REQUIRE(rest.commit().ok());

  // Whoever looks after leftovers meanwhile leaves it alone.
  CHECK_FALSE(store.drop_some_leftover());
  Transaction taking(store);
  store.set_layout(with_amount_as_text(), {&remake});
  store.want_list_indexes({{"visit", {{"city", false}}}});
  REQUIRE(taking.commit().ok());
  CHECK_FALSE(store.make_list_index());  // it was made with the table
  CHECK(store.layout() == with_amount_as_text());
  CHECK(store.count({.entity = "visit"}) == 501);
  const StoredRecord kept = *store.find_record("visit", "v300");
  CHECK(kept.title == "T300!");
  CHECK(kept.state.value("amount") == "300");
  // What has no column any more is kept beside them.
  CHECK(kept.state.value("actions") == Json({"a", "b"}));
  CHECK(store.row_of("visit", "v300") == row);
  for (const char* id : {"v3", "v450", "new"}) {
    const StoredRecord saved = *store.find_record("visit", id);
    CHECK(saved.title == "M!");
    CHECK(saved.state.value("city") == "Meanwhile");
  }
  CHECK(store.referrers("visit", "rep", "r1").size() == 498);
  int steps = 0;
  while (store.drop_some_leftover()) ++steps;
  CHECK(steps > 2);
  CHECK(store.count({.entity = "visit"}) == 501);
  CHECK(store.check_file().empty());

  // And once more: names that are taken by then are no hindrance.
  TableRemake again(store, of.wanted());
  Transaction second(store);
  while (again.copy_next(rename)) {
  }
  store.set_layout(with_amount_as_text(), {&again});
  store.want_list_indexes({{"visit", {{"city", false}}}});
  REQUIRE(second.commit().ok());
  CHECK_FALSE(store.make_list_index());
  CHECK(store.find_record("visit", "v300")->title == "T300!!");
}

TEST_CASE(
    "a table that is never taken is a leftover, and one that is taken back leaves the other") {
  Remade of;
  Store& store = *of.store;
  {
    TableRemake remake(store, of.wanted());
    Transaction some(store);
    REQUIRE(remake.copy_next(rename));
    REQUIRE(some.commit().ok());
  }
  {
    TableRemake remake(store, of.wanted());
    Transaction given_up(store);
    while (remake.copy_next(rename)) {
    }
    store.set_layout(with_amount_as_text(), {&remake});
    CHECK(store.find_record("visit", "v7")->title == "T7!");
  }
  CHECK(store.layout() == visit_layout());
  CHECK(store.find_record("visit", "v7")->title == "T7");
  int steps = 0;
  while (store.drop_some_leftover()) ++steps;
  CHECK(steps >= 1);
  CHECK(store.count({.entity = "visit"}) == 500);
}

TEST_CASE("counting by rows goes through them in their order, from any row to another") {
  Remade of;
  std::vector<int64_t> rows;
  of.store->scan_columns({.entity = "visit", .where = {{"rep", "r1", false}}},
                         Store::ColumnScan{{"city"}, 100, 110},
                         [&](int64_t row, const std::vector<std::string_view>& texts) {
                           CHECK(texts[0] == "C" + std::to_string(row));
                           rows.push_back(row);
                           return row < 107;
                         });
  CHECK(rows == std::vector<int64_t>{100, 101, 102, 103, 104, 105, 106, 107});
}

}  // namespace
}  // namespace tollgate::store
