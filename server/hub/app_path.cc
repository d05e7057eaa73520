#include "hub/app_path.h"

#include <algorithm>

namespace tollgate::server {
namespace {

constexpr std::string_view kFolder = "/apps/";
constexpr size_t kMaxIdLength = 64;

}  // namespace

bool is_app_id(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && text.size() <= kMaxIdLength && is_letter(text.front()) &&
         std::ranges::all_of(
             text, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

std::optional<AppPath> app_path(std::string_view path) {
  if (!path.starts_with(kFolder)) return std::nullopt;
  path.remove_prefix(kFolder.size());
  const size_t slash = std::min(path.find('/'), path.size());
  const AppPath parts{path.substr(0, slash), path.substr(slash)};
  return is_app_id(parts.id) ? std::optional(parts) : std::nullopt;
}

}  // namespace tollgate::server
