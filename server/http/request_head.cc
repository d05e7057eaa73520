#include "http/request_head.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "http/field_text.h"

namespace tollgate::server {
namespace {

constexpr size_t kMaxFields = 100;
// The longest that is registered has 17 letters (UPDATEREDIRECTREF).
constexpr size_t kMaxMethod = 24;

// RFC 9110 9.1 and RFC 5789.
constexpr auto kKnownMethods = std::to_array<std::string_view>(
    {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"});

// Fields that mean one thing: a second one is a second meaning.
constexpr auto kSingleFields = std::to_array<std::string_view>(
    {"host", "content-length", "content-type", "content-encoding", "transfer-encoding", "expect",
     "origin", "sec-fetch-site", "authorization", "range", "tollgate-acts-for"});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// RFC 9110 5.6.2
bool is_token_character(char c) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return is_digit(c) || is_letter(c) || kMarks.find(c) != std::string_view::npos;
}
bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_character);
}

// RFC 9110 5.5: visible characters, spaces, tabs, and bytes that are no ASCII.
bool is_value_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7f) || c == '\t';
}

bool is_target_character(char c) { return c > 0x20 && c < 0x7f && c != '#'; }

// Cuts off the first line, which ends in CRLF.
std::string_view take_line(std::string_view& text) {
  const size_t end = text.find("\r\n");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 2));
  return line;
}

// RFC 9112 3: method SP target SP version. Gives the version's last digit.
std::optional<char> read_request_line(std::string_view line, Request& request) {
  const size_t first = line.find(' ');
  const size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || !target.starts_with('/')) return std::nullopt;
  if (!std::ranges::all_of(target, is_target_character)) return std::nullopt;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return std::nullopt;
  request.method = std::string(method);
  const size_t question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != std::string_view::npos) request.query = std::string(target.substr(question + 1));
  return version.back();
}

// RFC 9112 5: name ":" value. Nothing between the name and the colon, no line that goes on.
bool read_field(std::string_view line, Request& request) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  const std::string_view value = without_blanks(line.substr(colon + 1));
  if (!std::ranges::all_of(value, is_value_character)) return false;
  request.headers.emplace_back(lower_case(line.substr(0, colon)), std::string(value));
  return true;
}

bool says(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    if (lower_case(without_blanks(list.substr(0, comma))) == word) return true;
    list.remove_prefix(std::min(list.size(), comma + 1));
  }
  return false;
}

std::optional<std::string_view> only_field(const Request& request, std::string_view name) {
  for (const auto& [each, value] : request.headers) {
    if (each == name) return value;
  }
  return std::nullopt;
}

// RFC 9112 6.3: where the body ends.
Status read_framing(RequestHead& head, bool is_1_1) {
  const auto coding = only_field(head.request, "transfer-encoding");
  const auto length = only_field(head.request, "content-length");
  if (coding && length) {
    return bad_request("Content-Length 和 Transfer-Encoding 不能同时出现",
                       "Content-Length and Transfer-Encoding exclude one another");
  }
  if (coding) {
    if (!is_1_1 || lower_case(*coding) != "chunked") {
      return bad_request("Transfer-Encoding 只能是 chunked",
                         "the only Transfer-Encoding there is here is 'chunked'");
    }
    head.is_chunked = true;
  }
  if (length) {
    const char* end = length->data() + length->size();
    const auto read = std::from_chars(length->data(), end, head.content_length);
    if (length->empty() || !std::ranges::all_of(*length, is_digit) || read.ec != std::errc()) {
      return bad_request("Content-Length 应为非负整数", "Content-Length must be a whole number");
    }
  }
  return ok_status();
}

Status read_meaning(RequestHead& head, bool is_1_1) {
  const auto host = only_field(head.request, "host");
  if (!host || !parse_host(*host)) {
    return bad_request("需要一个有效的 Host：主机名或地址，可带端口",
                       "one valid Host is needed: a name or an address, with or without a port");
  }
  if (Status framing = read_framing(head, is_1_1); !framing) return framing;
  const std::string_view connection = head.request.header("connection");
  head.keep_alive = is_1_1 && !says(connection, "close");
  if (const auto expected = only_field(head.request, "expect")) {
    if (lower_case(*expected) != "100-continue") {
      return bad_request("Expect 只能是 100-continue", "Expect can only be '100-continue'");
    }
    head.expects_continue = is_1_1;
  }
  return ok_status();
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, is_digit) &&
         read.ec == std::errc() && port > 0 && port < 65536;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
  });
}

bool is_ipv6(std::string_view text) {
  unsigned char bytes[16];
  return inet_pton(AF_INET6, std::string(text).c_str(), bytes) == 1;
}

}  // namespace

Diagnostic bad_request(const char* zh, const char* en) {
  return make_error("server.bad_request", {std::string("这不是有效的 HTTP 请求：") + zh,
                                           std::string("this is no valid HTTP request: ") + en});
}

std::optional<HostAndPort> parse_host(std::string_view value) {
  HostAndPort parts;
  std::string_view rest;
  if (value.starts_with('[')) {
    const size_t end = value.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    parts.host = value.substr(1, end - 1);
    rest = value.substr(end + 1);
    if (!is_ipv6(parts.host)) return std::nullopt;
  } else {
    const size_t colon = std::min(value.find(':'), value.size());
    parts.host = value.substr(0, colon);
    rest = value.substr(colon);
    if (!is_name(parts.host)) return std::nullopt;
  }
  if (rest.empty()) return parts;
  parts.port = rest.substr(1);
  if (rest.front() != ':' || !is_port(parts.port)) return std::nullopt;
  return parts;
}

std::optional<std::string> parse_media_type(std::string_view value) {
  const size_t semicolon = std::min(value.find(';'), value.size());
  const std::string_view type = without_blanks(value.substr(0, semicolon));
  const size_t slash = type.find('/');
  if (slash == std::string_view::npos || !is_token(type.substr(0, slash)) ||
      !is_token(type.substr(slash + 1))) {
    return std::nullopt;
  }
  return lower_case(type);
}

Result<RequestHead> parse_request_head(std::string_view head) {
  RequestHead out;
  const auto version = read_request_line(take_line(head), out.request);
  if (!version) {
    return bad_request("第一行应为“方法 /路径 HTTP/1.1”",
                       "its first line must be 'METHOD /path HTTP/1.1'");
  }
  for (std::string_view line = take_line(head); !line.empty(); line = take_line(head)) {
    if (out.request.headers.size() == kMaxFields) {
      return bad_request("请求头太多", "it has too many headers");
    }
    if (!read_field(line, out.request)) {
      return bad_request("有一行请求头不是“名称: 值”", "a line of its head is no 'Name: value'");
    }
  }
  for (const std::string_view name : kSingleFields) {
    const auto is_it = [&](const auto& field) { return field.first == name; };
    if (std::ranges::count_if(out.request.headers, is_it) > 1) {
      return bad_request("同一个请求头出现了两次",
                         "a header that says one thing stands there twice");
    }
  }
  if (Status read = read_meaning(out, *version == '1'); !read) return std::move(read).error();
  return out;
}

bool is_known_method(std::string_view method) {
  return std::ranges::find(kKnownMethods, method) != kKnownMethods.end();
}

// The first bytes tell what can be no request, such as the rest of a body that was longer than
// said: nobody waits for its end.
bool HeadScan::begins_request(char c) {
  if (part_ == Part::kMethod) {
    if (c != ' ') return ((c >= 'A' && c <= 'Z') || c == '-') && looked_ < kMaxMethod;
    part_ = Part::kTarget;
    return looked_ > 0;
  }
  if (c != '/') return false;
  part_ = Part::kRest;
  return true;
}

Diagnostic HeadScan::why() const {
  if (part_ == Part::kMethod) {
    return bad_request("它应以大写字母的方法开头，例如 GET",
                       "it must begin with a method in capital letters, such as GET");
  }
  if (part_ == Part::kTarget) {
    return bad_request("第一行应为“方法 /路径 HTTP/1.1”",
                       "its first line must be 'METHOD /path HTTP/1.1'");
  }
  return bad_request("请求头里有不能出现的字符，或换行不是 CR LF",
                     "its head holds a character that may not stand there, or a line does not end "
                     "in CR LF");
}

HeadScan::State HeadScan::look(std::string_view bytes) {
  for (; looked_ < bytes.size(); ++looked_) {
    const char c = bytes[looked_];
    if (part_ != Part::kRest && !begins_request(c)) return bad();
    const bool after_return = looked_ > 0 && bytes[looked_ - 1] == '\r';
    if (after_return != (c == '\n')) return bad();
    if (c != '\r' && c != '\n' && !is_value_character(c)) return bad();
    if (c == '\n' && bytes.substr(0, looked_ + 1).ends_with("\r\n\r\n")) {
      ++looked_;
      return State::kComplete;
    }
  }
  return State::kMore;
}

}  // namespace tollgate::server
