#include "tollgate/store/companion_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tollgate::store {
namespace {

Diagnostic failed(const std::string& file, const std::string& why) {
  return make_error("store.beside_failed",
                    {"无法写入数据库旁的文件“" + file + "”（" + why + "）；请检查文件夹是否可写",
                     "the file '" + file + "' beside the database cannot be written (" + why +
                         "): check that its folder is writable"},
                    {.source = file, .pointer = {}, .span = {}});
}

class Handle {
 public:
  explicit Handle(int number) : number_(number) {}
  ~Handle() {
    if (number_ >= 0) ::close(number_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

std::optional<std::string> read_file(const std::string& file, int64_t max_bytes) {
  const Handle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!handle.is_open()) return std::nullopt;
  const off_t size = ::lseek(handle.number(), 0, SEEK_END);
  const off_t begin = std::max<off_t>(0, size - off_t(max_bytes));
  if (size <= 0) return std::nullopt;
  std::string text(size_t(size - begin), '\0');
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t n =
        ::pread(handle.number(), text.data() + done, text.size() - done, begin + off_t(done));
    if (n <= 0) break;
    done += size_t(n);
  }
  text.resize(done);
  return text;
}

bool sync_folder(const std::string& file) {
  const size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const Handle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return handle.is_open() && ::fsync(handle.number()) == 0;
}

Status write_file(const std::string& file, std::string_view text, int how) {
  const Handle handle(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | how, 0600));
  const bool written = handle.is_open() &&
                       ::write(handle.number(), text.data(), text.size()) == ssize_t(text.size()) &&
                       ::fsync(handle.number()) == 0 && sync_folder(file);
  if (written) return ok_status();
  return failed(file, std::strerror(errno));
}

Status write_storage(files::StorageFiles& files, const std::string& name, std::string_view text,
                     bool anew) {
  files::StorageFile* file = files.open(name);
  if (!file) return failed(name, "not opened");
  const bool cut = !anew || file->truncate(0) == files::IoStatus::kOk;
  const bool written =
      cut && file->write(text.data(), int64_t(text.size()), file->size()) == files::IoStatus::kOk &&
      file->flush() == files::IoStatus::kOk;
  if (written) return ok_status();
  return failed(name, "storage");
}

}  // namespace

std::optional<std::string> CompanionFiles::read(std::string_view ending, int64_t max_bytes) const {
  if (!is_kept()) return std::nullopt;
  if (!files_) return read_file(name(ending), max_bytes);
  files::StorageFile* file = files_->open(name(ending));
  const int64_t size = file ? file->size() : 0;
  if (size <= 0) return std::nullopt;
  const int64_t begin = std::max<int64_t>(0, size - max_bytes);
  std::string text(size_t(size - begin), '\0');
  const int64_t count = file->read(text.data(), int64_t(text.size()), begin);
  text.resize(size_t(std::max<int64_t>(0, count)));
  return text;
}

Status CompanionFiles::append(std::string_view ending, std::string_view text) const {
  if (!is_kept()) return ok_status();
  if (files_) return write_storage(*files_, name(ending), text, false);
  return write_file(name(ending), text, O_APPEND);
}

Status CompanionFiles::write(std::string_view ending, std::string_view text) const {
  if (!is_kept()) return ok_status();
  if (files_) return write_storage(*files_, name(ending), text, true);
  return write_file(name(ending), text, O_TRUNC);
}

}  // namespace tollgate::store
