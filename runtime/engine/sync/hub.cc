// What a hub answers to its devices.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sync/earlier_versions.h"
#include "sync/hub_device.h"
#include "sync/log_reads.h"
#include "sync/prepare_group.h"
#include "tollgate/base/base64.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/record_id.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/log/checkpoints.h"
#include "tollgate/query/unknown.h"
#include "tollgate/sync/group.h"
#include "tollgate/sync/problems.h"
#include "tollgate/sync/receipt.h"

namespace tollgate::engine {
namespace {

// What a message may hold: a group with the largest op, as text within text.
constexpr JsonLimits kMessageLimits = {.max_bytes = 2 * limits::kOpBytes + (size_t{2} << 20),
                                       .max_depth = limits::kMessageLevels,
                                       .max_values = 100'000,
                                       .max_memory_factor = 16};
constexpr size_t kMaxPieceBytes = 4 * kBlobPartBytes;
constexpr size_t kMaxUsers = 100;

Diagnostic bad_device_name(const LocalizedText& problem) {
  return make_error("sync.bad_device", {"设备名" + problem.zh, "the device's name " + problem.en},
                    {.pointer = "/params/device"});
}

Diagnostic bad_file(const char* pointer) {
  return make_error("sync.bad_file",
                    {"文件的这一部分无法理解，没有接收", "the piece of the file makes no sense"},
                    {.pointer = pointer});
}

Diagnostic other_bytes(const std::string& sha256) {
  return make_error("sync.other_bytes",
                    {"收到的文件内容与哈希“" + sha256 + "”不符，请重新发送",
                     "the bytes that came do not have the hash '" + sha256 + "': send them again"},
                    {.source = sha256});
}

}  // namespace

SyncHub::SyncHub(Engine& engine) : engine_(engine), earlier_(std::make_unique<EarlierVersions>()) {}
SyncHub::~SyncHub() = default;

void SyncHub::start() { has_devices_ = !engine_.store_->setting("sync_hub").empty(); }

const log::SigningKey& SyncHub::key() {
  if (engine_.checkpoints_ && engine_.checkpoints_->key()) return *engine_.checkpoints_->key();
  if (!own_key_) own_key_ = random_key();
  return *own_key_;
}

std::string SyncHub::checkpoint_line() {
  const auto* points = engine_.checkpoints_.get();
  return points && points->last() ? points->last()->line : std::string();
}

template <typename Request>
std::string SyncHub::reply_to(const Caller& caller, const Json& params) {
  Result<Request> request = messages::from_json<Request>(params, "/params");
  Result<typename Request::Reply> reply =
      request ? handle(caller, *request)
              : Result<typename Request::Reply>(Failure{request.diagnostics()});
  if (auto error = engine_.take_error()) reply = *error;
  if (!reply) return write_json({{"ok", false}, {"diagnostics", to_json(reply.diagnostics())}});
  return write_json({{"ok", true}, {"result", to_json(*reply)}});
}

std::string SyncHub::answer(const Caller& caller, std::string_view message) {
  const auto refused = [](const Diagnostics& why) {
    return write_json({{"ok", false}, {"diagnostics", to_json(why)}});
  };
  Result<Json> json = parse_json(message, kMessageLimits);
  if (!json) return refused(json.diagnostics());
  const std::string type =
      json->is_object() && json->contains("type") && (*json)["type"].is_string()
          ? (*json)["type"].get<std::string>()
          : std::string();
  if (!engine_.app_) return refused({query::no_app()});
  const Json params = json->is_object() ? json->value("params", Json()) : Json();
  if (type == sync::SyncJoinRequest::kType) return reply_to<sync::SyncJoinRequest>(caller, params);
  if (type == sync::SyncPushRequest::kType) return reply_to<sync::SyncPushRequest>(caller, params);
  if (type == sync::SyncPullRequest::kType) return pull(caller, params);
  if (type == sync::SyncBlobRequest::kType) return reply_to<sync::SyncBlobRequest>(caller, params);
  return refused({sync::bad_message()});
}

Result<SyncHub::Device> SyncHub::find_device(const Caller& caller, const std::string& name) {
  store::SyncRows rows(*engine_.store_);
  std::optional<Device> device = Device::load(rows, name);
  if (!device) return sync::unknown_device(name);
  // Where nobody signs in, whoever has the browser may use it.
  if (!caller.administrator && !device->has(caller.user)) return sync::foreign_device(name);
  return *std::move(device);
}

Status SyncHub::put(const Device& device) {
  store::Transaction transaction(*engine_.store_);
  store::SyncRows rows(*engine_.store_);
  device.save(rows);
  return transaction.commit();
}

Status SyncHub::block(Device& device, const Diagnostic& why) {
  device.blocked = write_json(to_json(why));
  device.released = false;
  return put(device);
}

Result<sync::SyncJoinReply> SyncHub::handle(const Caller& caller,
                                            const sync::SyncJoinRequest& request) {
  const std::string& app = engine_.app_->model->id;
  // A device without an app takes the one that is here.
  if (!request.app.empty() && request.app != app) return sync::wrong_app(request.app);
  if (const auto problem = record_id_problem(request.device)) return bad_device_name(*problem);
  const auto public_key = log::from_hex<32>(request.key);
  const auto signature = log::from_hex<64>(request.signature);
  if (!public_key || !signature ||
      !log::verifies(*public_key, sync::join_text(request.app, request.device, request.key),
                     *signature)) {
    return sync::bad_signature(request.device, 0);
  }
  store::SyncRows rows(*engine_.store_);
  std::optional<Device> device = Device::load(rows, request.device);
  if (device && device->key != request.key) return sync::other_key(request.device);
  const bool is_new = !device || !device->has(caller.user);
  if (!device) device = Device{.name = request.device, .key = request.key};
  if (is_new) {
    if (device->users.size() >= kMaxUsers) return sync::foreign_device(request.device);
    device->users.push_back(caller.user);
    std::string label = request.label.value_or("").substr(0, limits::kRecordIdBytes);
    device->label = label;
    std::vector<TakenOp> bodies;
    bodies.push_back({ops::DeviceJoin{request.device, request.key, std::move(label)}, ""});
    const int64_t now_ms = engine_.wall_ms();
    const bool first = !has_devices_;
    has_devices_ = true;
    Status joined = write_group(std::move(bodies), std::nullopt, caller.user, now_ms,
                                [&](const std::vector<log::SealedOp>& sealed) {
                                  store::SyncRows into(*engine_.store_);
                                  if (first) into.begin_hub(sealed.back().op.number);
                                  device->save(into);
                                });
    if (!joined) {
      has_devices_ = !first;
      return std::move(joined).error();
    }
  }
  if (request.blocked && device->blocked.empty() && !device->released) {
    Status noted = block(*device, *request.blocked == "sync.forked"
                                      ? sync::forked(device->name, device->groups)
                                      : sync::device_log_cut(device->name));
    if (!noted) return std::move(noted).error();
  }
  sync::SyncJoinReply reply;
  reply.hub = engine_.device();
  reply.key = log::to_hex(key().public_key());
  reply.taken = device->groups;
  reply.taken_hash = device->hash;
  reply.at_ms = engine_.wall_ms();
  if (std::string line = checkpoint_line(); !line.empty()) reply.checkpoint = std::move(line);
  if (device->released) reply.released = true;
  if (!device->checkpoint.empty()) reply.device_checkpoint = device->checkpoint;
  return reply;
}

// Checkpoints are numbered: a later one counts as many ops or more, and there is one of a number.
// An earlier one says nothing: the message that carries it may have been long on its way.
Status SyncHub::check_checkpoint(Device& device, const std::string& line) {
  const auto point = log::parse_checkpoint(line);
  if (!point || !point->is_genuine() || log::to_hex(point->key) != device.key) {
    return sync::bad_signature(device.name, 0);
  }
  if (const auto known = log::parse_checkpoint(device.checkpoint)) {
    const bool cut = point->number > known->number
                         ? point->op_count < known->op_count
                         : point->number == known->number && point->line != known->line;
    if (cut) {
      const Diagnostic why = sync::device_log_cut(device.name);
      Status blocked = block(device, why);
      return blocked ? Status(why) : blocked;
    }
    if (point->number <= known->number) return ok_status();
  }
  device.checkpoint = line;
  return ok_status();
}

Result<sync::SyncPushReply> SyncHub::handle(const Caller& caller,
                                            const sync::SyncPushRequest& request) {
  Result<Device> device = find_device(caller, request.device);
  if (!device) return std::move(device).error();
  size_t ops = 0;
  size_t bytes = 0;
  for (const sync::Group& group : request.groups) {
    ops += group.ops.size();
    for (const std::string& op : group.ops) bytes += op.size();
  }
  if (request.groups.size() > 1 && (ops > sync::kStepOps || bytes > sync::kStepBytes)) {
    return sync::step_too_large();
  }
  sync::SyncPushReply reply;
  const auto blocked = [&]() {
    reply.blocked = diagnostic_from_json(stored_json(device->blocked));
    reply.next = device->groups + 1;
    return reply;
  };
  if (!device->blocked.empty()) return blocked();
  if (request.checkpoint) {
    Status sound = check_checkpoint(*device, *request.checkpoint);
    if (!device->blocked.empty()) return blocked();
    if (!sound) return std::move(sound).error();
  }
  store::SyncRows rows(*engine_.store_);
  const int64_t said_ms = std::clamp<int64_t>(request.at_ms, 0, ops::kLastWallMilliseconds);
  const int64_t skew_ms = engine_.wall_ms() - said_ms;
  for (const sync::Group& group : request.groups) {
    if (group.number > device->groups + 1 || group.number < 1) break;
    if (group.number <= device->groups) {
      const auto public_key = log::from_hex<32>(device->key);
      if (!public_key || !sync::is_signed(group, device->name, *public_key)) {
        return sync::bad_signature(device->name, group.number);
      }
      const Json known = stored_json(rows.receipt(device->name, group.number).value_or(""));
      Result<sync::Receipt> receipt = messages::from_json<sync::Receipt>(known);
      if (!receipt) return std::move(receipt).error();
      if (receipt->hash != group.hash) {
        Status told = block(*device, sync::forked(device->name, group.number));
        if (!told) return std::move(told).error();
        return blocked();
      }
      reply.receipts.push_back(std::move(*receipt));
      continue;
    }
    std::vector<std::string> waits_for;
    Result<sync::Receipt> receipt =
        take(caller, *device, group, skew_ms, request.without_files.value_or(false), waits_for);
    if (!receipt) {
      // What came before it is taken and told.
      if (reply.receipts.empty()) return std::move(receipt).error();
      break;
    }
    if (!waits_for.empty()) {
      reply.waits_for = std::move(waits_for);
      break;
    }
    reply.receipts.push_back(std::move(*receipt));
  }
  reply.next = device->groups + 1;
  if (std::string line = checkpoint_line(); !line.empty()) reply.checkpoint = std::move(line);
  return reply;
}

Result<sync::SyncBlobReply> SyncHub::handle(const Caller& caller,
                                            const sync::SyncBlobRequest& request) {
  Result<Device> device = find_device(caller, request.device);
  if (!device) return std::move(device).error();
  store::Store& store = *engine_.store_;
  if (!digest_from_hex(request.sha256)) return bad_file("/params/sha256");
  const bool sized = request.size_bytes > 0 && request.size_bytes <= int64_t(limits::kBlobBytes);
  if (!sized) return bad_file("/params/size_bytes");
  if (request.name.size() > 255) return bad_file("/params/name");
  sync::SyncBlobReply reply;
  if (store.has_blob(request.sha256)) {
    reply.received = request.size_bytes;
    reply.stored = true;
    judge_what_waited(request.sha256);  // somebody else may have handed it in
    return reply;
  }
  reply.received = static_cast<int64_t>(store.blob_parts_bytes(request.sha256));
  // A piece in another place than the next is not looked at: the reply says which is.
  if (request.bytes && request.offset == reply.received) {
    const auto bytes = from_base64(*request.bytes);
    const bool whole = bytes && request.offset + int64_t(bytes->size()) == request.size_bytes;
    const bool fits = bytes && !bytes->empty() && bytes->size() <= kMaxPieceBytes &&
                      request.offset % int64_t(kBlobPartBytes) == 0 &&
                      request.offset + int64_t(bytes->size()) <= request.size_bytes &&
                      (whole || bytes->size() % kBlobPartBytes == 0);
    if (!fits) return bad_file("/params/bytes");
    Status put = engine_.put_blob_parts(request.sha256, uint64_t(request.offset), *bytes);
    if (!put) return std::move(put).error();
    reply.received += int64_t(bytes->size());
  }
  if (reply.received < request.size_bytes) return reply;
  store::SyncRows rows(store);
  const std::string bytes = rows.parts(request.sha256);
  if (hex(sha256(bytes)) != request.sha256) {
    store::Transaction transaction(store);
    rows.drop_parts(request.sha256);
    Status dropped = transaction.commit();
    if (!dropped) return std::move(dropped).error();
    return other_bytes(request.sha256);
  }
  Result<Json> facts = inspect_blob(request.name.empty() ? "file" : request.name, bytes);
  if (!facts) return std::move(facts).error();
  std::vector<TakenOp> bodies;
  bodies.push_back({ops::BlobAdd{request.sha256, *facts}, ""});
  ops::Origin origin{
      device->name, device->groups, device->hash, "", engine_.app_->model->version, {}};
  Status stored = write_group(std::move(bodies), std::move(origin), caller.user, engine_.wall_ms(),
                              {}, [&] { store.put_blob(request.sha256, write_json(*facts), {}); });
  if (!stored) return std::move(stored).error();
  reply.stored = true;
  judge_what_waited(request.sha256);
  return reply;
}

}  // namespace tollgate::engine
