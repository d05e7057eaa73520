// Who has an event stream of an app open: each hears of what they may see. Nobody else is looked at
// when something changes.
//
//   response.while_open = readers.add("visits", account, principal);
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace tollgate::server {

class StreamReaders {
 public:
  // By account: the principal that the account is in the app, as EnginePort takes it.
  using OfApp = std::map<std::string, std::string>;
  // Held for as long as the stream is open; may outlive this object.
  using Pass = std::shared_ptr<const void>;

  // Somebody may have several: with the last one they are forgotten.
  Pass add(const std::string& app, const std::string& account, const std::string& principal) {
    {
      const std::lock_guard lock(state_->mutex);
      Reader& reader = state_->readers[app][account];
      reader.principal = principal;
      ++reader.streams;
    }
    return {nullptr, [state = state_, app, account](const void*) {
              const std::lock_guard lock(state->mutex);
              const auto of_app = state->readers.find(app);
              const auto reader = of_app->second.find(account);
              if (--reader->second.streams == 0) of_app->second.erase(reader);
            }};
  }
  OfApp of(const std::string& app) const {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->readers.find(app);
    OfApp all;
    if (found == state_->readers.end()) return all;
    for (const auto& [account, reader] : found->second) all.emplace(account, reader.principal);
    return all;
  }

 private:
  struct Reader {
    std::string principal;
    int streams = 0;
  };
  struct State {
    std::mutex mutex;
    std::map<std::string, std::map<std::string, Reader>> readers;  // by app, by account
  };
  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace tollgate::server
