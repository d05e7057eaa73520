// What is found in packed texts is what LIKE finds in the table.
#include <catch_amalgamated.hpp>
#include <filesystem>

#include "packed_texts.h"
#include "store_test_support.h"
#include "tollgate/base/random.h"
#include "tollgate/base/temporary_folder.h"
#include "tollgate/base/turn.h"
#include "tollgate/store/foreign_sql.h"

namespace tollgate::store {
namespace {

constexpr int kSearched = 21'000;    // more than one chunk of packed texts has
constexpr int kSearchedFew = 9'000;  // as many as are packed at all, and some more
const char* const kWords[] = {"武汉", "协和", "医院", "人民", "第一", "Kang", "KANG", "k", "%",
                              "_",    "\\",   "é",    "É",    "☕",   "",     "a_b",  "院"};
const char* const kSearchedTexts[] = {"人民",   "医",  "医院",     "院",     "第一人民", "kang",
                                      "Kang k", "%",   "_",        "\\",     "é",        "É",
                                      "☕",     "a_B", "人民医院", "nobody", " ",        "民医"};

std::string random_text(SeededRandom& random) {
  std::string text;
  for (uint64_t i = random.next() % 5; i > 0; --i) {
    text += kWords[random.next() % std::size(kWords)];
    if (random.next() % 3 == 0) text += " ";
  }
  if (random.next() % 50 == 0) text += std::string("\0人民", 7);
  return text;
}

ops::RecordState searched_visit(int number, SeededRandom& random) {
  Json values = {{"rep", "rep-" + std::to_string(random.next() % 9)}};
  if (random.next() % 3 > 0) values["city"] = random_text(random);
  if (random.next() % 3 > 0) values["day"] = "2026-03-0" + std::to_string(1 + random.next() % 9);
  ops::RecordState state =
      visit("v" + std::to_string(number), std::move(values),
            random.next() % 9 > 0 ? ops::RecordStatus::kComplete : ops::RecordStatus::kDraft);
  state.updated_ms += int64_t(random.next() % 100'000);
  return state;
}

Layout searched_layout() {
  Layout layout = visit_layout();
  layout.tables.push_back({"person", {{"name", ColumnKind::kText, false}}});
  return layout;
}

std::unique_ptr<Store> searched_store(OpenOptions options, SeededRandom& random, int count) {
  auto store = open_store(options);
  REQUIRE(store);
  Transaction all(*store);
  store->set_layout(searched_layout());
  for (int i = 0; i < 9; ++i) {
    ops::RecordState person = visit("rep-" + std::to_string(i), Json::object());
    person.entity = "person";
    store->put_record(person, random_text(random) + (i == 4 ? " Of Kang" : ""));
  }
  for (int i = 0; i < count; ++i) {
    store->put_record(searched_visit(i, random), random_text(random));
  }
  store->set_list_indexes({{"visit", {}}, {"visit", {{"day", true}}}, {"visit", {{"rep", false}}}});
  REQUIRE(all.commit().ok());
  return store;
}

std::vector<RecordQuery> searches(const std::string& text) {
  std::vector<RecordQuery> queries;
  const auto add = [&](RecordQuery query) {
    query.search = text;
    query.limit = 30;
    queries.push_back(std::move(query));
  };
  add({.entity = "visit"});
  add({.entity = "visit", .drafts = true});
  add({.entity = "visit", .complete = false, .drafts = true});
  add({.entity = "visit", .search_in = {"title", "city"}});
  add({.entity = "visit", .search_in = {"city", "nothing"}, .sort = {{"day", true}}});
  add({.entity = "visit", .search_in = {"city", "amount"}});
  add({.entity = "visit", .where = {{"rep", "rep-3"}}, .sort = {{"day", true}}});
  add({.entity = "visit", .drafts = true, .drafts_where = FieldEquals{"rep", "rep-2"}});
  add({.entity = "visit", .unseen = {"title"}, .sort = {{"day", false}}});
  add({.entity = "visit", .search_in = {"title", "city"}, .unseen = {"title"}});
  add({.entity = "visit",
       .rows = std::vector<int64_t>{0, 5, 90, 4000, 20'999},
       .sort = {{"day", false}}});
  add({.entity = "visit", .sort = {{"day", true}}, .offset = 45});
  const std::vector<NamedTitles> rep = {{"rep", "person"}};
  add({.entity = "visit", .search_titles = rep});
  add({.entity = "visit", .drafts = true, .search_in = {"city"}, .search_titles = rep});
  add({.entity = "visit", .search_titles = rep, .unseen = {"rep"}});
  add({.entity = "visit",
       .where = {{"rep", "rep-4"}},
       .search_titles = rep,
       .sort = {{"day", true}}});
  return queries;
}

// The first two pages and the total, found in packed texts or not.
std::string found_by(Store& store, RecordQuery query, bool packed) {
  // A title that is hidden in some record is in no packed text.
  if (!packed) query.hidden["title"] = query.hidden["city"] = {"nobody"};
  std::string text;
  for (int page = 0; page < 2; ++page) {
    const RecordPage found = store.list(query);
    for (const StoredRecord& record : found.records) text += record.state.id + " ";
    text += "of " + std::to_string(found.total) + "; ";
    if (!found.has_more) break;
    query.after = store.place_of(query, found.records.back().state.id);
    query.offset = 0;
  }
  return text;
}

// Each text in each query; or in every `step`th, beginning elsewhere for each text, so that `step`
// rounds that begin one further look at them all.
void check_searches(Store& store, size_t step = 1, size_t begin = 0) {
  for (const char* text : kSearchedTexts) {
    const std::vector<RecordQuery> queries = searches(text);
    for (size_t i = begin++ % step; i < queries.size(); i += step) {
      INFO("'" << text << "' in query " << i);
      REQUIRE(found_by(store, queries[i], true) == found_by(store, queries[i], false));
    }
  }
  CHECK_FALSE(store.take_error());
}

// So that each look at the clock ends a turn.
struct EndlessClock final : MonotonicClock {
  mutable int64_t now_ms = 0;
  int64_t elapsed_ms() const override { return now_ms += 100; }
  bool counts_sleep() const override { return true; }
};

// How many turns a search takes for which nothing is packed yet.
int turns_of_first_search(Store& store) {
  const EndlessClock clock;
  for (int turns = 1;; ++turns) {
    const Turn turn(clock, 1);
    (void)store.list({.entity = "visit", .search_in = {"title", "city"}, .search = "人民"});
    if (!Turn::was_left()) return turns;
    REQUIRE(turns < 100);
  }
}

TEST_CASE("a search finds in packed texts what LIKE finds, while records change") {
  SeededRandom random(23);
  auto store = searched_store({}, random, kSearched);
  // Whoever searches first packs the texts, and others have their turn between two chunks.
  CHECK(turns_of_first_search(*store) > 2);
  CHECK(turns_of_first_search(*store) == 1);
  check_searches(*store);
  size_t round = 0;
  for (const int changes : {30, 3000}) {
    for (int i = 0; i < changes; i += 10) {
      Transaction save(*store);
      for (int k = 0; k < 10; ++k) {
        ops::RecordState state = searched_visit(int(random.next() % (kSearched + 500)), random);
        if (random.next() % 6 == 0) state.status = ops::RecordStatus::kDiscarded;
        if (random.next() % 6 == 0) {
          store->set_title("visit", state.id, "人民 " + random_text(random));
        } else {
          store->put_record(state, random_text(random));
        }
      }
      // Some are taken back.
      if (i % 70 == 0) continue;
      REQUIRE(save.commit().ok());
    }
    check_searches(*store, 3, round++);
  }
  // Other columns: the rows are written anew.
  Layout layout = searched_layout();
  layout.tables[0].columns.push_back({"note", ColumnKind::kText, false});
  {
    Transaction change(*store);
    store->set_layout(layout);
    REQUIRE(change.commit().ok());
  }
  check_searches(*store, 3, round);
}

TEST_CASE("what another program wrote in between is found, too") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "searched.db";
  SeededRandom random(29);
  {
    check_searches(*searched_store({.path = path.string()}, random, kSearchedFew));
  }
  REQUIRE(run_foreign_sql({.path = path.string()},
                          {"INSERT INTO op(number,kind,hash,bytes) VALUES(1,'x',x'00','{}')",
                           "UPDATE e_visit SET title='人民 of another' WHERE rowid%7=0"})
              .ok());
  {
    auto store = open_store({.path = path.string()});
    REQUIRE(store);
    // A save before anybody searches does not make the old texts good.
    Transaction save(*store);
    store->put_record(searched_visit(3, random), "new");
    append(*store, set_city(2, "武汉"));
    store->kept_columns_follow(1);
    REQUIRE(save.commit().ok());
    check_searches(*store);
  }
  REQUIRE(
      run_foreign_sql({.path = path.string()}, {"UPDATE search_chunk SET bytes=substr(bytes,1,9)"})
          .ok());
  check_searches(*open_store({.path = path.string()}));
}

TEST_CASE("damaged packed texts are refused and never read beyond") {
  PackedTexts texts;
  for (int i = 0; i < 200; ++i) {
    if (i % 9 == 0) texts.add_none();
    texts.add("协和 Kang " + std::to_string(i % 40), i % 3);
  }
  const std::string bytes = texts.bytes();
  const auto count = [](std::string_view some) {
    int rows = 0;
    find_in_texts(some, "kang", [&](size_t, int) { ++rows; });
    return rows;
  };
  CHECK(count(bytes) == 200);
  CHECK(folded("ÉA协B") == "Éa协b");
  for (size_t size = 0; size < bytes.size(); size += 7) {
    CHECK_FALSE(find_in_texts(std::string_view(bytes).substr(0, size), "kang", [](size_t, int) {}));
  }
  SeededRandom random(1);
  for (int i = 0; i < 2000; ++i) {
    std::string damaged = bytes;
    for (int k = 0; k < 3; ++k) {
      damaged[random.next() % damaged.size()] = static_cast<char>(random.next());
    }
    CHECK(count(damaged) <= 400);
  }
}

}  // namespace
}  // namespace tollgate::store
