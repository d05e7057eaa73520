#include <catch_amalgamated.hpp>

#include "store_test_support.h"

namespace tollgate::store {
namespace {

std::unique_ptr<Store> visits(const std::vector<ops::RecordState>& states) {
  auto store = open_store({});
  REQUIRE(store);
  Transaction all(*store);
  store->set_layout(visit_layout());
  for (const auto& state : states) store->put_record(state, "title of " + state.id);
  REQUIRE(all.commit().ok());
  return store;
}

std::string ids(const RecordPage& page) {
  std::string text;
  for (const StoredRecord& r : page.records) text += (text.empty() ? "" : " ") + r.state.id;
  return text;
}

TEST_CASE("a record reads back as it was written, whatever is in it") {
  ops::RecordState odd = visit("v1", {{"city", "武汉"},
                                      {"amount", "12.5"},
                                      {"done", true},
                                      {"day", "2026-03-01"},
                                      {"at", "2026-03-01T09:00:00+08:00"},
                                      {"took", "PT90M"},
                                      {"actions", Json::array({{{"what", "call"}}})}});
  ops::RecordState wrong = visit("v2", {{"amount", "12.50"},
                                        {"done", "yes"},
                                        {"day", "soon"},
                                        {"at", 5},
                                        {"took", "a while"},
                                        {"gone_field", {{"a", 1}}}});
  wrong.fields["city"] = {nullptr, "other-version"};
  wrong.draft = {{"values", {{"city", "new"}}}};
  wrong.fields["rep"] = {nullptr, wrong.version};
  auto store = visits({odd, wrong});
  CHECK(store->find_record("visit", "v1")->state == odd);
  CHECK(store->find_record("visit", "v2")->state == wrong);
  CHECK(store->find_record("visit", "v1")->title == "title of v1");
  CHECK_FALSE(store->find_record("visit", "v3"));
  CHECK_FALSE(store->find_record("nothing", "v1"));
}

TEST_CASE("columns sort as their values do") {
  auto store = visits({
      visit("a", {{"amount", "10"}, {"at", "2026-03-01T09:00:00+08:00"}, {"took", "PT10M"}}),
      visit("b", {{"amount", "9.75"}, {"at", "2026-03-01T02:00:00Z"}, {"took", "-PT10M"}}),
      visit("c", {{"amount", "-3"}, {"at", "2026-03-01T09:30:00"}, {"took", "PT2M"}}),
      visit("d", {{"amount", "1234567890123456789012.5"},
                  {"at", "2026-03-01T09:00:00.5+08:00"},
                  {"took", "P1D"}}),
  });
  auto sorted = [&](const char* field, bool descending) {
    return ids(store->list({.entity = "visit", .sort = {{field, descending}}}));
  };
  CHECK(sorted("amount", false) == "c b a d");
  CHECK(sorted("amount", true) == "d a b c");
  CHECK(sorted("at", false) == "a d c b");
  CHECK(sorted("took", false) == "b c a d");
}

TEST_CASE("a list narrows by field, search, status and pool") {
  auto store = visits({
      visit("a", {{"city", "Wuhan"}, {"rep", "r1"}}),
      visit("b", {{"city", "100% W_han"}, {"rep", "r2"}}),
      visit("c", {{"city", "Beijing"}, {"rep", "r1"}}, ops::RecordStatus::kDraft),
      visit("d", {{"city", "Wuhan"}, {"rep", "r1"}}, ops::RecordStatus::kDiscarded),
  });
  CHECK(ids(store->list({.entity = "visit"})) == "a b");
  CHECK(ids(store->list({.entity = "visit", .drafts = true})) == "a b c");
  CHECK(ids(store->list({.entity = "visit", .complete = false, .drafts = true})) == "c");
  CHECK(ids(store->list({.entity = "visit", .where = {{"rep", "r1"}}})) == "a");
  CHECK(ids(store->list({.entity = "visit", .search_in = {"city"}, .search = "wuh"})) == "a");
  CHECK(ids(store->list({.entity = "visit", .search_in = {"city"}, .search = "0%"})) == "b");
  CHECK(ids(store->list({.entity = "visit", .search_in = {"city"}, .search = "W_h"})) == "b");
  CHECK(ids(store->list({.entity = "visit", .search = "of b"})) == "b");
  CHECK(ids(store->list({.entity = "visit", .where = {{"no_field", "x"}}})).empty());
  CHECK(store->referrers("visit", "rep", "r1") == std::vector<std::string>{"a", "c"});
  RecordPage page = store->list({.entity = "visit", .drafts = true, .offset = 1, .limit = 1});
  CHECK(ids(page) == "b");
  CHECK(page.total == 3);

  store->put_score({"visit", "b", "quality", "35", "100", "review", "{}", 1, 1});
  CHECK(ids(store->list({.entity = "visit", .pool = InPool{"quality", "review"}})) == "b");
  CHECK(ids(store->list({.entity = "visit", .pool = InPool{"quality", "other"}})).empty());
  CHECK_FALSE(store->take_error());
}

TEST_CASE("records move along when fields change their type, go, and come back") {
  ops::RecordState state = visit("v1", {{"city", "12.5"}, {"amount", "3"}, {"rep", "r1"}});
  auto store = visits({state});
  auto change = [&](const Layout& layout) {
    Transaction all(*store);
    store->set_layout(layout);
    REQUIRE(all.commit().ok());
    CHECK(store->find_record("visit", "v1")->state == state);
    CHECK(store->find_record("visit", "v1")->title == "title of v1");
  };
  Layout changed = visit_layout();
  changed.tables[0].columns[0].kind = ColumnKind::kDecimal;
  changed.tables[0].columns[1].kind = ColumnKind::kDate;
  changed.tables[0].columns.push_back({"new_one", ColumnKind::kText, true});
  change(changed);
  Layout fewer = visit_layout();
  fewer.tables[0].columns.resize(1);
  change(fewer);
  change({"UTC", {{"other", {}}}});
  change(visit_layout());
  CHECK(store->layout().find("other") != nullptr);
}

TEST_CASE("a transaction that is given up leaves nothing behind") {
  auto store = visits({visit("v1", {{"city", "Wuhan"}})});
  Layout before = store->layout();
  auto digests = store->digests();
  {
    Transaction all(*store);
    store->put_record(visit("v2", {}), "");
    Layout layout = visit_layout();
    layout.tables[0].columns.pop_back();
    store->set_layout(layout);
  }
  CHECK(store->layout() == before);
  CHECK(store->digests() == digests);
  CHECK_FALSE(store->has_record("visit", "v2"));
}

TEST_CASE("a layout reads back from its JSON, and what is none is refused") {
  const Json good = to_json(visit_layout());
  CHECK(layout_from_json(good) == visit_layout());
  auto with = [&](const char* pointer, Json value) {
    Json bad = good;
    bad[Json::json_pointer(pointer)] = std::move(value);
    return layout_from_json(bad);
  };
  CHECK_FALSE(layout_from_json(nullptr));
  CHECK_FALSE(layout_from_json(Json::object()));
  CHECK_FALSE(with("/time_zone", 5));
  CHECK_FALSE(with("/tables", 5));
  CHECK_FALSE(with("/tables/0", "visit"));
  CHECK_FALSE(with("/tables/0/entity", nullptr));
  CHECK_FALSE(with("/tables/0/columns/1", Json::array({"amount", "decimal"})));
  CHECK_FALSE(with("/tables/0/columns/1/1", "no such kind"));
}

TEST_CASE("derived tables are made again, whatever became of them") {
  auto store = visits({visit("v1", {{"city", "Wuhan"}})});
  CHECK(store->has_tables(visit_layout()));
  store->recreate_derived();
  CHECK_FALSE(store->failed());
  CHECK(store->layout() == Layout{});
  CHECK_FALSE(store->has_tables(visit_layout()));
  store->set_layout(visit_layout());
  CHECK(store->has_tables(visit_layout()));
  CHECK_FALSE(store->has_record("visit", "v1"));
  CHECK_FALSE(store->take_error());
}

TEST_CASE("digests tell which table changed") {
  auto store = visits({visit("v1", {{"city", "Wuhan"}})});
  auto before = store->digests();
  store->set_title("visit", "v1", "other");
  auto after = store->digests();
  CHECK(before.at("record.visit") != after.at("record.visit"));
  CHECK(before.at("score") == after.at("score"));
}

}  // namespace
}  // namespace tollgate::store
