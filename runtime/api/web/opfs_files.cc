#include "web/opfs_files.h"

#if defined(__EMSCRIPTEN__)

#include <emscripten/em_js.h>

#include <map>
#include <memory>
#include <string>

#include "tollgate/files/coalescing_files.h"

// Offsets travel as doubles: exact up to 2^53 bytes.
// clang-format off
EM_JS(int, tg_opfs_count, (void), {
  return Module['tgOpfs'] ? Module['tgOpfs']['names'].length : 0;
});
EM_JS(int, tg_opfs_find, (const char* name), {
  return Module['tgOpfs'] ? Module['tgOpfs']['names'].indexOf(UTF8ToString(name)) : -1;
});
EM_JS(double, tg_opfs_read, (int file, void* bytes, double size, double offset), {
  try {
    return Module['tgOpfs']['handles'][file]['read'](HEAPU8.subarray(bytes, bytes + size), {at: offset});
  } catch (problem) {
    return -1;
  }
});
EM_JS(int, tg_opfs_write, (int file, const void* bytes, double size, double offset), {
  try {
    const written = Module['tgOpfs']['handles'][file]['write'](HEAPU8.subarray(bytes, bytes + size), {at: offset});
    return written === size ? 0 : 1;
  } catch (problem) {
    return problem.name === 'QuotaExceededError' ? 1 : 2;
  }
});
EM_JS(int, tg_opfs_truncate, (int file, double size), {
  try {
    Module['tgOpfs']['handles'][file]['truncate'](size);
    return 0;
  } catch (problem) {
    return problem.name === 'QuotaExceededError' ? 1 : 2;
  }
});
EM_JS(int, tg_opfs_flush, (int file), {
  try {
    Module['tgOpfs']['handles'][file]['flush']();
    return 0;
  } catch (problem) {
    return problem.name === 'QuotaExceededError' ? 1 : 2;
  }
});
EM_JS(double, tg_opfs_size, (int file), {
  try {
    return Module['tgOpfs']['handles'][file]['getSize']();
  } catch (problem) {
    return -1;
  }
});
// clang-format on

namespace tollgate::api {
namespace {

using files::IoStatus;

IoStatus status_of(int code) {
  if (code == 0) return IoStatus::kOk;
  return code == 1 ? IoStatus::kFull : IoStatus::kFailed;
}

class OpfsFile final : public files::StorageFile {
 public:
  explicit OpfsFile(int file) : file_(file) {}
  int64_t read(void* bytes, int64_t size, int64_t offset) override {
    return int64_t(tg_opfs_read(file_, bytes, double(size), double(offset)));
  }
  IoStatus write(const void* bytes, int64_t size, int64_t offset) override {
    return status_of(tg_opfs_write(file_, bytes, double(size), double(offset)));
  }
  IoStatus truncate(int64_t size) override {
    return status_of(tg_opfs_truncate(file_, double(size)));
  }
  IoStatus flush() override { return status_of(tg_opfs_flush(file_)); }
  int64_t size() override { return int64_t(tg_opfs_size(file_)); }

 private:
  int file_;
};

class OpfsFiles final : public files::StorageFiles {
 public:
  files::StorageFile* open(std::string_view name) override {
    std::string key(name);
    auto found = files_.find(key);
    if (found != files_.end()) return found->second.get();
    int file = tg_opfs_find(key.c_str());
    if (file < 0) return nullptr;
    return files_.emplace(key, std::make_unique<OpfsFile>(file)).first->second.get();
  }

 private:
  std::map<std::string, std::unique_ptr<OpfsFile>> files_;
};

}  // namespace

files::StorageFiles* opfs_files() {
  static OpfsFiles device;
  static files::CoalescingFiles files(device);
  return tg_opfs_count() > 0 ? &files : nullptr;
}

}  // namespace tollgate::api

#else

namespace tollgate::api {

files::StorageFiles* opfs_files() { return nullptr; }

}  // namespace tollgate::api

#endif
