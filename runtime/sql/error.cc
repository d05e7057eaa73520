#include "tollgate/sql/error.h"

#include <sqlite3.h>

#include <string>

namespace tollgate::sql {

Diagnostic error_of(int code, std::string_view detail, std::string_view path, bool in_browser) {
  std::string file(path);
  std::string why(detail);                    // SQLite's own words are English
  std::string number = std::to_string(code);  // and stand for them in Chinese
  auto make = [&](const char* name, std::string zh, std::string en) {
    return make_error(name, {std::move(zh), std::move(en)}, {.source = file});
  };
  switch (code & 0xff) {
    case SQLITE_FULL:
      if (in_browser) {
        return make("store.quota_exceeded",
                    "浏览器不给本应用更多存储空间，这次没有保存；请腾出空间后再保存",
                    "the browser gives this app no more storage; nothing of this was saved: free "
                    "some space, then save again");
      }
      return make("store.disk_full", "磁盘已满，这次没有保存；请腾出空间后再保存",
                  "the disk is full; nothing of this was saved: free some space, then save again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return make("store.corrupt",
                  "数据库文件“" + file + "”已损坏或不是数据库；程序没有改动它，请从备份恢复",
                  "the database file '" + file +
                      "' is damaged or is no database; it was left as it is: restore a backup");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return make("store.in_use", "数据库文件“" + file + "”正被另一个程序使用",
                  "the database file '" + file + "' is in use by another program");
    case SQLITE_READONLY:
      if (code != SQLITE_READONLY_DIRECTORY) {
        return make(
            "store.cannot_open",
            "数据库文件“" + file + "”是只读的，无法写入；请给运行本程序的用户该文件的写权限",
            "the database file '" + file +
                "' is read-only and cannot be written: give the user that runs this "
                "program the permission to write that file");
      }
      [[fallthrough]];
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return make("store.cannot_open",
                  "无法打开或写入数据库文件“" + file + "”；请检查文件夹是否存在、是否可写",
                  "the database file '" + file +
                      "' cannot be opened for writing: check that its folder exists and is "
                      "writable");
    case SQLITE_NOMEM:
      return make("store.out_of_memory", "内存不足", "out of memory");
    case SQLITE_TOOBIG:
      return make("store.too_large", "数据太大，无法保存", "the data is too large to be stored");
    case SQLITE_IOERR:
      return make(
          "store.io_failed",
          "读写数据库文件“" + file + "”失败（SQLite 错误码 " + number + "）；请检查磁盘后再试",
          "reading or writing the database file '" + file + "' failed: " + why +
              "; check the disk, then try again");
    default:
      return make("store.failed", "数据库操作失败（SQLite 错误码 " + number + "）",
                  "the database refused: " + why);
  }
}

}  // namespace tollgate::sql
