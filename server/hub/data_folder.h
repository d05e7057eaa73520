// The databases of a hub: one an app, named by its id, in one folder.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tollgate/base/result.h"

namespace tollgate::server {

// FOLDER/ID.db
std::filesystem::path database_of(const std::filesystem::path& folder, std::string_view app_id);

// Refused: server.cannot_write.
Status make_data_folder(const std::filesystem::path& folder);

// Whether the file holds anything.
bool is_filled(const std::filesystem::path& file);
// Whether files beside the database tell that there was something in it.
bool has_traces(const std::filesystem::path& database);

// Whether a hub began there before, with this layout or an earlier one.
bool holds_databases(const std::filesystem::path& folder);

// Ids of the apps whose databases lie in the folder, sorted; also of those whose database is empty
// or gone while something beside it tells that it was there.
std::vector<std::string> apps_in(const std::filesystem::path& folder);

// A hub of one app kept it in FOLDER/tollgate.db: that becomes the database of the app it holds,
// with all that lies beside it. Which app that is is noted before the first file moves, so that a
// move which is broken off goes on at the next start without a look into half a database. Gives the
// app's id, "" when there was nothing to take over. Refused, and left as it is, when it cannot be
// opened or when the app has a database already (server.two_databases).
Result<std::string> take_over_earlier_database(const std::filesystem::path& folder);

}  // namespace tollgate::server
