#include "tollgate/log/checkpoints.h"

#include "checkpoint_lines.h"
#include "op_lookup.h"
#include "tollgate/base/random.h"
#include "tollgate/store/store.h"

namespace tollgate::log {
namespace {

constexpr int64_t kTailBytes = 16 * 1024;
constexpr size_t kSeedDigits = 64;

Result<SigningKey> signing_key_in(const store::CompanionFiles& companions) {
  if (std::optional<std::string> text = companions.read(kKeyEnding, 256)) {
    const std::optional<Seed> seed = from_hex<32>(text->substr(0, kSeedDigits));
    if (seed) return SigningKey::from_seed(*seed);
    const std::string file = companions.name(kKeyEnding);
    return make_error("engine.key_unreadable",
                      {"签名密钥文件“" + file + "”无法读取；请从备份恢复它，或将它移走以换用新密钥",
                       "the file '" + file +
                           "' holds no key to sign checkpoints with: restore it from a backup, or "
                           "move it away to go on with a new key"},
                      {.source = file, .pointer = {}, .span = {}});
  }
  Seed seed = {};
  SystemRandom().fill(seed.data(), seed.size());
  Status written = companions.write(kKeyEnding, to_hex(seed) + "\n");
  if (!written) return std::move(written).error();
  return SigningKey::from_seed(seed);
}

std::optional<Sha256Digest> hash_at(store::Store& store, int64_t number) {
  std::optional<Sha256Digest> hash;
  store.read_ops(number - 1, [&](const store::StoredOp& op) {
    if (op.number == number) hash = op.hash;
    return false;
  });
  return hash;
}

}  // namespace

Result<Checkpoints> Checkpoints::open(store::Store& store, std::string device) {
  Checkpoints points;
  points.companions_ = store.companions();
  points.device_ = std::move(device);
  if (!points.companions_.is_kept()) return points;
  Result<SigningKey> key = signing_key_in(points.companions_);
  if (!key) return std::move(key).error();
  points.key_ = *key;
  const std::string tail = points.companions_.read(kCheckpointsEnding, kTailBytes).value_or("");
  points.torn_ = !tail.empty() && tail.back() != '\n';
  for_each_line(tail, [&](std::string_view line) {
    std::optional<Checkpoint> point = parse_checkpoint(line);
    if (!point) return;
    points.last_ = std::move(point);
    points.last_hash_ = sha256(line);
  });
  return points;
}

Status Checkpoints::check(store::Store& store, const ops::LogHead& head,
                          const std::string& path) const {
  if (!last_ || last_->op_count == 0) return ok_status();
  const std::string n = std::to_string(last_->op_count);
  const std::string at = time_text(last_->at_ms);
  if (head.number < last_->op_count) {
    const std::string rest = std::to_string(head.number);
    return make_error(
        "engine.log_cut",
        {"操作日志“" + path + "”只到第 " + rest + " 条，而 " + at + " 的检查点记有 " + n +
             " 条：结尾被删除，或换成了较早的备份。请恢复最新的备份；若确实要从这里继续，请加 "
             "--accept-log",
         "the op log of '" + path + "' ends with operation " + rest + ", and its checkpoint of " +
             at + " counts " + n +
             ": its end was cut off, or an older backup was put in its place. Restore the newest "
             "backup; to go on from here nevertheless, add --accept-log"},
        {.source = path, .pointer = {}, .span = {}});
  }
  const std::optional<Sha256Digest> hash = hash_at(store, last_->op_count);
  if (auto error = store.take_error()) return *error;
  if (hash == last_->head) return ok_status();
  return make_error(
      "engine.log_rewritten",
      {"操作日志“" + path + "”的第 " + n + " 条与 " + at +
           " 的检查点不同：日志被改写，或换成了另一个数据库。请从备份恢复；若确实要继续使用，请加 "
           "--accept-log",
       "operation " + n + " of the op log of '" + path +
           "' is not the one that its checkpoint of " + at +
           " names: the log was written anew, or another database was put in its place. Restore a "
           "backup; to go on with it nevertheless, add --accept-log"},
      {.source = path, .pointer = {}, .span = {}});
}

bool Checkpoints::has_news(const ops::LogHead& head) const {
  return key_ && head.number > (last_ ? last_->op_count : 0);
}

bool Checkpoints::due(const ops::LogHead& head, int64_t at_ms) const {
  if (!has_news(head)) return false;
  // A clock that was set back puts nothing off.
  return !last_ || at_ms - last_->at_ms >= kCheckpointEveryMs || at_ms < last_->at_ms;
}

Status Checkpoints::keep(const ops::LogHead& head, int64_t at_ms, bool accepted) {
  if (!key_) return ok_status();
  Checkpoint next;
  next.number = (last_ ? last_->number : 0) + 1;
  next.op_count = head.number;
  next.head = head.hash;
  next.at_ms = at_ms;
  next.device = device_;
  next.previous = last_hash_;
  next.accepted = accepted;
  const std::string line = signed_line(next, *key_);
  Status written = companions_.append(kCheckpointsEnding, (torn_ ? "\n" : "") + line + "\n");
  // A file that a line was half written to is torn.
  torn_ = torn_ || !written;
  if (!written) return written;
  torn_ = false;
  last_ = std::move(next);
  last_hash_ = sha256(line);
  return ok_status();
}

std::vector<Checkpoint> read_checkpoints(const store::CompanionFiles& companions, size_t limit) {
  std::vector<Checkpoint> all;
  const std::string text = companions.read(kCheckpointsEnding, kMaxCheckpointBytes).value_or("");
  for_each_line(text, [&](std::string_view line) {
    if (std::optional<Checkpoint> point = parse_checkpoint(line)) all.push_back(std::move(*point));
  });
  if (all.size() > limit) all.erase(all.begin(), all.end() - std::ptrdiff_t(limit));
  return all;
}

}  // namespace tollgate::log
