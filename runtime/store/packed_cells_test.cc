// Objects and date-times of records are kept in fewer bytes; what an earlier version kept means the
// same.
#include <catch_amalgamated.hpp>

#include "packed_cell.h"
#include "store_test_support.h"
#include "tollgate/files/storage_files.h"
#include "tollgate/store/foreign_sql.h"

namespace tollgate::store {
namespace {

const Json kActions =
    Json::array({{{"due_on", "2026-07-15"}, {"owner", "向平"}, {"what", "与院办确认会议排期"}},
                 {{"due_on", "2026-07-18"}, {"owner", "服务工程师"}, {"what", "提交预算建议"}}});

struct OnFiles {
  files::MemoryFiles files;
  OpenOptions options() { return {.path = "main.db", .files = &files}; }
  std::unique_ptr<Store> open() { return open_store(options()); }
  void make(const Json& values) {
    auto store = open();
    REQUIRE(store);
    Transaction all(*store);
    store->set_layout(visit_layout());
    store->put_record(visit("v1", values), "v1");
    REQUIRE(all.commit().ok());
  }
  void change(std::string_view sql) { REQUIRE(run_foreign_sql(options(), {sql}).ok()); }
};

TEST_CASE("a value in fewer bytes comes out as it went in") {
  const std::string text = kActions.dump();
  const std::string packed = pack_cell(text);
#if defined(__EMSCRIPTEN__)
  CHECK(packed.empty());
#else
  CHECK(packed.size() < text.size() * 7 / 10);
  CHECK(unpack_cell(packed) == text);
  for (size_t size = 0; size < packed.size(); ++size)
    CHECK_FALSE(unpack_cell(packed.substr(0, size)));
  std::string claims_more = packed;
  claims_more[2] = '\x7f';
  CHECK_FALSE(unpack_cell(claims_more));
  std::string of_other_words = packed;
  of_other_words[0] = 2;
  CHECK_FALSE(unpack_cell(of_other_words));
#endif
  // SQL looks into lists of texts, and short ones are not worth it.
  CHECK(pack_cell(Json(std::vector<std::string>(40, "choice")).dump()).empty());
  CHECK(pack_cell(R"({"a":1})").empty());
}

#if !defined(__EMSCRIPTEN__)
TEST_CASE("what an earlier version kept as text is read, and no difference to what is kept now") {
  OnFiles disk;
  disk.make({{"at", "2026-03-01T09:00:00+08:00"}, {"actions", kActions}});
  const auto state = disk.open()->find_record("visit", "v1")->state;
  const auto digests = disk.open()->digests();
  disk.change(
      "UPDATE e_visit SET f_at='2026-03-01T01:00:00 2026-03-01T09:00:00+08:00', f_actions='" +
      kActions.dump() + "'");
  CHECK(disk.open()->find_record("visit", "v1")->state == state);
  CHECK(disk.open()->digests() == digests);
  disk.change("UPDATE e_visit SET f_at='2026-03-01T01:00:00 2026-03-01T02:00:00+01:00'");
  CHECK(disk.open()->digests() != digests);
}

TEST_CASE("a damaged value is no other one") {
  OnFiles disk;
  disk.make({{"actions", kActions}});
  const auto digests = disk.open()->digests();
  disk.change("UPDATE e_visit SET f_actions=substr(f_actions,1,40)");
  CHECK(disk.open()->digests() != digests);
  // As a text that is no JSON.
  CHECK(disk.open()->find_record("visit", "v1")->state.value("actions").is_discarded());
}
#endif

TEST_CASE("date-times keep how they were written") {
  const char* text = GENERATE("2026-03-01T09:00:00+08:00", "2026-03-01T02:00:00Z",
                              "2026-03-01T09:30:00", "2026-03-01T09:00:00.5+08:00",
                              "2026-03-01T00:30:00-11:30", "0001-01-01T12:00:00+08:00",
                              "2026-03-01T09:00:00@Asia/Shanghai", "2026-03-01T24:00:00+08:00",
                              "2026-03-01T09:00:00+00:00", "2026-03-01T09:00:00-00:00");
  OnFiles disk;
  disk.make({{"at", text}});
  CHECK(disk.open()->find_record("visit", "v1")->state.value("at") == text);
}

}  // namespace
}  // namespace tollgate::store
