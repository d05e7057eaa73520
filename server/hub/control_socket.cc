#include "hub/control_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

// A table of people, and what is said of each of its lines.
constexpr size_t kMaxLineBytes = 4 << 20;
constexpr int kLookMs = 200;       // whether to end
constexpr int kRequestMs = 5'000;  // until a client has said what it wants

class SocketHandle {
 public:
  explicit SocketHandle(int file) : file_(file) {}
  ~SocketHandle() {
    if (file_ >= 0) ::close(file_);
  }
  SocketHandle(const SocketHandle&) = delete;
  SocketHandle& operator=(const SocketHandle&) = delete;
  int get() const { return file_; }
  int release() { return std::exchange(file_, -1); }

 private:
  int file_;
};

// A socket's name has at most 107 bytes: it is reached through its folder's open file, whatever
// the path is.
struct SocketPlace {
  explicit SocketPlace(const fs::path& name)
      : folder(::open(name.has_parent_path() ? name.parent_path().c_str() : ".",
                      O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    address.sun_family = AF_UNIX;
    const std::string path =
        "/proc/self/fd/" + std::to_string(folder.get()) + "/" + name.filename().string();
    valid = folder.get() >= 0 && path.size() < sizeof address.sun_path;
    if (valid) std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }

  SocketHandle folder;
  sockaddr_un address = {};
  bool valid = false;
};

int new_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

Diagnostic cannot_listen(const fs::path& name) {
  const std::string why = std::strerror(errno);
  return make_error(
      "server.cannot_listen",
      {"无法监听 " + name.string() + "：" + why, "cannot listen on " + name.string() + ": " + why},
      {.source = name.string()});
}

bool is_readable(int file, int wait_ms) {
  pollfd waits{file, POLLIN, 0};
  return ::poll(&waits, 1, wait_ms) > 0;
}

// The next line without its end; nothing when there is none, or it is too long.
class SocketLines {
 public:
  explicit SocketLines(int file) : file_(file) {}
  // `wait_ms` below 0: as long as it takes.
  std::optional<std::string> next(int wait_ms) {
    for (;;) {
      if (const size_t end = buffer_.find('\n'); end != std::string::npos) {
        std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        return line;
      }
      char bytes[4096];
      if (buffer_.size() > kMaxLineBytes || !is_readable(file_, wait_ms)) return std::nullopt;
      const ssize_t got = ::read(file_, bytes, sizeof bytes);
      if (got <= 0) return std::nullopt;
      buffer_.append(bytes, static_cast<size_t>(got));
    }
  }

 private:
  const int file_;
  std::string buffer_;
};

// What a client does not read is lost on it alone.
void send_line(int file, const Json& json) {
  const std::string line = write_json(json) + "\n";
  std::string_view rest = line;
  while (!rest.empty()) {
    pollfd waits{file, POLLOUT, 0};
    if (::poll(&waits, 1, kRequestMs) <= 0) return;
    const ssize_t sent = ::send(file, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return;
    rest.remove_prefix(static_cast<size_t>(sent));
  }
}

int connected(const fs::path& name) {
  const SocketPlace place(name);
  SocketHandle client(new_socket());
  if (!place.valid || client.get() < 0) return -1;
  if (::connect(client.get(), place.get(), sizeof place.address) != 0) return -1;
  return client.release();
}

}  // namespace

Result<std::unique_ptr<ControlSocket>> ControlSocket::listen(const fs::path& name, Answer answer) {
  if (!hub_runs(name)) ::unlink(name.c_str());
  const SocketPlace place(name);
  SocketHandle listener(new_socket());
  if (!place.valid || listener.get() < 0) return cannot_listen(name);
  // Nobody else connects before the mode is set: nobody is heard before listen(2).
  if (::bind(listener.get(), place.get(), sizeof place.address) != 0 ||
      ::chmod(name.c_str(), 0600) != 0 || ::listen(listener.get(), 4) != 0) {
    return cannot_listen(name);
  }
  return std::unique_ptr<ControlSocket>(
      new ControlSocket(listener.release(), name, std::move(answer)));
}

ControlSocket::ControlSocket(int listener, fs::path name, Answer answer)
    : listener_(listener), name_(std::move(name)), answer_(std::move(answer)) {
  thread_ = std::thread([this] { serve(); });
}

ControlSocket::~ControlSocket() {
  stop();
  thread_.join();
  ::close(listener_);
  ::unlink(name_.c_str());
}

void ControlSocket::stop() { stopping_ = true; }

void ControlSocket::serve() {
  while (!stopping_) {
    if (!is_readable(listener_, kLookMs)) continue;
    const SocketHandle client(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
    if (client.get() >= 0 && !stopping_) talk(client.get());
  }
}

void ControlSocket::talk(int client) {
  const auto line = SocketLines(client).next(kRequestMs);
  if (!line) return;
  const auto asked = parse_json(*line, {.max_bytes = kMaxLineBytes});
  const auto answered =
      asked ? answer_(*asked, [client](const Json& said) { send_line(client, {{"say", said}}); })
            : Result<Json>(Failure{asked.diagnostics()});
  send_line(client, answered
                        ? Json{{"ok", true}, {"result", *answered}}
                        : Json{{"ok", false}, {"diagnostics", to_json(answered.diagnostics())}});
}

bool hub_runs(const fs::path& name) {
  const SocketHandle client(connected(name));
  return client.get() >= 0;
}

Result<Json> ask_hub(const fs::path& name, const Json& request, const Say& said) {
  const SocketHandle client(connected(name));
  if (client.get() < 0) {
    return make_error(
        "server.no_hub",
        {"没有服务在使用“" + name.string() + "”。", "no hub answers at '" + name.string() + "'"},
        {.source = name.string()});
  }
  send_line(client.get(), request);
  SocketLines lines(client.get());
  while (const auto line = lines.next(-1)) {
    Json reply = stored_json(*line);
    if (!reply.is_object()) break;
    if (reply.contains("say")) {
      if (said) said(reply["say"]);
      continue;
    }
    if (reply.value("ok", false)) return std::move(reply["result"]);
    if (auto why = diagnostics_from_json(reply.value("diagnostics", Json::array()));
        why && has_errors(*why)) {
      return Failure{std::move(*why)};
    }
    break;
  }
  return make_error("server.no_hub", {"服务没有答复就结束了。", "the hub ended without an answer"},
                    {.source = name.string()});
}

}  // namespace tollgate::server
