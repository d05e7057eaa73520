#include "tollgate/sql/error.h"

#include <sqlite3.h>

#include <algorithm>
#include <catch_amalgamated.hpp>

namespace tollgate::sql {
namespace {

TEST_CASE("a file that may not be written is told from a folder that may not") {
  const Diagnostic file = error_of(SQLITE_READONLY, "x", "/data/hub.db", false);
  CHECK(file.code == "store.cannot_open");
  CHECK(file.place.source == "/data/hub.db");
  CHECK(file.message.zh ==
        "数据库文件“/data/hub.db”是只读的，无法写入；请给运行本程序的用户该文件的写权限");
  CHECK(file.message.en ==
        "the database file '/data/hub.db' is read-only and cannot be written: give the user that "
        "runs this program the permission to write that file");
  for (const int code : {SQLITE_READONLY_DIRECTORY, SQLITE_CANTOPEN, SQLITE_PERM}) {
    const Diagnostic folder = error_of(code, "x", "/data/hub.db", false);
    CHECK(folder.code == "store.cannot_open");
    CHECK(folder.message.en.find("its folder") != std::string::npos);
  }
}

TEST_CASE("what the database library says in English stays out of the Chinese") {
  for (const int code : {SQLITE_IOERR_WRITE, SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_READONLY,
                         SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_BUSY, SQLITE_NOMEM, SQLITE_TOOBIG}) {
    CAPTURE(code);
    const Diagnostic error = error_of(code, "disk I/O error", "hub.db", false);
    CHECK(error.message.zh.find("disk I/O error") == std::string::npos);
    CHECK(std::ranges::any_of(error.message.zh, [](char c) { return (c & 0x80) != 0; }));
  }
  const Diagnostic failed = error_of(SQLITE_IOERR_WRITE, "disk I/O error", "hub.db", false);
  CHECK(failed.code == "store.io_failed");
  CHECK(failed.message.zh.find("778") != std::string::npos);
  CHECK(failed.message.en.find("disk I/O error") != std::string::npos);
}

}  // namespace
}  // namespace tollgate::sql
