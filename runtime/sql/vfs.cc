#include "tollgate/sql/vfs.h"

#include <sqlite3.h>

#include <cstring>

#include "tollgate/base/clock.h"
#include "tollgate/base/random.h"

namespace tollgate::sql {
namespace {

constexpr int kSectorSize = 4096;
constexpr int64_t kJulianMillisecondsOf1970 = 210866760000000;

struct OpenFile {
  sqlite3_file base;
  files::StorageFile* file;
};

files::StorageFile& file_of(sqlite3_file* f) { return *reinterpret_cast<OpenFile*>(f)->file; }

int result_of(files::IoStatus status, int otherwise) {
  if (status == files::IoStatus::kOk) return SQLITE_OK;
  return status == files::IoStatus::kFull ? SQLITE_FULL : otherwise;
}

int close_file(sqlite3_file*) { return SQLITE_OK; }

int read_file(sqlite3_file* f, void* bytes, int size, sqlite3_int64 offset) {
  int64_t count = file_of(f).read(bytes, size, offset);
  if (count < 0) return SQLITE_IOERR_READ;
  if (count < size) {
    std::memset(static_cast<char*>(bytes) + count, 0, size_t(size - count));
    return SQLITE_IOERR_SHORT_READ;
  }
  return SQLITE_OK;
}

int write_file(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 offset) {
  return result_of(file_of(f).write(bytes, size, offset), SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  return result_of(file_of(f).truncate(size), SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* f, int) { return result_of(file_of(f).flush(), SQLITE_IOERR_FSYNC); }

int size_of_file(sqlite3_file* f, sqlite3_int64* size) {
  *size = file_of(f).size();
  return *size < 0 ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

// One owner holds the files: whoever offers them sees to that.
int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* locked) {
  *locked = 0;
  return SQLITE_OK;
}
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return kSectorSize; }
// Bytes beside those being written outlive a power cut: what SQLite takes for granted on Unix and
// Windows, too. Without it each save fills up a sector of its log and waits for the device twice.
int characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods kMethods = {
    1,         close_file, read_file,  write_file,   truncate_file, sync_file,       size_of_file,
    lock_file, lock_file,  check_lock, control_file, sector_size,   characteristics, nullptr,
    nullptr,   nullptr,    nullptr,    nullptr,      nullptr};

files::StorageFiles& files_of(sqlite3_vfs* vfs) {
  return *static_cast<files::StorageFiles*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* f, int flags, int* out_flags) {
  auto* open = reinterpret_cast<OpenFile*>(f);
  open->base.pMethods = nullptr;
  // Temporary files have no name; temp_store=MEMORY keeps SQLite from asking for one.
  open->file = name ? files_of(vfs).open(name) : nullptr;
  if (!open->file) return SQLITE_CANTOPEN;
  open->base.pMethods = &kMethods;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

// Handles stay open, so a deleted file is an empty one.
int delete_file(sqlite3_vfs* vfs, const char* name, int) {
  files::StorageFile* file = files_of(vfs).open(name);
  if (!file) return SQLITE_IOERR_DELETE;
  int result = result_of(file->truncate(0), SQLITE_IOERR_DELETE);
  return result == SQLITE_OK ? result_of(file->flush(), SQLITE_IOERR_DELETE) : result;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* exists) {
  files::StorageFile* file = files_of(vfs).open(name);
  *exists = file && file->size() > 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  if (int(std::strlen(name)) >= size) return SQLITE_CANTOPEN;
  std::strcpy(out, name);
  return SQLITE_OK;
}

int random_bytes(sqlite3_vfs*, int size, char* out) {
  SystemRandom().fill(out, size_t(size));
  return size;
}

int sleep(sqlite3_vfs*, int) { return 0; }

int current_time_ms(sqlite3_vfs*, sqlite3_int64* out) {
  *out = kJulianMillisecondsOf1970 + SystemClock().now().microseconds / 1000;
  return SQLITE_OK;
}

int current_time(sqlite3_vfs* vfs, double* out) {
  sqlite3_int64 ms = 0;
  current_time_ms(vfs, &ms);
  *out = double(ms) / 86400000.0;
  return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs* make_vfs(files::StorageFiles& files, const char* name) {
  auto* vfs = new sqlite3_vfs{};
  vfs->iVersion = 2;
  vfs->szOsFile = sizeof(OpenFile);
  vfs->mxPathname = 512;
  vfs->zName = name;
  vfs->pAppData = &files;
  vfs->xOpen = open_file;
  vfs->xDelete = delete_file;
  vfs->xAccess = access_file;
  vfs->xFullPathname = full_path;
  vfs->xRandomness = random_bytes;
  vfs->xSleep = sleep;
  vfs->xCurrentTime = current_time;
  vfs->xGetLastError = last_error;
  vfs->xCurrentTimeInt64 = current_time_ms;
  return vfs;
}

std::string next_name() {
  static int count = 0;
  return "tollgate-" + std::to_string(++count);
}

}  // namespace

Vfs::Vfs(files::StorageFiles& files) : name_(next_name()), vfs_(make_vfs(files, name_.c_str())) {
  sqlite3_vfs_register(vfs_, 0);
}

Vfs::~Vfs() {
  sqlite3_vfs_unregister(vfs_);
  delete vfs_;
}

#if defined(__EMSCRIPTEN__)
// SQLite is built with SQLITE_OS_OTHER for WebAssembly: in-memory databases still want a default.
extern "C" int sqlite3_os_init() {
  static files::MemoryFiles files;
  static sqlite3_vfs* vfs = make_vfs(files, "tollgate-default");
  return sqlite3_vfs_register(vfs, 1);
}
extern "C" int sqlite3_os_end() { return SQLITE_OK; }
#endif

}  // namespace tollgate::sql
