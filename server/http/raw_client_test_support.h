// A client that sends exactly the bytes it is told to, over loopback.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace tollgate::server {

class RawClient {
 public:
  explicit RawClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval limit{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }

  // False once the other side has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  // Nothing more will come; answers can still be read.
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  // Everything until the text has come, the other side closes, or ten seconds are over.
  std::string read_until(std::string_view text) {
    char bytes[65536];
    size_t looked = 0;  // at what the text can't begin in any more
    while (received_.find(text, looked) == std::string::npos) {
      looked = received_.size() - std::min(received_.size(), text.size());
      const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
      if (got <= 0) break;
      received_.append(bytes, static_cast<size_t>(got));
    }
    return received_;
  }
  std::string read_all() { return read_until("\r\n\r\nnever-sent"); }

  // Whether the other side has ended, when nothing more is to come from it.
  bool is_closed() {
    char byte;
    return ::recv(socket_, &byte, 1, 0) <= 0;
  }

  // Status, headers and body of one answer of a connection that is then closed.
  std::string exchange(std::string_view bytes) {
    send(bytes);
    return read_all();
  }

 private:
  int socket_;
  bool connected_ = false;
  std::string received_;
};

}  // namespace tollgate::server
