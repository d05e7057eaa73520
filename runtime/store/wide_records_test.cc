// Entities with more fields than a table has columns.
#include <catch_amalgamated.hpp>

#include "store_test_support.h"

namespace tollgate::store {
namespace {

Json wide_app(int fields, const char* sorted_by) {
  Json entity = {{"id", "visit"}, {"label", {{"en", "v"}}}, {"fields", Json::array()}};
  for (int i = 0; i < fields; ++i) {
    entity["fields"].push_back(
        {{"id", "f" + std::to_string(i)}, {"type", "text"}, {"label", {{"en", "f"}}}});
  }
  Json view = {{"id", "all"},
               {"label", {{"en", "a"}}},
               {"entity", "visit"},
               {"columns", Json::array({{{"field", "f1"}}})},
               {"sort", Json::array({{{"field", sorted_by}}})}};
  return {{"format", "tollgate.app/1"}, {"id", "m"},         {"version", 1},
          {"label", {{"en", "m"}}},     {"locales", {"en"}}, {"time_zone", "Asia/Shanghai"},
          {"entities", {entity}},       {"views", {view}}};
}

std::string listed(Store& store, const char* field) {
  std::string text;
  for (const StoredRecord& record : store.list({.entity = "visit", .sort = {{field}}}).records) {
    text += record.state.id + " ";
  }
  return text;
}

TEST_CASE("of two thousand fields only those have a column that lists look for") {
  const auto narrow = model::load_json(wide_app(400, "f7"));
  const auto wide = model::load_json(wide_app(2000, "f1999"));
  REQUIRE(narrow);
  REQUIRE(wide);
  CHECK(layout_of(**narrow).find("visit")->columns.size() == 400);
  REQUIRE(layout_of(**wide).find("visit")->columns.size() == 1);
  CHECK_FALSE(model::load_json(wide_app(2001, "f7")));

  auto store = open_store({});
  REQUIRE(store);
  ops::RecordState a = visit("a", {{"f7", "x"}, {"f8", "3"}});
  const ops::RecordState b = visit("b", {{"f7", "y"}, {"f8", "2"}, {"f1999", "last"}});
  {
    Transaction all(*store);
    store->set_layout(layout_of(**narrow));
    store->put_record(a, "a");
    REQUIRE(all.commit().ok());
  }
  Transaction all(*store);
  store->set_layout(layout_of(**wide));
  store->set_list_indexes(list_indexes_of(**wide));
  a.fields["f1999"] = {"earlier", a.version};
  store->put_record(a, "a");
  store->put_record(b, "b");
  REQUIRE(all.commit().ok());
  CHECK(store->find_record("visit", "a")->state == a);
  CHECK(store->find_record("visit", "b")->state == b);
  CHECK(listed(*store, "f1999") == "a b ");
  // Without a column it takes longer and gives the same.
  CHECK(listed(*store, "f8") == "b a ");
  CHECK(store->count({.entity = "visit", .where = {{"f7", "y"}}}) == 1);
  CHECK(store->count({.entity = "visit", .search_in = {"f8"}, .search = "3"}) == 1);
  CHECK(store->count({.entity = "visit", .where = {{"nothing", "y"}}}) == 0);
}

}  // namespace
}  // namespace tollgate::store
