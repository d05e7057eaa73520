// How commands on the hub's machine reach a running hub: a socket with a name in the file system,
// beside its data, which only the hub's own user can open. Nothing of it is on the network.
//
//   auto control = ControlSocket::listen(folder / "hub-control", [](const Json& asked, Say say)
//   {…});
//   // elsewhere
//   Result<Json> made = ask_hub(folder / "hub-control", {{"command", "backup"}}, progress);
//
// One JSON object a line: a request, then what is said meanwhile ({"say": …}), then the reply
// ({"ok": true, "result": …} or {"ok": false, "diagnostics": […]}). One request at a time.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

using Say = std::function<void(const Json&)>;

class ControlSocket {
 public:
  using Answer = std::function<Result<Json>(const Json& asked, const Say& say)>;

  // A socket that an ended hub left is replaced. Refused: server.cannot_listen.
  static Result<std::unique_ptr<ControlSocket>> listen(const std::filesystem::path& name,
                                                       Answer answer);
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

  // Takes no further request; the running one goes on.
  void stop();

 private:
  ControlSocket(int listener, std::filesystem::path name, Answer answer);
  void serve();
  void talk(int client);

  const int listener_;
  const std::filesystem::path name_;
  const Answer answer_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// Whether a hub listens there.
bool hub_runs(const std::filesystem::path& name);

// Asks the hub and waits for its reply. Refused: server.no_hub, and what the hub says.
Result<Json> ask_hub(const std::filesystem::path& name, const Json& request, const Say& said);

}  // namespace tollgate::server
