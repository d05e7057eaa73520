// SQLite behind two small classes. Errors are sticky: after the first one every query gives no
// rows and every write does nothing, until take_error(). So code that reads and writes rows needs
// no branch per call; the transaction's end and the request's end look once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/sql/background_flush.h"
#include "tollgate/sql/file_watch.h"
#include "tollgate/sql/vfs.h"

struct sqlite3;
struct sqlite3_stmt;

namespace tollgate::sql {

class Database;
class RowSet;

// A running statement; its parts are valid until it goes.
class Query {
 public:
  Query(Database& db, std::string_view sql, sqlite3_stmt* statement);
  ~Query();
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;

  // Parameters in order, from ?1 on.
  Query& bind(int64_t value);
  Query& bind(int value) { return bind(int64_t{value}); }
  Query& bind(std::string_view text);
  Query& bind_blob(std::string_view bytes);
  Query& bind(const RowSet& rows);  // for in_rows(); it must outlive the query
  Query& bind_null();
  Query& bind_optional(const std::optional<std::string>& text) {
    return text ? bind(std::string_view(*text)) : bind_null();
  }

  bool step();  // true: there is a row
  void run() { step(); }

  int64_t integer(int column) const;
  std::string_view text(int column) const;  // also blobs
  bool is_null(int column) const;
  bool is_integer(int column) const;
  bool is_text(int column) const;
  std::string_view name(int column) const;
  int column_count() const;

 private:
  Database& db_;
  std::string_view sql_;  // the cache's key
  sqlite3_stmt* statement_;
  int next_ = 1;
};

class Database {
 public:
  // `path` ":memory:" is a database in memory. `files` null: the system's files.
  static Result<std::unique_ptr<Database>> open(const std::string& path,
                                                files::StorageFiles* files);
  // Writes nothing, neither to the file nor beside it: for media that cannot be written, too. What
  // waits in the write-ahead log is read. Refused with store.in_use while another program has it
  // open for writing.
  static Result<std::unique_ptr<Database>> open_to_read(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // For a file whose program makes no triggers: one in it was put there by somebody else, to change
  // what is written behind the program's back.
  void ignore_triggers();

  Query query(std::string_view sql);
  void run(std::string_view sql) { query(sql).run(); }
  // At most `most` bytes of a blob from `offset` on, without reading all of it; "" behind its end.
  std::string read_blob(const char* table, const char* column, int64_t row, uint64_t offset,
                        size_t most);
  int64_t changes() const;
  int64_t last_row() const;
  bool in_transaction() const;
  // How often SQLite planned one of the kept statements again, for tests.
  int64_t plans_made_again() const;

  // While flushes are held, a commit is whole but perhaps not on the disk before flush(): so
  // several share one. Not inside of a transaction.
  void hold_flush(bool held);
  // Everything committed is on the disk when this is ok; costs nothing when it was before.
  Status flush();

  // Whether a save would go where nobody finds it again; said by fail() with store.moved.
  bool look_for_files();
  // Commits the open transaction, if there is one. Whether what was written is there and is found
  // again; else why not, and the transaction is undone. For whoever acknowledges it.
  Status saved();
  // What is in the write-ahead log goes into the database, and the log is empty.
  void empty_log();
  // When the log goes into the database: behind the commit that makes it so long. Natively the
  // database is then flushed on a thread of its own. Who only reads goes on meanwhile; the next
  // write waits for it, for it may overwrite the log. While flushes are held it is put off until
  // flush(), or until the log has `at_most` pages.
  struct LogPages {
    int wanted = 1000;
    int at_most = 4000;
  };
  void set_log_pages(const LogPages& pages);
  // For tests; null where nothing is flushed in the background.
  BackgroundFlush* background_flush() { return background_.get(); }

  bool failed() const { return error_.has_value(); }
  void fail(int code);
  void fail(Diagnostic diagnostic);
  std::optional<Diagnostic> take_error();

 private:
  friend class Query;
  friend class Backup;
  Database() = default;
  void configure_connection();
  static int note_log_pages(void* database, sqlite3* db, const char* schema, int pages);
  void flush_in_background();
  void move_log_when_due();
  bool wait_for_background();
  Status configure();
  Status configure_to_read();
  void give_back(std::string_view sql, sqlite3_stmt* statement);

  struct Slot {
    std::string sql;
    std::vector<sqlite3_stmt*> idle;
  };

  std::unique_ptr<Vfs> vfs_;
  std::string path_;
  sqlite3* db_ = nullptr;
  FileWatch watch_;
  int64_t flushed_changes_ = 0;
  bool flush_failed_ = false;
  bool holds_flush_ = false;
  LogPages log_limits_;
  int log_pages_ = 0;  // as of the last commit that nobody looked at
  bool log_is_flushed_ = true;
  std::unique_ptr<BackgroundFlush> log_flush_;   // null: nobody needed it yet
  std::unique_ptr<BackgroundFlush> background_;  // null: SQLite flushes what it moves
  std::unordered_map<std::string_view, std::unique_ptr<Slot>> statements_;
  std::optional<Diagnostic> error_;
};

}  // namespace tollgate::sql
