#include "http/response_head.h"

#include <algorithm>

namespace tollgate::server {
namespace {

std::string_view reason(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 206:
      return "Partial Content";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

void add(std::string& text, std::string_view name, std::string_view value) {
  // A line break would begin another header.
  if (value.find_first_of("\r\n") != std::string_view::npos) return;
  text.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

uint64_t body_bytes(const Response& response) {
  if (response.stream) return response.stream->size_bytes;
  return response.body ? response.body->size() : 0;
}

std::string response_head(const Response& response, const Handler& handler, bool keep_alive) {
  std::string text = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  text.append(reason(response.status)).append("\r\n");
  for (const auto& [name, value] : handler.common_headers()) {
    // A response's own word stands instead.
    const bool is_own = std::ranges::find(response.headers, name, [](const auto& header) {
                          return header.first;
                        }) != response.headers.end();
    if (!is_own) add(text, name, value);
  }
  for (const auto& [name, value] : response.headers) add(text, name, value);
  if (response.is_event_stream) {
    add(text, "Content-Type", "text/event-stream; charset=utf-8");
    add(text, "Cache-Control", "no-store");
  } else if (response.status != 304) {
    add(text, "Content-Length", std::to_string(body_bytes(response)));
  }
  if (!keep_alive) add(text, "Connection", "close");
  return text += "\r\n";
}

}  // namespace tollgate::server
