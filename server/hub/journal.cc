#include "hub/journal.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <ctime>
#include <nlohmann/json.hpp>

namespace tollgate::server {
namespace {

constexpr std::array<std::string_view, 4> kLevels = {"error", "warning", "info", "debug"};

std::string utc_with_milliseconds() {
  using namespace std::chrono;
  const auto now = system_clock::now();
  const std::time_t seconds = system_clock::to_time_t(floor<std::chrono::seconds>(now));
  const auto rest = duration_cast<milliseconds>(now - floor<std::chrono::seconds>(now)).count();
  std::tm parts = {};
  ::gmtime_r(&seconds, &parts);
  char text[40];
  const size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + size, sizeof text - size, ".%03dZ", static_cast<int>(rest));
  return text;
}

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
  for (size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i] == text) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

Result<std::unique_ptr<Journal>> Journal::open(const std::string& file, LogLevel level) {
  if (file == "-") return std::make_unique<Journal>(stderr, level);
  const int handle = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  std::FILE* opened = handle < 0 ? nullptr : ::fdopen(handle, "a");
  if (opened) return std::make_unique<Journal>(opened, level);
  const std::string why = std::strerror(errno);
  if (handle >= 0) ::close(handle);
  return make_error(
      "server.cannot_write",
      {"无法写入日志文件（" + why + "）。", "cannot write the log file (" + why + ")"},
      {.source = file});
}

Journal::~Journal() {
  if (file_ != stderr) std::fclose(file_);
}

void Journal::write(LogLevel level, std::string_view event, Json members) {
  if (!takes(level)) return;
  members["at"] = utc_with_milliseconds();
  members["level"] = kLevels[static_cast<size_t>(level)];
  members["event"] = event;
  const std::string line = write_json(members) + "\n";
  const std::lock_guard lock(mutex_);
  std::fwrite(line.data(), 1, line.size(), file_);
  std::fflush(file_);
}

std::string short_address(const std::string& address) {
  unsigned char bytes[16] = {};
  char text[INET6_ADDRSTRLEN];
  if (::inet_pton(AF_INET, address.c_str(), bytes) == 1) {
    if (bytes[0] == 127) return address;
    bytes[3] = 0;
    return std::string(::inet_ntop(AF_INET, bytes, text, sizeof text)) + "/24";
  }
  if (::inet_pton(AF_INET6, address.c_str(), bytes) == 1) {
    if (address == "::1") return address;
    std::memset(bytes + 6, 0, 10);
    return std::string(::inet_ntop(AF_INET6, bytes, text, sizeof text)) + "/48";
  }
  return {};
}

}  // namespace tollgate::server
