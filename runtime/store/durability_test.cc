#include <catch_amalgamated.hpp>
#include <cstdio>

#include "store_test_support.h"

namespace tollgate::store {
namespace {

// Saves op after op, each with its record; gives the numbers that were acknowledged.
std::vector<int64_t> save_many(Store& store, int64_t first, int64_t last) {
  std::vector<int64_t> acknowledged;
  for (int64_t n = first; n <= last; ++n) {
    Transaction save(store);
    append(store, set_city(n, std::string(300, 'x')));
    store.put_record(visit("v" + std::to_string(n), {{"city", "Wuhan"}}), "");
    if (save.commit()) acknowledged.push_back(n);
  }
  return acknowledged;
}

std::unique_ptr<Store> open_on(files::MemoryFiles& files) {
  return open_store({.path = "main.db", .files = &files});
}

void make_layout(Store& store) {
  Transaction all(store);
  store.set_layout(visit_layout());
  REQUIRE(all.commit().ok());
}

TEST_CASE("what was acknowledged is there after a power cut") {
  files::MemoryFiles files;
  auto store = open_on(files);
  REQUIRE(store);
  make_layout(*store);
  for (int64_t n = 1; n <= 40; ++n) {
    REQUIRE(save_many(*store, n, n).size() == 1);
    auto cut = files.after_power_cut();
    auto reopened = open_on(*cut);
    REQUIRE(reopened);
    REQUIRE(reopened->op_count() == n);
    REQUIRE(reopened->head().number == n);
    REQUIRE(reopened->has_record("visit", "v" + std::to_string(n)));
    REQUIRE(reopened->check_file().empty());
  }
}

TEST_CASE("a full device refuses the save, says so, and loses nothing") {
  files::MemoryFiles files;
  auto store = open_on(files);
  REQUIRE(store);
  make_layout(*store);
  REQUIRE(save_many(*store, 1, 20).size() == 20);
  files.set_quota(0);
  int64_t refused = 0;
  for (int64_t n = 21; n <= 200 && !refused; ++n) {
    Transaction save(*store);
    append(*store, set_city(n, std::string(300, 'x')));
    Status saved = save.commit();
    if (!saved) {
      CHECK(saved.diagnostics()[0].code == "store.quota_exceeded");
      refused = n;
    }
  }
  REQUIRE(refused > 0);
  CHECK(store->op_count() == refused - 1);
  CHECK_FALSE(store->take_error());
  files.set_quota(-1);
  CHECK(save_many(*store, refused, refused + 5).size() == 6);
  store.reset();
  auto reopened = open_on(files);
  CHECK(reopened->op_count() == refused + 5);
  CHECK(reopened->check_file().empty());
}

TEST_CASE("a damaged file is refused and left as it is") {
  files::MemoryFiles files;
  {
    auto store = open_on(files);
    make_layout(*store);
    save_many(*store, 1, 50);
  }
  std::string& bytes = *files.bytes_of("main.db");
  SECTION("no database at all") {
    bytes = "PK\x03\x04 this is a zip file, not a database" + std::string(5000, 'z');
  }
  SECTION("a broken header") { bytes.replace(0, 16, 16, '\0'); }
  SECTION("garbage in the first page") { bytes.replace(100, 900, 900, '\xff'); }
  std::string before = bytes;
  Result<std::unique_ptr<Store>> opened = Store::open({.path = "main.db", .files = &files});
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.diagnostics()[0].code == "store.corrupt");
  CHECK(*files.bytes_of("main.db") == before);
}

TEST_CASE("damage in the middle of a file is an error of the read, not a crash") {
  files::MemoryFiles files;
  {
    auto store = open_on(files);
    make_layout(*store);
    save_many(*store, 1, 200);
  }
  std::string& bytes = *files.bytes_of("main.db");
  for (size_t page = 2; page * 4096 < bytes.size(); ++page) {
    bytes.replace(page * 4096, 64, 64, '\x7f');
  }
  auto store = open_on(files);
  if (store) {
    store->read_ops(0, [](const StoredOp&) { return true; });
    auto error = store->take_error();
    REQUIRE(error);
    CHECK(error->code == "store.corrupt");
  }
}

TEST_CASE("a database of a newer program or of another program is refused") {
  files::MemoryFiles files;
  {
    make_layout(*open_on(files));
  }
  std::string& bytes = *files.bytes_of("main.db");
  const char* code = "";
  SECTION("newer") {
    bytes[63] = 99;
    code = "store.newer_format";
  }
  SECTION("other") {
    bytes[68] = 'X';
    code = "store.not_ours";
  }
  Result<std::unique_ptr<Store>> opened = Store::open({.path = "main.db", .files = &files});
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.diagnostics()[0].code == code);
}

#if !defined(__EMSCRIPTEN__)
struct TemporaryPath {
  std::string path;
  TemporaryPath() {
    static int count = 0;
    path = "build/store_test_" + std::to_string(++count) + ".db";
    remove_all();
  }
  ~TemporaryPath() { remove_all(); }
  void remove_all() const {
    for (const char* end : {"", "-wal", "-journal", "-shm"}) std::remove((path + end).c_str());
  }
};

TEST_CASE("a file holds what was saved, and one program at a time") {
  TemporaryPath file;
  auto store = open_store({.path = file.path});
  REQUIRE(store);
  make_layout(*store);
  REQUIRE(save_many(*store, 1, 10).size() == 10);
  Result<std::unique_ptr<Store>> second = Store::open({.path = file.path});
  REQUIRE_FALSE(second.ok());
  CHECK(second.diagnostics()[0].code == "store.in_use");
  store.reset();
  auto reopened = open_store({.path = file.path});
  REQUIRE(reopened);
  CHECK(reopened->op_count() == 10);
}

TEST_CASE("a folder that is not there is said so") {
  Result<std::unique_ptr<Store>> opened = Store::open({.path = "build/no/such/folder/x.db"});
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.diagnostics()[0].code == "store.cannot_open");
}
#endif

}  // namespace
}  // namespace tollgate::store
