#include "tollgate/sql/background_flush.h"

#if !defined(__EMSCRIPTEN__)

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace tollgate::sql {

BackgroundFlush::BackgroundFlush(const std::string& path)
    : file_(::open(path.c_str(), O_RDWR | O_CLOEXEC)),
      flush_([this] { return file_ >= 0 && ::fdatasync(file_) == 0; }) {}

BackgroundFlush::~BackgroundFlush() {
  wait();
  if (file_ >= 0) ::close(file_);
}

void BackgroundFlush::start() {
  const auto run = [this] {
    if (!flush_()) failed_ = true;
  };
  try {
    thread_ = std::thread(run);
  } catch (const std::system_error&) {  // no thread to be had
    run();
  }
}

bool BackgroundFlush::is_begun() const { return thread_.joinable(); }

bool BackgroundFlush::wait() {
  if (thread_.joinable()) thread_.join();
  return !failed_;
}

}  // namespace tollgate::sql

#else

namespace tollgate::sql {

BackgroundFlush::BackgroundFlush(const std::string&) {}
BackgroundFlush::~BackgroundFlush() = default;
void BackgroundFlush::start() {}
bool BackgroundFlush::is_begun() const { return false; }
bool BackgroundFlush::wait() { return !failed_; }

}  // namespace tollgate::sql

#endif
