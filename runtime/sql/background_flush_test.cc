// The write-ahead log goes into the database without anybody waiting for the disk, and nothing that
// was acknowledged is lost, whenever the power goes.
#if !defined(__EMSCRIPTEN__)

#include <atomic>
#include <catch_amalgamated.hpp>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "tollgate/base/temporary_folder.h"
#include "tollgate/sql/database.h"

namespace tollgate::sql {
namespace {

namespace fs = std::filesystem;

// A disk whose flush ends when it is told to.
struct SlowDisk {
  std::mutex mutex;
  std::condition_variable changed;
  int begun = 0;
  int may_end = 0;
  bool works = true;

  bool flush() {
    std::unique_lock lock(mutex);
    const int mine = ++begun;
    changed.notify_all();
    changed.wait(lock, [&] { return may_end >= mine; });
    return works;
  }
  void end_all(bool ok = true) {
    const std::lock_guard lock(mutex);
    works = ok;
    may_end = 1000;
    changed.notify_all();
  }
  void wait_for_one() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return begun > 0; });
  }
};

struct SlowDatabase : TemporaryFolder {
  const fs::path file = path() / "main.db";
  SlowDisk disk;
  std::unique_ptr<Database> db;
  int rows = 0;

  SlowDatabase() {
    auto opened = Database::open(file.string(), nullptr);
    REQUIRE(opened);
    db = std::move(*opened);
    db->set_log_pages({.wanted = 20, .at_most = 40});
    REQUIRE(db->background_flush() != nullptr);
    db->background_flush()->set_flush([this] { return disk.flush(); });
    db->run("CREATE TABLE row(n INTEGER PRIMARY KEY, text TEXT)");
  }
  ~SlowDatabase() { disk.end_all(); }

  bool add() {
    db->run("BEGIN IMMEDIATE");
    db->query("INSERT INTO row(text) VALUES(?1)").bind(std::string(3000, 'x')).run();
    if (!db->saved()) return false;
    ++rows;
    return true;
  }
  void fill_until_moved() {
    while (!db->background_flush()->is_begun()) REQUIRE((add() && rows < 1000));
    disk.wait_for_one();
  }
};

int64_t rows_of(Database& db) {
  Query row = db.query("SELECT count(*), sum(length(text)) FROM row");
  return row.step() ? row.integer(0) : -1;
}

int64_t rows_of_file(const fs::path& file) {
  auto opened = Database::open(file.string(), nullptr);
  return opened ? rows_of(**opened) : -1;
}

TEST_CASE("who reads goes on while the database is flushed, who writes waits") {
  SlowDatabase slow;
  slow.fill_until_moved();
  CHECK(rows_of(*slow.db) == slow.rows);
  std::atomic<bool> is_written = false;
  std::thread writer([&] {
    const bool added = slow.add();
    is_written = added;
  });
  std::this_thread::yield();
  CHECK_FALSE(is_written);
  slow.disk.end_all();
  writer.join();
  CHECK(is_written);
  CHECK(rows_of(*slow.db) == slow.rows);
}

TEST_CASE("until the database is flushed its log still holds what went into it") {
  SlowDatabase slow;
  const fs::path before = slow.path() / "before.db";
  fs::copy_file(slow.file, before);  // as the disk has it: nothing reached it since
  slow.fill_until_moved();
  REQUIRE(fs::file_size(slow.file) > fs::file_size(before));
  fs::copy_file(slow.file.string() + "-wal", before.string() + "-wal");
  CHECK(rows_of_file(before) == slow.rows);
  // And where all of it did.
  const fs::path after = slow.path() / "after.db";
  fs::copy_file(slow.file, after);
  fs::copy_file(slow.file.string() + "-wal", after.string() + "-wal");
  CHECK(rows_of_file(after) == slow.rows);
}

TEST_CASE("where the database cannot be flushed nothing more is saved and nothing is lost") {
  SlowDatabase slow;
  const fs::path before = slow.path() / "before.db";
  fs::copy_file(slow.file, before);
  slow.fill_until_moved();
  slow.disk.end_all(false);
  const int acknowledged = slow.rows;
  CHECK_FALSE(slow.add());
  CHECK_FALSE(slow.add());
  CHECK(slow.rows == acknowledged);
  slow.db->take_error();
  CHECK(rows_of(*slow.db) == acknowledged);
  slow.db.reset();
  fs::copy_file(slow.file.string() + "-wal", before.string() + "-wal");
  CHECK(rows_of_file(before) == acknowledged);
  CHECK(rows_of_file(slow.file) == acknowledged);
}

TEST_CASE("what waits for a shared flush is not moved before it") {
  SlowDatabase slow;
  slow.db->set_log_pages({.wanted = 20, .at_most = 1000});
  slow.db->hold_flush(true);
  for (int i = 0; i < 10; ++i) REQUIRE(slow.add());
  const auto size = fs::file_size(slow.file);
  while (slow.rows < 25) REQUIRE(slow.add());
  CHECK_FALSE(slow.db->background_flush()->is_begun());
  CHECK(fs::file_size(slow.file) == size);
  REQUIRE(slow.db->flush().ok());
  CHECK(slow.db->background_flush()->is_begun());
  slow.db->hold_flush(false);
  slow.disk.end_all();
  REQUIRE(slow.add());
  CHECK(rows_of(*slow.db) == slow.rows);
}

TEST_CASE("a log that nobody flushes for long goes into the database all the same") {
  SlowDatabase slow;
  slow.disk.end_all();
  slow.db->hold_flush(true);
  for (int i = 0; i < 200; ++i) REQUIRE(slow.add());
  CHECK(fs::file_size(slow.file.string() + "-wal") < 200U * 3000);
  slow.db->hold_flush(false);
  CHECK(rows_of(*slow.db) == slow.rows);
}

}  // namespace
}  // namespace tollgate::sql

#endif
