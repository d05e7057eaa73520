// One HTTP request and its response, as handlers see them; nothing of the HTTP library shows here.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::server {

struct Request {
  std::string method;
  std::string path;   // as sent, percent-encoded, without the query
  std::string query;  // after the '?', as sent
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  // The value of a header, or "" when it was not sent.
  std::string_view header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers) {
      if (name == lower_case_name) return value;
    }
    return {};
  }
};

struct Response {
  unsigned status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const std::string> body;  // null: empty
  // Instead of a body: keep the connection and send it every event of the channel.
  bool is_event_stream = false;
  std::string event_channel;

  void set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
  }
  void set_body(std::string text, std::string media_type) {
    body = std::make_shared<const std::string>(std::move(text));
    set("Content-Type", std::move(media_type));
  }
};

}  // namespace tollgate::server
