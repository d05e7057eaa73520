// Who has opened an event stream of an app: each hears of what they may see. Somebody is forgotten
// with the hub, so there are at most as many as accounts.
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace tollgate::server {

class StreamReaders {
 public:
  // By account: the principal that the account is in the app, as EnginePort takes it.
  using OfApp = std::map<std::string, std::string>;

  void add(const std::string& app, const std::string& account, const std::string& principal) {
    const std::lock_guard lock(mutex_);
    readers_[app][account] = principal;
  }
  OfApp of(const std::string& app) const {
    const std::lock_guard lock(mutex_);
    const auto found = readers_.find(app);
    return found == readers_.end() ? OfApp() : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, OfApp> readers_;
};

}  // namespace tollgate::server
