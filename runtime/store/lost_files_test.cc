// What happens to a database's files behind the program's back.
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "store_test_support.h"
#include "tollgate/base/temporary_folder.h"

#if !defined(__EMSCRIPTEN__)

namespace tollgate::store {
namespace {

namespace fs = std::filesystem;

struct DatabaseFolder : TemporaryFolder {
  std::map<std::string, std::string> content() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::directory_iterator(path())) {
      std::ifstream stream(entry.path(), std::ios::binary);
      all[entry.path().filename().string()] = {std::istreambuf_iterator<char>(stream), {}};
    }
    return all;
  }

  const std::string database = (path() / "main%20?.db").string();
};

OpenOptions at(const std::string& path) {
  OpenOptions options;
  options.path = path;
  return options;
}

OpenOptions only_to_read(const std::string& path) {
  OpenOptions options = at(path);
  options.read_only = true;
  return options;
}

Status save(Store& store, int64_t number) {
  Transaction transaction(store);
  append(store, set_city(number, "Wuhan"));
  return transaction.commit();
}

int64_t ops_in(const OpenOptions& options) {
  auto store = open_store(options);
  return store ? store->op_count() : -1;
}

TEST_CASE("a save is refused when the open database was moved, removed, replaced or emptied") {
  const DatabaseFolder folder;
  auto store = open_store(at(folder.database));
  REQUIRE(store);
  REQUIRE(save(*store, 1).ok());
  const std::string away = folder.database + ".away";
  const std::string log = folder.database + "-wal";
  bool comes_back = false;
  SECTION("moved, and put back") {
    fs::rename(folder.database, away);
    comes_back = true;
  }
  SECTION("removed") { fs::remove(folder.database); }
  SECTION("replaced by a copy") {
    fs::copy_file(folder.database, away);
    fs::rename(away, folder.database);
  }
  SECTION("emptied") { fs::resize_file(folder.database, 0); }
  SECTION("cut") { fs::resize_file(folder.database, fs::file_size(folder.database) / 2); }
  SECTION("its log removed") { fs::remove(log); }
  SECTION("its log emptied") { fs::resize_file(log, 0); }
  SECTION("its log cut") { fs::resize_file(log, fs::file_size(log) - 1); }
  for (int i = 0; i < 2; ++i) {
    Status refused = save(*store, 2);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.diagnostics()[0].code == "store.moved");
    CHECK(refused.diagnostics()[0].place.source == folder.database);
  }
  if (!comes_back) return;
  fs::rename(away, folder.database);
  REQUIRE(save(*store, 2).ok());
  store.reset();
  CHECK(ops_in(at(folder.database)) == 2);
}

TEST_CASE("an empty or missing database with traces beside it is not taken for a new one") {
  const DatabaseFolder folder;
  const std::string trace = GENERATE("-key", "-checkpoints", "-wal");
  CAPTURE(trace);
  std::ofstream(folder.database + trace) << "x";
  if (GENERATE(true, false)) std::ofstream(folder.database) << "";
  const auto before = folder.content();
  auto refused = Store::open(at(folder.database));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics()[0].code == "store.lost");
  CHECK(folder.content() == before);
  OpenOptions accepting = at(folder.database);
  accepting.accept_lost = true;
  CHECK(open_store(accepting));
}

TEST_CASE("a database of which all was in a log that is gone is not taken for a new one") {
  const DatabaseFolder folder;
  auto store = open_store(at(folder.database));
  REQUIRE(store);
  REQUIRE(save(*store, 1).ok());
  const std::string copy = (folder.path() / "copy.db").string();
  fs::copy_file(folder.database, copy);  // without its log
  REQUIRE(fs::file_size(copy) > 0);
  std::ofstream(copy + "-checkpoints") << "x";
  for (const OpenOptions& options : {at(copy), only_to_read(copy)}) {
    auto refused = Store::open(options);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.diagnostics()[0].code == "store.lost");
  }
  OpenOptions accepting = at(copy);
  accepting.accept_lost = true;
  CHECK(open_store(accepting));
}

TEST_CASE("an empty file with nothing beside it is a new database") {
  const DatabaseFolder folder;
  std::ofstream(folder.database) << "";
  CHECK(ops_in(at(folder.database)) == 0);
}

TEST_CASE("reading a database changes nothing in its folder") {
  const DatabaseFolder folder;
  auto store = open_store(at(folder.database));
  REQUIRE(store);
  REQUIRE(save(*store, 1).ok());
  REQUIRE(save(*store, 2).ok());
  SECTION("with all in the database") {}
  SECTION("with the newest in a log that was left behind") {
    // As after a power cut: copies of the files while they are open.
    const fs::path copies = folder.path() / "copies";
    fs::create_directory(copies);
    for (const char* ending : {"", "-wal"}) {
      fs::copy_file(folder.database + ending, copies / (std::string("main%20?.db") + ending));
    }
    store.reset();
    for (const char* ending : {"", "-wal"}) {
      const fs::path file = folder.database + ending;
      fs::remove(file);
      fs::rename(copies / (std::string("main%20?.db") + ending), file);
    }
    fs::remove(copies);
    REQUIRE(fs::file_size(folder.database + "-wal") > 0);
  }
  store.reset();
  const auto before = folder.content();
  {
    auto reader = open_store(only_to_read(folder.database));
    REQUIRE(reader);
    CHECK(reader->op_count() == 2);
    CHECK(reader->check_file().empty());
    CHECK_FALSE(save(*reader, 3).ok());
  }
  CHECK(folder.content() == before);
  CHECK(ops_in(at(folder.database)) == 2);
}

TEST_CASE("files beside a database are read, lengthened and written anew, for their owner alone") {
  const DatabaseFolder folder;
  files::MemoryFiles memory;
  const bool on_disk = GENERATE(true, false);
  const CompanionFiles companions =
      on_disk ? CompanionFiles(folder.database, nullptr) : CompanionFiles("main.db", &memory);
  CHECK_FALSE(companions.read("-x", 100));
  REQUIRE(companions.append("-x", "one\n").ok());
  REQUIRE(companions.append("-x", "two\n").ok());
  CHECK(companions.read("-x", 100) == "one\ntwo\n");
  CHECK(companions.read("-x", 4) == "two\n");
  REQUIRE(companions.write("-x", "3").ok());
  CHECK(companions.read("-x", 100) == "3");
  if (fs::exists(folder.database + "-x")) {
    CHECK(fs::status(folder.database + "-x").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
  }
  CHECK_FALSE(CompanionFiles().read("-x", 100));
  CHECK(CompanionFiles().append("-x", "x").ok());
  const CompanionFiles nowhere((folder.path() / "no" / "main.db").string(), nullptr);
  Status refused = nowhere.append("-x", "x");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics()[0].code == "store.beside_failed");
}

}  // namespace
}  // namespace tollgate::store

#endif
