// "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:80", ":8080" (loopback) or "8080".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::server {

struct ListenAddress {
  std::string host;
  uint16_t port = 0;

  bool is_loopback() const;
  // "http://127.0.0.1:8080"; for "any address" the one to use on this machine.
  std::string url(uint16_t actual_port) const;
};

std::optional<ListenAddress> parse_listen_address(std::string_view text);

// IPv4 or IPv6 in digits, without brackets.
bool is_ip_address(const std::string& text);

// A name as a browser's Host header has it, less the port: "hub.example", "10.0.0.5".
bool is_host_name(std::string_view text);

}  // namespace tollgate::server
