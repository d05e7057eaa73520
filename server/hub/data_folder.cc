#include "hub/data_folder.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "hub/app_install.h"
#include "hub/app_path.h"
#include "hub/durable_file.h"
#include "hub/open_engine.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".db";
constexpr std::string_view kEarlier = "tollgate";

fs::path beside(const fs::path& database, std::string_view ending) {
  fs::path file = database;
  file += ending;
  return file;
}

Diagnostic two_databases(const fs::path& earlier, const fs::path& own) {
  return make_error(
      "server.two_databases",
      {"“" + earlier.string() + "”和“" + own.string() + "”存的是同一个应用；请移走其中一个",
       "'" + earlier.string() + "' and '" + own.string() +
           "' hold the same app: move one of them away"},
      {.source = earlier.string()});
}

Diagnostic cannot_move(const fs::path& file, const std::error_code& error) {
  return make_error(
      "server.cannot_write",
      {"无法移动文件：" + error.message(), "cannot move the file: " + error.message()},
      {.source = file.string()});
}

Status move(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return ok_status();
  fs::rename(from, to, error);
  if (error) return cannot_move(from, error);
  return ok_status();
}

// The app that a move was decided for, "" when none was.
std::string decided(const fs::path& decision) {
  std::ifstream stream(decision);
  std::string id;
  return stream >> id && is_app_id(id) ? id : std::string();
}

Result<std::string> app_held(const fs::path& database) {
  auto engine = open_engine(database);
  if (!engine) return std::move(engine).error();
  return app_in_force(**engine);
}

// What lies beside a database and belongs to it; the key last of what tells of it.
constexpr std::string_view kTraces[] = {"-checkpoints", "-wal", "-key"};

// The app whose database, or a trace of it, a file of the folder is.
std::string app_of_file(const fs::path& file) {
  std::string name = file.filename().string();
  for (const std::string_view trace : kTraces) {
    if (name.ends_with(trace)) name.resize(name.size() - trace.size());
  }
  if (!name.ends_with(kEnding)) return "";
  name.resize(name.size() - kEnding.size());
  return is_app_id(name) ? name : "";
}

}  // namespace

bool is_filled(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(file, error) && fs::file_size(file, error) > 0;
}

bool has_traces(const fs::path& database) {
  return std::ranges::any_of(
      kTraces, [&](std::string_view trace) { return is_filled(beside(database, trace)); });
}

fs::path database_of(const fs::path& folder, std::string_view app_id) {
  return folder / (std::string(app_id) + std::string(kEnding));
}

Status make_data_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (fs::is_directory(folder, error)) return ok_status();
  return make_error("server.cannot_write", {"无法创建数据文件夹。", "cannot make the data folder"},
                    {.source = folder.string()});
}

bool holds_databases(const fs::path& folder) { return !apps_in(folder).empty(); }

std::vector<std::string> apps_in(const fs::path& folder) {
  std::set<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string id = app_of_file(entry.path());
    if (!id.empty() && is_filled(entry.path())) ids.insert(id);
  }
  return {ids.begin(), ids.end()};
}

Result<std::string> take_over_earlier_database(const fs::path& folder) {
  const fs::path earlier = database_of(folder, kEarlier);
  const fs::path decision = beside(earlier, ".moving");
  std::string id = decided(decision);
  if (id.empty()) {
    if (!is_filled(earlier)) return id;
    Result<std::string> held = app_held(earlier);
    if (!held) return held;
    if (*held == kEarlier || !is_app_id(*held)) return std::string();
    id = *held;
    const fs::path own = database_of(folder, id);
    if (is_filled(own)) return two_databases(earlier, own);
    if (Status put = write_durably(decision, id); !put) return std::move(put).error();
  }
  for (const std::string_view ending :
       {".importing", "-checkpoints", "-key", "-wal", "-journal", ""}) {
    Status moved = move(beside(earlier, ending), beside(database_of(folder, id), ending));
    if (!moved) return std::move(moved).error();
  }
  std::error_code error;
  fs::remove(decision, error);
  if (error) return cannot_move(decision, error);
  return id;
}

}  // namespace tollgate::server
