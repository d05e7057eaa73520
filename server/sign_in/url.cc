#include "url.h"

#include <set>

namespace tollgate::sign_in {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool decode(std::string_view text, std::string& out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return false;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return false;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return true;
}

}  // namespace

std::string encoded(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

std::string query_of(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out;
  for (const auto& [name, value] : members) {
    if (!out.empty()) out += '&';
    out += name + '=' + encoded(value);
  }
  return out;
}

std::map<std::string, std::string> read_query(std::string_view query) {
  std::map<std::string, std::string> members;
  std::set<std::string> twice;
  while (!query.empty()) {
    const size_t end = query.find('&');
    const std::string_view part = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    std::string name(part.substr(0, equals));
    std::string value;
    if (!decode(part.substr(equals + 1), value)) continue;
    if (!members.emplace(name, std::move(value)).second) twice.insert(std::move(name));
  }
  for (const std::string& name : twice) members.erase(name);
  return members;
}

std::string safe_origin(std::string_view url) {
  const bool tls = url.starts_with("https://");
  if (!tls && !url.starts_with("http://")) return {};
  const size_t begin = tls ? 8 : 7;
  const size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  const std::string_view authority = url.substr(begin, end - begin);
  if (authority.empty() || authority.find_first_of("@\\ \t\r\n") != std::string_view::npos)
    return {};
  const std::string_view host = authority.substr(0, authority.rfind(':'));
  const bool here = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
  if (!tls && !here) return {};
  return std::string(url.substr(0, end));
}

}  // namespace tollgate::sign_in
