// Who took lists out of apps as files, and which: noted among the acts that administrators read,
// once for each file whatever the number of its pieces.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "hub/noted_act.h"

namespace tollgate::server {

class ExportActs {
 public:
  // Of a request to the app and the reply that was given. Nothing where nothing was given, and for
  // a later piece of a file that was noted. `whom`: whom the request acted for; `by_key`: the
  // program that sent it, "" for none. Any thread.
  std::optional<NotedAct> of(const std::string& app, std::string_view type,
                             std::string_view message, std::string_view reply,
                             const std::string& whom, const std::string& by_key, int64_t now_ms);

 private:
  std::mutex mutex_;
  std::map<std::string, int64_t> noted_ms_;  // by whom and what
};

}  // namespace tollgate::server
