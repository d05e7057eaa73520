#include "tollgate/log/app_of_log.h"

#include "op_lookup.h"
#include "tollgate/store/store.h"

namespace tollgate::log {
namespace {

Diagnostic broken(const std::string& path, const std::string& zh, const std::string& en) {
  return make_error(
      "engine.app_op_broken",
      {"数据库“" + path + "”：" + zh + "，没有启动；tollgate verify 列出全部问题，请从备份恢复",
       "the database '" + path + "': " + en +
           ", so it was not opened: 'tollgate verify' lists all that is wrong; "
           "restore a backup"},
      {.source = path, .pointer = {}, .span = {}});
}

std::optional<ops::Op> op_at(store::Store& store, int64_t number) {
  std::optional<ops::Op> found;
  store.read_ops(number - 1, [&](const store::StoredOp& stored) {
    if (stored.number != number) return false;
    if (Result<ops::Op> op = ops::parse_op(stored.bytes)) found = std::move(*op);
    return false;
  });
  return found;
}

}  // namespace

Result<std::optional<AppOfLog>> app_of_log(store::Store& store, const ops::LogHead& head,
                                           const std::string& path) {
  const std::optional<store::StoredOp> stored = last_app_op(store);
  const std::optional<ops::Op> newest = head.number > 0 ? op_at(store, head.number) : std::nullopt;
  if (auto error = store.take_error()) return *error;
  if (!stored) {
    if (!newest || newest->app_version == 0) return std::optional<AppOfLog>();
    return broken(path, "操作日志里使应用生效的操作不见了",
                  "the operation of its log that put the app in force is gone");
  }
  const std::string n = std::to_string(stored->number);
  Result<ops::Op> op = ops::parse_op(stored->bytes);
  auto* put = op ? std::get_if<ops::AppPut>(&op->body) : nullptr;
  const bool sound =
      put && op->number == stored->number && ops::hash_of(stored->bytes) == stored->hash;
  if (!sound) {
    return broken(path, "操作日志第 " + n + " 条（使应用生效的操作）被改动过",
                  "operation " + n + " of its log, which put the app in force, was changed");
  }
  if (head.number > stored->number) {
    const std::optional<ops::Op> next = op_at(store, stored->number + 1);
    if (auto error = store.take_error()) return *error;
    if (!next || next->previous != stored->hash) {
      return broken(path, "操作日志第 " + n + " 条（使应用生效的操作）与后一条不衔接",
                    "operation " + n +
                        " of its log, which put the app in force, is not followed by the one "
                        "behind it");
    }
    const bool later = newest && newest->group_first > stored->number;
    if (later && newest->app_version != put->version) {
      const std::string version = std::to_string(newest->app_version);
      return broken(path, "最后一条操作是在应用第 " + version + " 版下作出的，但日志里找不到它",
                    "its newest operation was made under version " + version +
                        " of the app, which is not to be found in its log");
    }
  }
  return std::optional(AppOfLog{std::move(*put), stored->number});
}

}  // namespace tollgate::log
