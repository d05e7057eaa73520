#include "tollgate/sql/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>

#include "collations.h"
#include "functions.h"
#include "tollgate/sql/error.h"

namespace tollgate::sql {
namespace {

// Statements of one shape are few; a bound keeps generated ones from piling up.
constexpr size_t kMaxStatements = 400;

constexpr std::string_view kInMemory = ":memory:";
#if defined(__EMSCRIPTEN__)
constexpr const char* kReadOnlyVfs = nullptr;
#else
constexpr const char* kReadOnlyVfs = "unix-none";
#endif

int64_t file_size(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 ? int64_t(status.st_size) : 0;
}

// What SQLite's locks look like from outside (its file format, "Locking"): one byte that says that
// somebody is about to write, the next that somebody may, then those of readers.
constexpr off_t kFirstLockByte = 0x40000000;
constexpr off_t kLockBytes = 512;

// Asking takes no lock, and so needs no right to write. Of this process's own locks it says
// nothing, and closing the file gives those up: a process opens a database once.
std::optional<Diagnostic> refuse_while_locked(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return error_of(SQLITE_CANTOPEN, "", path, false);
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = kFirstLockByte;
  lock.l_len = kLockBytes;
  const bool locked = ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(file);
  if (locked) return error_of(SQLITE_BUSY, "", path, false);
  return std::nullopt;
}

// A path within a URI.
std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr char kDigits[] = "0123456789ABCDEF";
      text += {'%', kDigits[(c >> 4) & 15], kDigits[c & 15]};
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

Query::Query(Database& db, std::string_view sql, sqlite3_stmt* statement)
    : db_(db), sql_(sql), statement_(statement) {}

Query::Query(Query&& other) noexcept
    : db_(other.db_), sql_(other.sql_), statement_(other.statement_), next_(other.next_) {
  other.statement_ = nullptr;
}

Query::~Query() {
  if (statement_) db_.give_back(sql_, statement_);
}

Query& Query::bind(int64_t value) {
  if (statement_) sqlite3_bind_int64(statement_, next_++, value);
  return *this;
}

Query& Query::bind(std::string_view text) {
  if (statement_) {
    sqlite3_bind_text64(statement_, next_++, text.data() ? text.data() : "", text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  return *this;
}

Query& Query::bind_blob(std::string_view bytes) {
  if (statement_) {
    sqlite3_bind_blob64(statement_, next_++, bytes.data() ? bytes.data() : "", bytes.size(),
                        SQLITE_TRANSIENT);
  }
  return *this;
}

Query& Query::bind(const RowSet& rows) {
  if (statement_) {
    // SQLite hands it to in_rows(), which only reads.
    sqlite3_bind_pointer(statement_, next_++, const_cast<RowSet*>(&rows), kRowSetType, nullptr);
  }
  return *this;
}

Query& Query::bind_null() {
  if (statement_) sqlite3_bind_null(statement_, next_++);
  return *this;
}

bool Query::step() {
  if (!statement_ || db_.failed()) return false;
  if (!sqlite3_stmt_readonly(statement_) && !db_.wait_for_background()) return false;
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    db_.fail(code);
  } else {
    db_.move_log_when_due();
  }
  return false;
}

int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  int size = sqlite3_column_bytes(statement_, column);
  return bytes ? std::string_view(static_cast<const char*>(bytes), size_t(size))
               : std::string_view();
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

bool Query::is_integer(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_INTEGER;
}

bool Query::is_text(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_TEXT;
}

std::string_view Query::name(int column) const { return sqlite3_column_name(statement_, column); }

int Query::column_count() const { return statement_ ? sqlite3_column_count(statement_) : 0; }

Result<std::unique_ptr<Database>> Database::open(const std::string& path,
                                                 files::StorageFiles* files) {
  auto db = std::unique_ptr<Database>(new Database);
  db->path_ = path;
  if (files) db->vfs_ = std::make_unique<Vfs>(*files);
  int code = sqlite3_open_v2(path.c_str(), &db->db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                             db->vfs_ ? db->vfs_->name() : nullptr);
  if (code != SQLITE_OK) {
    return error_of(code, db->db_ ? sqlite3_errmsg(db->db_) : "", path, files != nullptr);
  }
  Status configured = db->configure();
  if (!configured) return std::move(configured).error();
  const bool has_files = !files && !path.empty() && path != kInMemory;
  if (has_files) {
    db->watch_ = FileWatch(path);
    db->flush_in_background();
  }
  return db;
}

Result<std::unique_ptr<Database>> Database::open_to_read(const std::string& path) {
  if (std::optional<Diagnostic> refused = refuse_while_locked(path)) return *refused;
  auto db = std::unique_ptr<Database>(new Database);
  db->path_ = path;
  // A file that cannot change is read without a lock and without a write-ahead log; with such a
  // log, under a VFS that takes no locks, since a lock is taken by writing.
  const bool has_log = file_size(path + "-wal") > 0;
  const std::string address = "file:" + escaped(path) + (has_log ? "" : "?immutable=1");
  const int code = sqlite3_open_v2(address.c_str(), &db->db_,
                                   SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, kReadOnlyVfs);
  if (code != SQLITE_OK) {
    return error_of(code, db->db_ ? sqlite3_errmsg(db->db_) : "", path, false);
  }
  Status configured = db->configure_to_read();
  if (!configured) return std::move(configured).error();
  return db;
}

void Database::configure_connection() {
  sqlite3_extended_result_codes(db_, 1);
  register_collations(db_);
  register_functions(db_);
  sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, 0);
  // A plan is made once. Otherwise whatever compares a column to a bound value beside the index, or
  // has a bound LIMIT, is planned anew at each use: SQLite looks whether the value is a small
  // number, and sqlite3_clear_bindings() then takes the plan for outdated, whatever was bound.
  sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
}

void Database::ignore_triggers() {
  sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
}

Status Database::configure_to_read() {
  configure_connection();
  for (const char* sql :
       {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA query_only=ON", "PRAGMA temp_store=MEMORY",
        "PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA cache_size=-16000"}) {
    run(sql);
  }
  if (auto error = take_error()) return *error;
  return ok_status();
}

bool Database::look_for_files() {
  if (!watch_.is_gone()) return true;
  fail(make_error(
      "store.moved",
      {"数据库文件“" + path_ +
           "”在使用中被移动、删除、替换或清空，这次没有保存；请把它放回原处，然后重新启动",
       "the database file '" + path_ +
           "' was moved, removed, replaced or emptied while it was open; nothing of this was "
           "saved: put it back where it was, then start again"},
      {.source = path_, .pointer = {}, .span = {}}));
  return false;
}

Status Database::saved() {
  if (!failed() && look_for_files() && in_transaction()) run("COMMIT");
  if (!failed()) look_for_files();
  std::optional<Diagnostic> error = take_error();
  if (!error) return ok_status();
  if (in_transaction()) run("ROLLBACK");
  take_error();
  return *error;
}

void Database::empty_log() {
  if (!wait_for_background()) return;
  log_pages_ = 0;
  watch_.log_may_shrink();
  run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Status Database::configure() {
  configure_connection();
  // Exclusive before the first look at the log: then it needs no shared memory. The lock also
  // keeps a second process from writing past this one's caches.
  for (const char* sql :
       {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
        "PRAGMA temp_store=MEMORY", "PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON",
        "PRAGMA cache_size=-16000", "BEGIN IMMEDIATE", "COMMIT"}) {
    run(sql);
  }
  if (auto error = take_error()) return *error;
  return ok_status();
}

Database::~Database() {
  // What the log still has to say is read at the next start.
  if (db_ && !wait_for_background()) {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  for (auto& [sql, slot] : statements_) {
    for (sqlite3_stmt* statement : slot->idle) sqlite3_finalize(statement);
  }
  if (db_) sqlite3_close(db_);
}

Query Database::query(std::string_view sql) {
  if (failed()) return Query(*this, {}, nullptr);
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    if (statements_.size() >= kMaxStatements) {
      for (auto it = statements_.begin(); it != statements_.end();) {
        for (sqlite3_stmt* statement : it->second->idle) sqlite3_finalize(statement);
        it->second->idle.clear();
        ++it;
      }
    }
    auto slot = std::make_unique<Slot>();
    slot->sql = sql;
    std::string_view key = slot->sql;
    found = statements_.emplace(key, std::move(slot)).first;
  }
  Slot& slot = *found->second;
  if (!slot.idle.empty()) {
    sqlite3_stmt* statement = slot.idle.back();
    slot.idle.pop_back();
    return Query(*this, slot.sql, statement);
  }
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v3(db_, slot.sql.c_str(), int(slot.sql.size()),
                                SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(code);
  return Query(*this, slot.sql, statement);
}

void Database::give_back(std::string_view sql, sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  statements_.at(sql)->idle.push_back(statement);
}

std::string Database::read_blob(const char* table, const char* column, int64_t row, uint64_t offset,
                                size_t most) {
  if (failed()) return {};
  sqlite3_blob* opened = nullptr;
  int code = sqlite3_blob_open(db_, "main", table, column, row, 0, &opened);
  const std::unique_ptr<sqlite3_blob, decltype(&sqlite3_blob_close)> blob(opened,
                                                                          &sqlite3_blob_close);
  std::string bytes;
  if (code == SQLITE_OK) {
    const auto size = static_cast<uint64_t>(sqlite3_blob_bytes(opened));
    if (offset >= size) return {};
    bytes.resize(static_cast<size_t>(std::min<uint64_t>(most, size - offset)));
    code = sqlite3_blob_read(opened, bytes.data(), static_cast<int>(bytes.size()),
                             static_cast<int>(offset));
  }
  if (code == SQLITE_OK) return bytes;
  fail(code);
  return {};
}

int64_t Database::changes() const { return sqlite3_changes64(db_); }
int64_t Database::last_row() const { return sqlite3_last_insert_rowid(db_); }
bool Database::in_transaction() const { return !sqlite3_get_autocommit(db_); }

int64_t Database::plans_made_again() const {
  int64_t count = 0;
  for (sqlite3_stmt* each = nullptr; (each = sqlite3_next_stmt(db_, each)) != nullptr;) {
    count += sqlite3_stmt_status(each, SQLITE_STMTSTATUS_REPREPARE, 0);
  }
  return count;
}

void Database::hold_flush(bool held) {
  // Each commit before was flushed by itself; what a flush() failed for is still to be flushed.
  if (held && !flush_failed_) flushed_changes_ = sqlite3_total_changes64(db_);
  holds_flush_ = held;
  // It takes effect when it is compiled: no statement of the cache, which is compiled once.
  const char* sql = held ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL";
  if (const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) {
    fail(code);
  }
}

Status Database::flush() {
  const int64_t changes = sqlite3_total_changes64(db_);
  if (changes == flushed_changes_ && !flush_failed_) return ok_status();
  sqlite3_file* log = nullptr;
  int code = sqlite3_file_control(db_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (code == SQLITE_OK && log && log->pMethods) {
    code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
  }
  flush_failed_ = code != SQLITE_OK;
  if (flush_failed_) return error_of(code, "", path_, vfs_ != nullptr);
  flushed_changes_ = changes;
  log_is_flushed_ = true;
  move_log_when_due();
  return ok_status();
}

int Database::note_log_pages(void* database, sqlite3*, const char*, int pages) {
  auto& self = *static_cast<Database*>(database);
  self.log_pages_ = pages;
  self.log_is_flushed_ = !self.holds_flush_ && !self.flush_failed_;  // a flush is of the whole log
  return SQLITE_OK;
}

void Database::set_log_pages(const LogPages& pages) {
  log_limits_ = pages;
  if (!background_) run("PRAGMA wal_autocheckpoint=" + std::to_string(pages.wanted));
}

void Database::flush_in_background() {
#if !defined(__EMSCRIPTEN__)
  background_ = std::make_unique<BackgroundFlush>(path_);
  if (!background_->can_flush()) background_.reset();
  if (background_) sqlite3_wal_hook(db_, note_log_pages, this);
#endif
}

bool Database::wait_for_background() {
  if (!background_) return true;
  bool is_durable = background_->wait();
  if (is_durable && log_flush_) {
    const bool was_begun = log_flush_->is_begun();
    is_durable = log_flush_->wait();
    if (is_durable && was_begun) {
      log_is_flushed_ = true;
      move_log_when_due();
      is_durable = background_->wait();
    }
  }
  if (is_durable) return true;
  // And nothing ever will be: the next start reads what is in the log.
  fail(error_of(SQLITE_IOERR_FSYNC, "it could not be flushed", path_, false));
  return false;
}

// The pages are in the log, on the disk, as long as nothing is written into it anew. So they can be
// moved without waiting for the database to be on the disk: only the next write waits for that.
// What is in the log and not on the disk may not be moved: of a loss of power it would leave half.
// Where nobody flushes it for long, that is done in the background, too.
void Database::move_log_when_due() {
  if (!background_ || log_pages_ < log_limits_.wanted || in_transaction()) return;
  if (background_->is_begun() || (log_flush_ && log_flush_->is_begun())) return;
  if (!log_is_flushed_) {
    if (log_pages_ < log_limits_.at_most) return;
    if (!log_flush_) log_flush_ = std::make_unique<BackgroundFlush>(path_ + "-wal");
    return log_flush_->start();
  }
  log_pages_ = 0;
  sqlite3_exec(db_, "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
  const int code =
      sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  const char* const own = holds_flush_ ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL";
  sqlite3_exec(db_, own, nullptr, nullptr, nullptr);
  // Somebody is reading rows just now: behind the next commit, then.
  if (code == SQLITE_LOCKED || code == SQLITE_BUSY) return;
  if (code != SQLITE_OK) return fail(code);
  background_->start();
}

void Database::fail(int code) {
  if (!error_) error_ = error_of(code, sqlite3_errmsg(db_), path_, vfs_ != nullptr);
}

void Database::fail(Diagnostic diagnostic) {
  if (!error_) error_ = std::move(diagnostic);
}

std::optional<Diagnostic> Database::take_error() {
  std::optional<Diagnostic> error = std::move(error_);
  error_.reset();
  return error;
}

}  // namespace tollgate::sql
