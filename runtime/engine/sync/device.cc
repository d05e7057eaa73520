// The steps of a round, and what each of them says to the hub.
#include <nlohmann/json.hpp>

#include "sync/device_state.h"
#include "sync/log_reads.h"
#include "tollgate/base/base64.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/log/checkpoints.h"
#include "tollgate/store/sync_rows.h"
#include "tollgate/sync/group.h"
#include "tollgate/sync/problems.h"
#include "tollgate/sync/receipt.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kPageRows = 500;
// With the first page people begin: of the app's people there are fewer in most teams.
constexpr int64_t kFirstPageRows = 200;
constexpr size_t kFilePieceBytes = 3 * kBlobPartBytes;

template <typename Reply>
Result<Reply> reply_of(Json& result) {
  return messages::from_json<Reply>(result, "/result");
}

// What rows hold is most of the reply: it is moved.
template <>
Result<sync::SyncPullReply> reply_of(Json& result) {
  std::vector<Json> contents;
  const auto rows = result.is_object() ? result.find("rows") : result.end();
  if (rows != result.end() && rows->is_array()) {
    for (Json& row : *rows) {
      const auto content = row.is_object() ? row.find("content") : row.end();
      contents.push_back(content == row.end() ? Json() : std::exchange(*content, nullptr));
    }
  }
  Result<sync::SyncPullReply> reply = messages::from_json<sync::SyncPullReply>(result, "/result");
  for (size_t i = 0; reply && i < reply->rows.size(); ++i) {
    reply->rows[i].content = std::move(contents[i]);
  }
  return reply;
}

template <typename Request>
std::string message_of(const Request& request) {
  return write_json({{"type", Request::kType}, {"params", to_json(request)}});
}

}  // namespace

SyncDevice::SyncDevice(Engine& engine) : engine_(engine), state_(std::make_unique<State>()) {}
SyncDevice::~SyncDevice() = default;

void SyncDevice::start() {
  *state_ = State::load(*engine_.store_);
  follows_ = !state_->cursor.empty();
  met_stored_ms_ = state_->met_at_ms;
}

void SyncDevice::save() {
  state_->save(*engine_.store_);
  met_stored_ms_ = state_->met_at_ms;
}

const log::SigningKey& SyncDevice::key() {
  if (engine_.checkpoints_ && engine_.checkpoints_->key()) return *engine_.checkpoints_->key();
  if (!own_key_) own_key_ = random_key();
  return *own_key_;
}

std::string SyncDevice::checkpoint_line() {
  const auto* points = engine_.checkpoints_.get();
  return points && points->last() ? points->last()->line : std::string();
}

// What a person did, as the hub is to hear of it. What follows from it the hub decides itself, and
// sample data that a start brought is no person's doing.
bool SyncDevice::is_sent(const std::vector<ops::Op>& group) {
  for (const ops::Op& op : group) {
    if (std::holds_alternative<ops::AppPut>(op.body) || ops::is_note(op.body)) return false;
    const bool brought = std::holds_alternative<ops::RecordImport>(op.body) || !op.batch.empty();
    if (ops::record_of(op.body).empty() || (brought && op.user.empty())) continue;
    return true;
  }
  return false;
}

bool SyncDevice::is_on_top(const std::vector<ops::Op>& group) const {
  return group.front().number > state_->absorbed && is_sent(group);
}

void SyncDevice::begin_round() {
  step_ = Step::kJoin;
  asked_.clear();
  waiting_.reset();
  without_files_ = false;
  files_.clear();
}

void SyncDevice::failed(std::string trouble) {
  trouble_ = std::move(trouble);
  step_ = Step::kIdle;
  waiting_.reset();  // it comes again
}

Status SyncDevice::number_groups() {
  store::Store& store = *engine_.store_;
  if (state_->scanned >= engine_.log_.head().number) return ok_status();
  const State before = *state_;
  store::Transaction transaction(store);
  store::SyncRows rows(store);
  std::vector<store::OwnGroup> found;
  read_groups(store, state_->scanned, [&](std::vector<ops::Op>&& group) {
    state_->scanned = group.back().number;
    if (is_sent(group)) found.push_back({0, group.front().number, group.back().number, "", ""});
    return true;
  });
  for (store::OwnGroup& group : found) {
    const Sha256Digest previous = digest_from_hex(state_->hash).value_or(Sha256Digest{});
    group.number = ++state_->groups;
    group.hash = hex(sync::group_hash(engine_.device(), group.number, previous,
                                      ops_of(group.first, group.last)));
    state_->hash = group.hash;
    rows.add_group(group);
  }
  save();
  Status durable = transaction.commit();
  if (!durable) *state_ = before;
  return durable;
}

std::vector<std::string> SyncDevice::ops_of(int64_t first, int64_t last) {
  std::vector<std::string> ops;
  engine_.store_->read_ops(first - 1, [&](const store::StoredOp& op) {
    if (op.number > last) return false;
    ops.push_back(op.bytes);
    return op.number < last;
  });
  return ops;
}

Result<std::optional<std::string>> SyncDevice::next() {
  // What the hub takes nothing of may still be shown what is new.
  const bool blocked = !state_->blocked.empty();
  for (;;) {
    std::optional<std::string> message;
    switch (step_) {
      case Step::kIdle:
        return std::optional<std::string>();
      case Step::kJoin: {
        Result<std::string> join = join_message();
        if (!join) return std::move(join).error();
        message = std::move(*join);
        break;
      }
      case Step::kPush: {
        Result<std::optional<std::string>> push =
            blocked ? std::optional<std::string>() : push_message();
        if (!push) return std::move(push).error();
        message = std::move(*push);
        if (!message) step_ = Step::kPull;
        break;
      }
      case Step::kPull:
        message = pull_message();
        break;
      case Step::kFiles:
      case Step::kLateFiles: {
        Result<std::optional<std::string>> file =
            blocked ? std::optional<std::string>() : file_message();
        if (!file) return std::move(file).error();
        message = std::move(*file);
        if (!message) step_ = step_ == Step::kFiles ? Step::kPush : Step::kIdle;
        break;
      }
    }
    if (!message) continue;
    if (auto error = engine_.take_error()) return *error;
    return message;
  }
}

Result<std::string> SyncDevice::join_message() {
  asked_ = sync::SyncJoinRequest::kType;
  sync::SyncJoinRequest join;
  join.app = engine_.app_ ? engine_.app_->model->id : "";
  join.device = engine_.device();
  join.key = log::to_hex(key().public_key());
  join.at_ms = engine_.wall_ms();
  join.signature = log::to_hex(key().sign(sync::join_text(join.app, join.device, join.key)));
  // So that whoever can help sees it.
  const Json blocked = stored_json(state_->blocked);
  const std::string code = blocked.is_object() ? blocked.value("code", "") : "";
  if (code == "sync.forked" || code == "sync.device_log_cut") join.blocked = code;
  return message_of(join);
}

Result<std::optional<std::string>> SyncDevice::push_message() {
  Status counted = number_groups();
  if (!counted) return std::move(counted).error();
  store::SyncRows rows(*engine_.store_);
  sync::SyncPushRequest push;
  push.device = engine_.device();
  push.at_ms = engine_.wall_ms();
  size_t ops = 0;
  size_t bytes = 0;
  for (const store::OwnGroup& own : rows.groups_without_receipt(sync::kStepOps)) {
    std::vector<std::string> texts = ops_of(own.first, own.last);
    for (const std::string& text : texts) bytes += text.size();
    ops += texts.size();
    if (!push.groups.empty() && (ops > sync::kStepOps || bytes > sync::kStepBytes)) break;
    const std::optional<store::OwnGroup> before = rows.group(own.number - 1);
    const Sha256Digest previous =
        before ? digest_from_hex(before->hash).value_or(Sha256Digest{}) : Sha256Digest{};
    push.groups.push_back(
        sync::sealed_group(push.device, own.number, previous, std::move(texts), key()));
  }
  if (push.groups.empty()) return std::optional<std::string>();
  if (std::string line = checkpoint_line(); !line.empty()) push.checkpoint = std::move(line);
  if (without_files_) push.without_files = true;
  asked_ = sync::SyncPushRequest::kType;
  return std::optional(message_of(push));
}

std::string SyncDevice::pull_message() {
  asked_ = sync::SyncPullRequest::kType;
  sync::SyncPullRequest pull;
  pull.device = engine_.device();
  pull.cursor = waiting_ ? waiting_->cursor : state_->cursor;
  pull.app_hash = engine_.app_ ? engine_.app_->hash : "";
  pull.limit = pull.cursor.empty() ? kFirstPageRows : kPageRows;
  return message_of(pull);
}

Result<std::optional<std::string>> SyncDevice::file_message() {
  store::Store& store = *engine_.store_;
  for (;;) {
    if (files_.empty() && step_ == Step::kLateFiles) {
      // In the order in which they were handed in.
      store.read_ops(state_->files_sent, [&](const store::StoredOp& stored) {
        if (stored.kind != "blob.add") return true;
        Result<ops::Op> op = ops::parse_op(stored.bytes);
        const auto* blob = op ? std::get_if<ops::BlobAdd>(&op->body) : nullptr;
        if (blob == nullptr) return true;
        files_.push_back(blob->sha256);
        state_->files_sent = stored.number - 1;
        return false;
      });
      file_offset_ = 0;
      asked_for_file_ = false;
      if (files_.empty()) return std::optional<std::string>();
    }
    if (files_.empty()) return std::optional<std::string>();
    const std::string sha256 = files_.front();
    const std::optional<uint64_t> size =
        store.has_blob(sha256) ? store.blob_size(sha256) : std::nullopt;
    if (!size) {
      if (step_ == Step::kFiles) without_files_ = true;
      file_done();
      continue;
    }
    sync::SyncBlobRequest blob;
    blob.device = engine_.device();
    blob.sha256 = sha256;
    blob.size_bytes = static_cast<int64_t>(*size);
    const Json facts = stored_json(store.blob_facts(sha256).value_or(""));
    blob.name = facts.is_object() ? facts.value("name", "file") : "file";
    blob.offset = static_cast<int64_t>(file_offset_);
    if (asked_for_file_) {
      std::string bytes;
      while (bytes.size() < kFilePieceBytes) {
        std::string piece = store.blob_piece(sha256, file_offset_ + bytes.size());
        if (piece.empty()) break;
        bytes += piece;
      }
      if (bytes.size() > kFilePieceBytes) bytes.resize(kFilePieceBytes);
      blob.bytes = to_base64(bytes);
    }
    asked_ = sync::SyncBlobRequest::kType;
    return std::optional(message_of(blob));
  }
}

void SyncDevice::file_done() {
  files_.erase(files_.begin());
  file_offset_ = 0;
  asked_for_file_ = false;
  if (step_ != Step::kLateFiles) return;
  ++state_->files_sent;
  save();
}

void SyncDevice::block(const Diagnostic& why) {
  state_->blocked = write_json(to_json(why));
  save();
}

Status SyncDevice::take_at_once(std::string_view reply) {
  const AtOnce at_once;
  if (Status written = write_waiting(); !written) return written;
  Result<Json> json = parse_json(reply, ops::kOpLimits);
  const std::string asked = std::exchange(asked_, "");
  if (!json || !json->is_object()) return sync::bad_message();
  if (!json->value("ok", false)) {
    const auto found = json->find("diagnostics");
    const auto why = found == json->end() ? std::nullopt : diagnostics_from_json(*found);
    if (!why || !has_errors(*why)) {
      failed("hub");
      return sync::bad_message();
    }
    // A file that no hub takes keeps nobody else's waiting; it stays on the device.
    const std::string& code = why->front().code;
    const bool is_file = asked == sync::SyncBlobRequest::kType && !files_.empty() &&
                         (code == "sync.bad_file" || code == "engine.blob_too_large" ||
                          code.starts_with("evidence."));
    if (is_file) {
      state_->notice = write_json(to_json(why->front()));
      if (step_ == Step::kFiles) without_files_ = true;
      file_done();
      save();
      return ok_status();
    }
    failed("hub");
    return Failure{*why};
  }
  trouble_.clear();
  const auto found = json->find("result");
  Json result = found == json->end() ? Json::object() : std::move(*found);
  const auto taken = [&]<typename Reply>(Status (SyncDevice::*take)(Reply&)) -> Status {
    Result<std::remove_const_t<Reply>> read = reply_of<std::remove_const_t<Reply>>(result);
    if (!read) return std::move(read).error();
    Status done = (this->*take)(*read);
    if (!done) step_ = Step::kIdle;
    return done;
  };
  if (asked == sync::SyncJoinRequest::kType) return taken(&SyncDevice::take_join);
  if (asked == sync::SyncPushRequest::kType) return taken(&SyncDevice::take_push);
  if (asked == sync::SyncPullRequest::kType) return taken(&SyncDevice::take_pull);
  if (asked == sync::SyncBlobRequest::kType) return taken(&SyncDevice::take_blob);
  return ok_status();  // nobody waits for it any more
}

Status SyncDevice::take_join(const sync::SyncJoinReply& reply) {
  store::Store& store = *engine_.store_;
  if (!log::from_hex<32>(reply.key)) return sync::bad_message();
  Status counted = number_groups();
  if (!counted) return counted;
  State state = *state_;
  store::Transaction transaction(store);
  store::SyncRows rows(store);
  int64_t taken = reply.taken;
  const bool other_hub = state.hub != reply.hub || state.key != reply.key;
  state.blocked.clear();
  if (other_hub) {
    state.hub = reply.hub;
    state.key = reply.key;
    state.checkpoint.clear();
    state.notice.clear();
  }
  const auto last = taken > 0 ? rows.group(taken) : std::nullopt;
  const bool apart = taken > 0 && (!last || last->hash != reply.taken_hash);
  if (apart && reply.released.value_or(false)) {
    count_on_from(state, rows, taken, reply.taken_hash);
  } else if (apart) {
    state.blocked = write_json(to_json(sync::forked(engine_.device(), taken)));
  } else if (reply.device_checkpoint && !holds_checkpoint(store, *reply.device_checkpoint)) {
    state.blocked = write_json(to_json(sync::device_log_cut(engine_.device())));
  } else if (const auto next = rows.group(taken + 1); next && !next->receipt.empty()) {
    // The hub went back to an older state: what it does not have any more is sent again.
    rows.forget_receipts_from(taken + 1);
    state.absorbed = std::min(state.absorbed, next->first - 1);
    none_on_top_ = 0;
  }
  note_hub_checkpoint(state, reply.checkpoint);
  // Most rounds find all as it was: nothing is written then.
  if (state != *state_) state.save(store);
  Status durable = transaction.commit();
  if (!durable) return durable;
  *state_ = std::move(state);
  step_ = Step::kPush;
  return ok_status();
}

// The hub has other groups under numbers of this device's. What was not sent follows those.
void SyncDevice::count_on_from(State& state, store::SyncRows& rows, int64_t taken,
                               const std::string& hash) {
  std::vector<store::OwnGroup> open;
  rows.each_group([&](const store::OwnGroup& group) {
    const bool is_unknown = group.receipt.empty() || group.number >= taken;
    if (is_unknown) open.insert(open.begin(), group);
    return true;
  });
  rows.forget_open_groups(taken - 1);
  // Stands for what the hub has, whose ops this device does not: an empty part of its own log.
  const auto before = rows.last_group();
  const int64_t last = before ? before->last : 0;
  rows.add_group({taken, last + 1, last, hash, R"({"outcome":"taken","hub_last":0})"});
  state.groups = taken;
  state.hash = hash;
  for (store::OwnGroup& group : open) {
    const Sha256Digest previous = digest_from_hex(state.hash).value_or(Sha256Digest{});
    group.number = ++state.groups;
    group.receipt.clear();
    group.hash = hex(sync::group_hash(engine_.device(), group.number, previous,
                                      ops_of(group.first, group.last)));
    state.hash = group.hash;
    rows.add_group(group);
  }
}

void SyncDevice::note_hub_checkpoint(State& state, const std::optional<std::string>& line) {
  const auto point = line ? log::parse_checkpoint(*line) : std::nullopt;
  if (!point || !point->is_genuine() || log::to_hex(point->key) != state.key) return;
  const auto known = log::parse_checkpoint(state.checkpoint);
  const bool cut = known && (point->op_count < known->op_count ||
                             (point->op_count == known->op_count && point->head != known->head));
  if (cut) state.notice = write_json(to_json(sync::hub_log_cut()));
  state.checkpoint = *line;
}

Status SyncDevice::take_push(const sync::SyncPushReply& reply) {
  store::Store& store = *engine_.store_;
  const auto hub_key = log::from_hex<32>(state_->key);
  if (!hub_key) return sync::bad_message();
  State state = *state_;
  store::Transaction transaction(store);
  store::SyncRows rows(store);
  for (const sync::Receipt& receipt : reply.receipts) {
    const auto group = rows.group(receipt.number);
    const bool ours = group && group->hash == receipt.hash &&
                      sync::is_genuine(receipt, engine_.device(), *hub_key);
    if (!ours) return sync::bad_receipt(receipt.number);
    rows.put_group_receipt(receipt.number, write_json(to_json(receipt)));
  }
  if (reply.blocked) state.blocked = write_json(to_json(*reply.blocked));
  note_hub_checkpoint(state, reply.checkpoint);
  const int64_t open_before = rows.count_without_receipt() + int64_t(reply.receipts.size());
  const bool waits = reply.waits_for && !reply.waits_for->empty();
  // The hub may have lost what it had, or looks for another number than the first one sent.
  const auto next = rows.group(reply.next);
  if (next && !next->receipt.empty()) {
    rows.forget_receipts_from(reply.next);
    state.absorbed = std::min(state.absorbed, next->first - 1);
    none_on_top_ = 0;
  }
  const bool moved = rows.count_without_receipt() != open_before;
  state.save(store);
  Status durable = transaction.commit();
  if (!durable) return durable;
  *state_ = std::move(state);
  if (waits && !without_files_) {
    files_ = *reply.waits_for;
    file_offset_ = 0;
    asked_for_file_ = false;
    step_ = Step::kFiles;
  } else if (!moved) {
    step_ = Step::kPull;  // nothing more of this round goes up
  }
  return ok_status();
}

Status SyncDevice::take_blob(const sync::SyncBlobReply& reply) {
  if (files_.empty()) return ok_status();
  if (reply.stored) {
    file_done();
    return ok_status();
  }
  asked_for_file_ = true;
  file_offset_ =
      static_cast<uint64_t>(std::max<int64_t>(0, reply.received)) / kBlobPartBytes * kBlobPartBytes;
  return ok_status();
}

}  // namespace tollgate::engine
