// What a hub says of its work to whoever runs it: a JSON object a line.
//
//   Journal journal(stderr, LogLevel::kInfo);
//   journal.write(LogLevel::kWarning, "app_unavailable", {{"app", "visits"}});
//
//   {"at":"2026-11-30T08:00:00.123Z","event":"request","level":"info","route":"message",…}
//
// Nothing personal stands in it: no names, values, secrets or paths, addresses without their end
// (short_address). May be called from any thread; a line is written whole or not at all.
#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

enum class LogLevel { kError, kWarning, kInfo, kDebug };

// "error", "warning", "info", "debug".
std::optional<LogLevel> parse_log_level(std::string_view text);

class Journal {
 public:
  // `file` "-" is standard error; else it is appended to, and made for its owner alone. Refused:
  // server.cannot_write.
  static Result<std::unique_ptr<Journal>> open(const std::string& file, LogLevel level);
  Journal(std::FILE* file, LogLevel level) : file_(file), level_(level) {}
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  bool takes(LogLevel level) const { return level <= level_; }
  void write(LogLevel level, std::string_view event, Json members);

 private:
  std::FILE* file_;
  const LogLevel level_;
  std::mutex mutex_;
};

// The network of an address: "10.1.2.0/24", "2001:db8:1::/48"; loopback stays as it is, "" for what
// is no address.
std::string short_address(const std::string& address);

}  // namespace tollgate::server
