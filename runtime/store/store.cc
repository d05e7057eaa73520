#include "tollgate/store/store.h"

#include <nlohmann/json.hpp>

#include "database.h"
#include "record_table.h"
#include "tables.h"
#include "tollgate/sql/backup.h"

namespace tollgate::store {
namespace {

constexpr int64_t kApplicationId = 0x546F6C6C;  // "Toll"
// Nothing that a program of an earlier format would find: files in parts since the second, ops in
// blocks since the third, values of records in fewer bytes since the fourth, traces of pictures in
// tables of their own since the fifth.
constexpr int64_t kFirstFormat = 1;
constexpr int64_t kFormatOfParts = 2;
constexpr int64_t kFormatOfBlocks = 3;
constexpr int64_t kFormatOfPackedCells = 4;
constexpr int64_t kFormatOfTraces = 5;
constexpr int64_t kFormat = kFormatOfTraces;

#if defined(__EMSCRIPTEN__)
constexpr const char* kScratch = ":memory:";
#else
constexpr const char* kScratch = "";
#endif

Diagnostic newer_format(const std::string& path, int64_t format) {
  return make_error(
      "store.newer_format",
      {"数据库文件“" + path + "”由更新版本的程序写成（格式 " + std::to_string(format) +
           "），请更新程序；文件没有被改动",
       "the database file '" + path + "' was written by a newer program (format " +
           std::to_string(format) + "): update this program; the file was left as it is"},
      {.source = path});
}

Diagnostic not_ours(const std::string& path) {
  return make_error("store.not_ours",
                    {"“" + path + "”是别的程序的数据库，没有改动它",
                     "'" + path + "' is another program's database; it was left as it is"},
                    {.source = path});
}

Diagnostic lost(const std::string& path) {
  return make_error(
      "store.lost",
      {"数据库文件“" + path +
           "”是空的或不见了，但旁边的文件表明它有过内容；没有把它当作新的。请从备份恢复；"
           "若要从头开始，请加 --accept-log",
       "the database file '" + path +
           "' is empty or missing, and files beside it tell that there was something in it: it is "
           "not taken for a new one. Restore a backup; to begin anew nevertheless, add "
           "--accept-log"},
      {.source = path, .pointer = {}, .span = {}});
}

// Whether files beside it tell that there was a database once. `log`: SQLite's own counts, too,
// which is there from the first opening on.
bool was_there(const OpenOptions& options, const CompanionFiles& companions, bool log) {
  // Browsers hand out empty files for what there never was; their own check says when data is gone.
  for (const std::string_view trace : {"-checkpoints", "-key", "-wal"}) {
    if (options.files && trace != "-checkpoints") continue;
    if (trace == "-wal" && !log) continue;
    if (companions.read(trace, 1)) return true;
  }
  return false;
}

// Whether nothing is left of it in its file.
bool is_lost(const OpenOptions& options, const CompanionFiles& companions) {
  return companions.is_kept() && !companions.read("", 1) && was_there(options, companions, true);
}

int64_t single_integer(Database& db, std::string_view sql) {
  Query row = db.query(sql);
  return row.step() ? row.integer(0) : 0;
}

}  // namespace

Store::Store(std::unique_ptr<Database> db) : db_(std::move(db)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const OpenOptions& options) {
  std::string path = options.path.empty() ? ":memory:" : options.path;
  if (options.scratch) path = kScratch;
  CompanionFiles companions;
  if (!options.path.empty() && path != ":memory:")
    companions = CompanionFiles(options.path, options.files);
  const bool only_reads = options.read_only && !options.files && companions.is_kept();
  if (!options.accept_lost && is_lost(options, companions)) return lost(path);
  Result<std::unique_ptr<Database>> db =
      only_reads ? Database::open_to_read(path) : Database::open(path, options.files);
  if (!db) return std::move(db).error();
  (*db)->ignore_triggers();
  int64_t tables = single_integer(**db, "SELECT count(*) FROM sqlite_schema");
  int64_t application = single_integer(**db, "PRAGMA application_id");
  int64_t format = single_integer(**db, "PRAGMA user_version");
  if (auto error = (*db)->take_error()) return *error;
  if (tables > 0 && application != kApplicationId) return not_ours(path);
  if (format > kFormat) return newer_format(path, format);
  // All that it held was in a log of SQLite's that is gone.
  const bool is_blank = tables == 0 && companions.is_kept();
  if (is_blank && !options.accept_lost && was_there(options, companions, false)) return lost(path);
  auto store = std::unique_ptr<Store>(new Store(std::move(*db)));
  store->companions_ = std::move(companions);
  store->only_reads_ = only_reads;
  if (tables == 0 && !only_reads) {
    Status prepared = store->prepare();
    if (!prepared) return std::move(prepared).error();
  }
  store->load_layout();
  return store;
}

Status Store::prepare() {
  Transaction all(*this);
  for (std::string_view sql : kCreateKept) db_->run(sql);
  for (std::string_view sql : kCreateDerived) db_->run(sql);
  add_log_indexes();
  create_missing();
  db_->run("PRAGMA application_id=" + std::to_string(kApplicationId));
  db_->run("PRAGMA user_version=" + std::to_string(kFirstFormat));
  return all.commit();
}

void Store::mark_parts() { mark_format(kFormatOfParts); }
void Store::mark_blocks() { mark_format(kFormatOfBlocks); }
void Store::mark_packed_cells() { mark_format(kFormatOfPackedCells); }
void Store::mark_traces() { mark_format(kFormatOfTraces); }

void Store::mark_format(int64_t format) {
  if (single_integer(*db_, "PRAGMA user_version") >= format) return;
  db_->run("PRAGMA user_version=" + std::to_string(format));
}

std::optional<Diagnostic> Store::take_error() { return db_->take_error(); }
bool Store::failed() const { return db_->failed(); }

std::string Store::setting(std::string_view key) {
  Query row = db_->query("SELECT value FROM setting WHERE key=?1");
  row.bind(key);
  return row.step() ? std::string(row.text(0)) : std::string();
}

void Store::set_setting(std::string_view key, std::string_view value) {
  db_->query("INSERT OR REPLACE INTO setting(key,value) VALUES(?1,?2)").bind(key).bind(value).run();
}

void Store::add_log_indexes() {
  for (std::string_view sql : kCreateLogIndexes) db_->run(sql);
}

void Store::add_missing_tables() {
  note_problems_begin();
  create_missing();
  move_earlier_traces();
}

void Store::move_earlier_traces() {
  if (!has_table(*db_, "trace") || !has_table(*db_, "trace_band")) return;
  Transaction all(*this);
  for (std::string_view sql : kMoveTraces) db_->run(sql);
  mark_traces();
  if (Status moved = all.commit(); !moved) db_->fail(moved.diagnostics().front());
}

void Store::create_missing() {
  for (std::string_view sql : kCreateMissing) db_->run(sql);
}

std::vector<std::string> Store::check_file() {
  std::vector<std::string> findings;
  Query row = db_->query("PRAGMA integrity_check(20)");
  while (row.step()) {
    if (row.text(0) != "ok") findings.emplace_back(row.text(0));
  }
  return findings;
}

Transaction::Transaction(Store& store) : store_(store), layout_before_(store.layout_) {
  store_.db_->run("BEGIN IMMEDIATE");
}

Status Transaction::commit() {
  if (!store_.failed() && store_.db_->look_for_files()) {
    store_.db_->run("COMMIT");
    // Between the look and the commit they may have gone, too: then it was not saved either.
    if (!store_.failed()) store_.db_->look_for_files();
  }
  std::optional<Diagnostic> error = store_.take_error();
  if (!error) {
    open_ = false;
    return ok_status();
  }
  // Files that were cut cannot be read, either: then that is why.
  if (error->code == "store.io_failed" && !store_.db_->look_for_files()) {
    error = store_.take_error();
  }
  return *error;
}

Transaction::~Transaction() {
  if (!open_) return;
  std::optional<Diagnostic> error = store_.take_error();
  // After some errors (disk full) SQLite has rolled back by itself.
  if (store_.db_->in_transaction()) store_.db_->run("ROLLBACK");
  store_.take_error();
  store_.layout_ = layout_before_;
  store_.forget_kept();
  if (error) store_.db_->fail(std::move(*error));
}

Savepoint::Savepoint(Store& store) : store_(store) { store_.db_->run("SAVEPOINT part"); }

void Savepoint::keep() {
  store_.db_->run("RELEASE part");
  open_ = false;
}

Savepoint::~Savepoint() {
  // After some errors SQLite has rolled back the whole transaction by itself.
  if (!open_ || store_.failed() || !store_.db_->in_transaction()) return;
  store_.totals_.clear();
  store_.kinds_looked_for_.clear();
  store_.db_->run("ROLLBACK TO part");
  store_.db_->run("RELEASE part");
}

}  // namespace tollgate::store
