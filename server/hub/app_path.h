// The paths of an app: /apps/ID/REST.
#pragma once

#include <optional>
#include <string_view>

namespace tollgate::server {

// The id of an app, as the app document's schema has it: it names routes, files and threads.
bool is_app_id(std::string_view text);

struct AppPath {
  std::string_view id;
  std::string_view rest;  // "" for /apps/ID, else from the slash behind the id on
};

// Parts of `path`, which is taken as it was sent: an id has no character that would be encoded.
// Nothing for any other path.
std::optional<AppPath> app_path(std::string_view path);

}  // namespace tollgate::server
