#include "options.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/limits.h"
#include "tollgate/base/record_id.h"
#include "tollgate/base/temporal.h"
#include "web/opfs_files.h"

namespace tollgate::api {
namespace {

Diagnostic bad_options(const char* member, const char* zh, const char* en,
                       std::vector<std::string> candidates = {}) {
  return make_error("api.bad_options",
                    {std::string("引擎选项“") + member + "”：" + zh,
                     std::string("engine option '") + member + "': " + en},
                    {.pointer = std::string("/") + member}, std::move(candidates));
}

// A clock that stands and repeatable ids, for tests and replays.
Status read_fixed(const Json& json, engine::EngineOptions& options) {
  auto now = json.find("now");
  if (now != json.end()) {
    auto at = now->is_string() ? parse_date_time(now->get_ref<const std::string&>())
                               : std::optional<DateTime>();
    if (!at) return bad_options("now", "应为日期时间", "must be a date and time");
    options.now = Instant{at->utc_seconds() * 1'000'000 + at->nanoseconds / 1000};
  }
  auto seed = json.find("seed");
  if (seed != json.end()) {
    if (!seed->is_number_unsigned()) return bad_options("seed", "应为整数", "must be a number");
    options.seed = seed->get<uint64_t>();
  }
  return ok_status();
}

}  // namespace

Result<engine::EngineOptions> read_options(std::string_view text) {
  // An app document, escaped.
  Result<Json> json = parse_json(text, {.max_bytes = 4 * limits::kDocumentBytes});
  if (!json) return std::move(json).error();
  if (!json->is_object()) return bad_options("", "应为对象", "must be an object");
  engine::EngineOptions options;
  std::string* members[] = {&options.storage, &options.path, &options.app_text, &options.device};
  const char* names[] = {"storage", "path", "app", "device"};
  for (size_t i = 0; i < 4; ++i) {
    auto found = json->find(names[i]);
    if (found == json->end() || found->is_null()) continue;
    if (!found->is_string()) return bad_options(names[i], "应为文本", "must be a text");
    *members[i] = found->get<std::string>();
  }
  if (const auto problem = record_id_problem(options.device); problem && !options.device.empty()) {
    return bad_options("device", problem->zh.c_str(), problem->en.c_str());
  }
  const std::pair<const char*, bool*> switches[] = {{"log_only", &options.log_only},
                                                    {"read_only", &options.read_only},
                                                    {"accept_log", &options.accept_log}};
  for (const auto& [name, value] : switches) {
    auto found = json->find(name);
    if (found == json->end()) continue;
    if (!found->is_boolean()) {
      return bad_options(name, "应为 true 或 false", "must be true or false");
    }
    *value = found->get<bool>();
  }
  auto version = json->find("app_version");
  if (version != json->end()) {
    if (!version->is_number_integer()) {
      return bad_options("app_version", "应为整数", "must be an integer");
    }
    options.app_version = version->get<int64_t>();
  }
  Status fixed = read_fixed(*json, options);
  if (!fixed) return std::move(fixed).error();
  if (options.storage == "memory") return options;
  if (options.storage != "file" && options.storage != "opfs") {
    return bad_options("storage", "只能是 file、opfs 或 memory", "is file, opfs or memory",
                       {"file", "opfs", "memory"});
  }
  if (options.path.empty()) return bad_options("path", "缺失", "is missing");
  if (options.storage == "opfs") {
    options.files = opfs_files();
    if (!options.files) {
      return bad_options("storage", "页面没有交出浏览器文件", "the page handed no files over",
                         {"memory"});
    }
  }
#if defined(__EMSCRIPTEN__)
  if (options.storage == "file") {
    return bad_options("storage", "浏览器中没有文件系统", "there is no file system in a browser",
                       {"opfs", "memory"});
  }
#endif
  return options;
}

}  // namespace tollgate::api
