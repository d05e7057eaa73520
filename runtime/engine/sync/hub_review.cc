// What a hub keeps of its devices that somebody has to look at: devices that it takes nothing of
// any more, and work that is not in force.
#include <nlohmann/json.hpp>

#include "sync/hub_device.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/store/store.h"
#include "tollgate/sync/problems.h"

namespace tollgate::engine {
namespace {

constexpr size_t kMaxReasonBytes = 500;

std::string settled_setting(int64_t op) { return "sync_settled." + std::to_string(op); }

Status check_reason(const std::string& reason) {
  const bool is_blank = reason.find_first_not_of(" \t\r\n") == std::string::npos;
  if (!is_blank && reason.size() <= kMaxReasonBytes) return ok_status();
  return make_error("sync.reason", {"请写明原因（最多 500 字节）", "say why, in at most 500 bytes"},
                    {.pointer = "/params/reason"});
}

std::optional<SetAside> read_set_aside(store::Store& store, const store::StoredOp& stored) {
  Result<ops::Op> op = ops::parse_op(stored.bytes);
  const auto* body = op ? std::get_if<ops::GroupSetAside>(&op->body) : nullptr;
  if (!body) return std::nullopt;
  SetAside found;
  found.op = stored.number;
  found.at_ms = op->at_ms();
  found.user = op->user;
  if (op->origin) found.device = op->origin->device;
  found.entity = body->entity;
  found.record = body->record;
  found.why = diagnostics_from_json(body->why).value_or(Diagnostics());
  if (body->ops.is_array()) {
    for (const Json& bytes : body->ops) {
      Result<ops::Op> each = bytes.is_string() ? ops::parse_op(bytes.get_ref<const std::string&>())
                                               : Result<ops::Op>(sync::bad_message());
      if (each) found.ops.push_back(std::move(*each));
    }
  }
  const Json settled = stored_json(store.setting(settled_setting(found.op)));
  if (settled.is_object()) {
    found.act = settled.value("act", "");
    found.reason = settled.value("reason", "");
    found.settled_ms = settled.value("at_ms", int64_t{0});
  }
  return found;
}

// nullopt: the op is none of that kind.
std::optional<SetAside> set_aside_at(store::Store& store, int64_t number) {
  std::optional<SetAside> found;
  store.read_ops(number - 1, [&](const store::StoredOp& op) {
    if (op.number == number && op.kind == "group.set_aside") found = read_set_aside(store, op);
    return false;
  });
  return found;
}

}  // namespace

std::vector<KnownDevice> SyncHub::devices() {
  std::vector<KnownDevice> found;
  store::SyncRows rows(*engine_.store_);
  std::vector<std::string> names;
  rows.each_device([&](std::string_view name, std::string_view) { names.emplace_back(name); });
  for (const std::string& name : names) {
    std::optional<Device> device = Device::load(rows, name);
    if (!device) continue;
    KnownDevice& known = found.emplace_back();
    known.name = name;
    known.label = std::move(device->label);
    known.users = std::move(device->users);
    known.groups = device->groups;
    if (!device->blocked.empty()) {
      known.blocked = diagnostic_from_json(stored_json(device->blocked));
    }
    known.released = device->released;
  }
  return found;
}

std::vector<SetAside> SyncHub::set_aside(size_t limit, int64_t before) {
  std::vector<SetAside> found;
  for (const int64_t number : store::SyncRows(*engine_.store_).set_aside(limit, before)) {
    if (auto one = set_aside_at(*engine_.store_, number)) found.push_back(std::move(*one));
  }
  return found;
}

std::optional<SetAside> SyncHub::set_aside_of(int64_t op) {
  return set_aside_at(*engine_.store_, op);
}

Status SyncHub::release(const std::string& name, const std::string& reason) {
  if (Status said = check_reason(reason); !said) return said;
  store::SyncRows rows(*engine_.store_);
  std::optional<Device> device = Device::load(rows, name);
  if (!device) return sync::unknown_device(name);
  if (device->blocked.empty()) {
    return make_error("sync.not_blocked", {"这台设备没有被停用", "this device is not blocked"});
  }
  device->blocked.clear();
  // What it signed before is of the log that it no longer has.
  device->checkpoint.clear();
  device->released = true;
  return put(*device);
}

Result<SetAside> SyncHub::settle(int64_t number, const std::string& act,
                                 const std::string& reason) {
  if (Status said = check_reason(reason); !said) return std::move(said).error();
  store::Store& store = *engine_.store_;
  std::optional<SetAside> found = set_aside_at(store, number);
  if (!found) {
    return make_error("sync.unknown_group", {"没有这项工作", "there is no such work"},
                      {.pointer = "/params/op"});
  }
  if (!found->act.empty()) {
    return make_error("sync.settled", {"已经有人处理过了", "somebody decided about it already"},
                      {.pointer = "/params/op"});
  }
  found->act = act;
  found->reason = reason;
  found->settled_ms = engine_.wall_ms();
  store::Transaction transaction(store);
  store.set_setting(settled_setting(number),
                    write_json({{"act", act}, {"reason", reason}, {"at_ms", found->settled_ms}}));
  Status durable = transaction.commit();
  if (!durable) return std::move(durable).error();
  return *std::move(found);
}

}  // namespace tollgate::engine
