#include "tollgate/store/list_indexes.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

#include "store_test_support.h"
#include "tollgate/base/random.h"

namespace tollgate::store {
namespace {

constexpr int kVisits = 6000;

ops::RecordState random_visit(int number, SeededRandom& random) {
  const auto pick = [&](uint64_t n) { return random.next() % n; };
  Json values = {{"amount", std::to_string(pick(50))}};
  if (pick(5) > 0) values["rep"] = "rep-" + std::to_string(pick(7));
  if (pick(5) > 0) values["day"] = "2026-03-0" + std::to_string(1 + pick(9));
  ops::RecordState state =
      visit("v" + std::to_string(number), std::move(values),
            pick(9) > 0 ? ops::RecordStatus::kComplete : ops::RecordStatus::kDraft);
  state.updated_ms += int64_t(pick(1000));
  return state;
}

std::vector<RecordQuery> queries() {
  std::vector<RecordQuery> queries;
  queries.push_back({.entity = "visit"});
  queries.push_back({.entity = "visit", .sort = {{"day", true}}});
  queries.push_back({.entity = "visit", .drafts = true, .sort = {{"amount", false}}});
  queries.push_back({.entity = "visit", .where = {{"rep", "rep-3"}}, .sort = {{"day", true}}});
  queries.push_back({.entity = "visit",
                     .drafts = true,
                     .drafts_where = FieldEquals{"rep", "rep-1", false},
                     .sort = {{"day", true}}});
  queries.push_back({.entity = "visit", .complete = false, .drafts = true});
  return queries;
}

// Page after page, and the total.
std::string shown(Store& store, RecordQuery query) {
  std::string text;
  query.limit = 40;
  for (const int64_t offset : {0, 40, 900, 100'000}) {
    query.offset = offset;
    const RecordPage page = store.list(query);
    for (const StoredRecord& record : page.records) text += record.state.id + " ";
    text += "of " + std::to_string(page.total) + "; ";
  }
  return text;
}

// Counted anew: totals of lists with hidden values are not kept.
int64_t counted(Store& store, RecordQuery query) {
  query.hidden["took"] = {"nobody"};
  return store.count(query);
}

TEST_CASE("lists show the same with indexes as without, and totals follow each save") {
  auto store = open_store({});
  REQUIRE(store);
  SeededRandom random(11);
  {
    Transaction all(*store);
    store->set_layout(visit_layout());
    for (int i = 0; i < kVisits; ++i) store->put_record(random_visit(i, random), "");
    REQUIRE(all.commit().ok());
  }
  std::vector<std::string> before;
  for (const RecordQuery& query : queries()) before.push_back(shown(*store, query));
  std::vector<ListIndex> wanted = {{"visit", {}},
                                   {"visit", {{"day", true}}},
                                   {"visit", {{"amount", false}}},
                                   {"visit", {{"rep", false}, {"day", true}}},
                                   {"nothing", {{"day", true}}}};
  store->set_list_indexes(wanted);
  store->set_list_indexes(wanted);
  for (size_t i = 0; i < before.size(); ++i) {
    INFO("query " << i);
    CHECK(shown(*store, queries()[i]) == before[i]);
  }
  for (int i = 0; i < 60; ++i) {
    ops::RecordState state = random_visit(int(random.next() % (kVisits + 60)), random);
    if (random.next() % 4 == 0) state.status = ops::RecordStatus::kDiscarded;
    Transaction save(*store);
    store->put_record(state, "");
    // Some are taken back.
    if (random.next() % 5 == 0) continue;
    REQUIRE(save.commit().ok());
    if (i % 6 != 0) continue;
    for (const RecordQuery& query : queries()) {
      REQUIRE(store->count(query) == counted(*store, query));
    }
  }
  wanted.resize(1);
  store->set_list_indexes(wanted);
  for (const RecordQuery& query : queries()) {
    CHECK(store->list(query).total == counted(*store, query));
  }
  CHECK_FALSE(store->take_error());
}

TEST_CASE("the orders of an app's views become indexes, each once") {
  const auto app = model::load(R"({
    "format": "tollgate.app/1", "id": "m", "version": 1, "label": {"en": "m"}, "locales": ["en"],
    "time_zone": "Asia/Shanghai",
    "entities": [
      {"id": "person", "label": {"en": "p"}, "fields": [
        {"id": "name", "type": "text", "label": {"en": "n"}}]},
      {"id": "visit", "label": {"en": "v"}, "owner": "rep", "fields": [
        {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "r"}},
        {"id": "day", "type": "date", "label": {"en": "d"}}]}],
    "views": [
      {"id": "own", "label": {"en": "o"}, "entity": "visit", "mine": true,
       "columns": [{"field": "day"}], "sort": [{"field": "day", "descending": true}]},
      {"id": "all", "label": {"en": "a"}, "entity": "visit",
       "columns": [{"field": "day"}], "sort": [{"field": "day", "descending": true}]},
      {"id": "again", "label": {"en": "a"}, "entity": "visit",
       "columns": [{"field": "day"}], "sort": [{"field": "day", "descending": true}]}]
  })");
  REQUIRE(app);
  const std::vector<ListIndex> indexes = list_indexes_of(**app);
  const auto has = [&](const ListIndex& index) {
    return std::count(indexes.begin(), indexes.end(), index) == 1;
  };
  CHECK(has({"visit", {}}));
  CHECK(has({"visit", {{"day", true}}}));
  CHECK(has({"visit", {{"rep", false}, {"day", true}}}));
  CHECK(has({"visit", {{"rep", false}}}));
  CHECK(has({"person", {}}));
  CHECK(has({"person", {{"title", false}}}));
  CHECK(indexes.size() == 6);
}

}  // namespace
}  // namespace tollgate::store
