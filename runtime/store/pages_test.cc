// Pages by place: put together they are the whole list, in its order, whatever it sorts by.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

#include "store_test_support.h"
#include "tollgate/base/random.h"

namespace tollgate::store {
namespace {

constexpr int kPagedVisits = 700;

Layout paged_layout() {
  Layout layout = visit_layout();
  layout.tables.push_back({"person", {}});
  return layout;
}

ops::RecordState paged_visit(int number, SeededRandom& random) {
  const auto pick = [&](uint64_t n) { return random.next() % n; };
  const char* const cities[] = {"武汉", "北京", "上海", "", "Ankara", "ankara"};
  Json values = Json::object();
  // Few values, so that many rows are equal, and often none.
  if (pick(4) > 0) values["city"] = cities[pick(6)];
  if (pick(4) > 0) values["amount"] = std::to_string(int64_t(pick(12)) - 6);
  if (pick(4) > 0) values["done"] = pick(2) == 0;
  if (pick(4) > 0) values["day"] = "2026-03-0" + std::to_string(1 + pick(4));
  if (pick(4) > 0) values["rep"] = "p" + std::to_string(pick(5));
  ops::RecordState state =
      visit("v" + std::to_string(number), std::move(values),
            pick(9) > 0 ? ops::RecordStatus::kComplete : ops::RecordStatus::kDraft);
  state.updated_ms += int64_t(pick(5));
  return state;
}

void fill(Store& store, SeededRandom& random) {
  Transaction all(store);
  store.set_layout(paged_layout());
  const char* const titles[] = {"赵", "钱", "赵", "Ai"};
  for (int i = 0; i < 4; ++i) {
    ops::RecordState person = visit("p" + std::to_string(i), Json::object());
    person.entity = "person";
    store.put_record(person, titles[i]);
  }
  for (int i = 0; i < kPagedVisits; ++i) {
    store.put_record(paged_visit(i, random), i % 7 == 0 ? "" : "title " + std::to_string(i % 9));
  }
  REQUIRE(all.commit().ok());
}

std::vector<RecordQuery> orders() {
  std::vector<RecordQuery> queries;
  const auto by = [&](std::vector<SortBy> sort) {
    queries.push_back({.entity = "visit", .drafts = true, .sort = std::move(sort)});
    return &queries.back();
  };
  by({});
  for (const bool down : {false, true}) {
    for (const char* field : {"city", "amount", "done", "day", "title", "created_at", "status"}) {
      by({{field, down}});
    }
    by({{"day", down}, {"amount", !down}});
    by({{"city", down}, {"done", down}, {"day", !down}, {"amount", down}});
    by({{"city", down, {"北京", "Ankara", "武汉"}}});
    by({{"rep", down, {}, "person"}, {"city", !down}});
    by({{"day", down}})->hidden["day"] = {"v1", "v2", "v5", "v90"};
    by({{"amount", down}})->hidden["amount"] = {"v3", "v4"};
    by({{"amount", down}})->unseen = {"amount"};
    by({{"unknown", down}, {"day", down}});
  }
  by({{"day", true}})->where = {{"rep", "p1"}};
  by({{"city", false}})->search = "title 3";
  return queries;
}

std::vector<std::string> ids_of_page(const RecordPage& page) {
  std::vector<std::string> ids;
  for (const StoredRecord& record : page.records) ids.push_back(record.state.id);
  return ids;
}

std::vector<std::string> all_in_pages(Store& store, RecordQuery query, int64_t limit) {
  std::vector<std::string> ids;
  query.limit = limit;
  while (true) {
    const RecordPage page = store.list(query);
    const std::vector<std::string> more = ids_of_page(page);
    ids.insert(ids.end(), more.begin(), more.end());
    if (!page.has_more) return ids;
    REQUIRE(int64_t(more.size()) == limit);
    query.after = store.place_of(query, more.back());
    REQUIRE(query.after);
  }
}

void check_all_orders(Store& store) {
  const std::vector<RecordQuery> queries = orders();
  for (size_t i = 0; i < queries.size(); ++i) {
    INFO("order " << i);
    const RecordPage whole = store.list(queries[i]);
    CHECK_FALSE(whole.has_more);
    for (const int64_t limit : {1, 50}) {
      CHECK(all_in_pages(store, queries[i], limit) == ids_of_page(whole));
    }
    CHECK_FALSE(store.take_error());
  }
}

TEST_CASE("pages by place are the whole list in its order") {
  auto store = open_store({});
  REQUIRE(store);
  SeededRandom random(7);
  fill(*store, random);
  check_all_orders(*store);
  store->set_list_indexes({{"visit", {}},
                           {"visit", {{"day", true}}},
                           {"visit", {{"amount", false}}},
                           {"visit", {{"rep", false}, {"day", true}}}});
  check_all_orders(*store);
}

TEST_CASE("rows that come and go between pages shift nothing") {
  auto store = open_store({});
  REQUIRE(store);
  SeededRandom random(19);
  fill(*store, random);
  int added = kPagedVisits;
  for (RecordQuery query : orders()) {
    const std::vector<std::string> before = ids_of_page(store->list(query));
    std::set<std::string> touched;
    std::vector<std::string> seen;
    query.limit = 25;
    while (true) {
      const RecordPage page = store->list(query);
      for (const std::string& id : ids_of_page(page)) seen.push_back(id);
      if (!page.has_more) break;
      query.after = store->place_of(query, seen.back());
      REQUIRE(query.after);
      Transaction save(*store);
      // The row at which the page ended goes, too.
      for (const std::string& id :
           {seen.back(), "v" + std::to_string(random.next() % kPagedVisits)}) {
        ops::RecordState gone = store->find_record("visit", id)->state;
        gone.status = ops::RecordStatus::kDiscarded;
        store->put_record(gone, "");
        touched.insert(id);
      }
      store->put_record(paged_visit(added, random), "title 3");
      touched.insert("v" + std::to_string(added++));
      REQUIRE(save.commit().ok());
    }
    // Each untouched row once, and in the order that they had.
    const auto untouched = [&](std::vector<std::string> ids) {
      std::erase_if(ids, [&](const std::string& id) { return touched.contains(id); });
      return ids;
    };
    CHECK(untouched(seen) == untouched(before));
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == seen.size());
  }
  CHECK_FALSE(store->take_error());
}

TEST_CASE("a place of another order finds nothing") {
  auto store = open_store({});
  REQUIRE(store);
  SeededRandom random(3);
  fill(*store, random);
  RecordQuery query{.entity = "visit", .sort = {{"day", false}}};
  query.after = RecordPlace{};
  CHECK(store->list(query).records.empty());
  CHECK_FALSE(store->place_of(query, "nobody"));
}

}  // namespace
}  // namespace tollgate::store
