#include "hub/upload.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace tollgate::server {

Upload::~Upload() {
  if (mapped_ != nullptr) ::munmap(mapped_, size_bytes_);
  ::close(file_);
  room_->free_bytes += size_bytes_;
}

void Upload::take(std::string piece, std::function<void(bool)> done) {
  const bool taken = writer_.run(
      [self = shared_from_this(), piece = std::move(piece), done] { done(self->write(piece)); });
  if (!taken) done(false);
}

// On the thread that writes. Once it has failed, the upload is given up.
bool Upload::write(std::string_view piece) {
  if (room_->free_bytes < piece.size()) return false;
  room_->free_bytes -= piece.size();
  size_bytes_ += piece.size();
  while (!piece.empty()) {
    const ssize_t written = ::write(file_, piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      error_ = written < 0 ? errno : ENOSPC;
      return false;
    }
    piece.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

std::optional<Diagnostic> Upload::why_not() const {
  const int error = error_;
  if (error == 0) return std::nullopt;
  const std::string reason = std::generic_category().message(error);
  return make_error(
      "server.upload_not_written",
      {"服务器存不下这个文件（" + reason + "）；请让管理员查看服务器的磁盘，再重新上传。",
       "the hub can't store the file (" + reason +
           "): have somebody look at its disk, then send it again"});
}

std::string_view Upload::bytes() {
  if (mapped_ == nullptr && size_bytes_ > 0) {
    void* mapped = ::mmap(nullptr, size_bytes_, PROT_READ, MAP_PRIVATE, file_, 0);
    if (mapped == MAP_FAILED) return {};
    mapped_ = mapped;
  }
  return {static_cast<const char*>(mapped_), size_bytes_};
}

Uploads::Uploads(std::filesystem::path folder, uint64_t max_bytes)
    : folder_(std::move(folder)), room_(std::make_shared<Upload::Room>(max_bytes)) {}

Result<std::shared_ptr<Upload>> Uploads::begin() {
  std::string name = (folder_ / "tollgate-upload-XXXXXX").string();
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) {
    const std::string reason = std::generic_category().message(errno);
    return make_error(
        "server.upload_folder_gone",
        {"服务器的数据文件夹无法写入（" + reason + "），可能被移走了；放回原处后再上传即可。",
         "the hub's data folder can't be written (" + reason +
             "): it may have been moved. Once it is back in its place, send the file again"});
  }
  ::unlink(name.c_str());  // gone with its last user, however the hub ends
  return std::shared_ptr<Upload>(new Upload(file, writer_, room_));
}

void Uploads::stop() {
  writer_.stop();
  inspector_.stop();
}

}  // namespace tollgate::server
