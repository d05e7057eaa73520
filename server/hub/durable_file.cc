#include "hub/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace tollgate::server {
namespace {

bool sync_name(const std::filesystem::path& name) {
  const int handle = ::open(name.empty() ? "." : name.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return false;
  const bool synced = ::fsync(handle) == 0;
  ::close(handle);
  return synced;
}

bool write_and_sync(const std::filesystem::path& file, std::string_view text) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (handle < 0) return false;
  const bool written =
      ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(handle) == 0;
  return (::close(handle) == 0) && written;
}

Diagnostic unwritten(const std::filesystem::path& file) {
  const std::string why = std::strerror(errno);
  return make_error("server.cannot_write",
                    {"无法写入文件（" + why + "）；请检查文件夹是否可写。",
                     "cannot write the file (" + why + "): check that its folder is writable"},
                    {.source = file.string()});
}

}  // namespace

Status write_durably(const std::filesystem::path& file, std::string_view text) {
  if (write_and_sync(file, text) && sync_name(file.parent_path())) return ok_status();
  return unwritten(file);
}

Status sync_file(const std::filesystem::path& file) {
  return sync_name(file) ? ok_status() : Status(unwritten(file));
}

}  // namespace tollgate::server
