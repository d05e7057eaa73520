#include "tollgate/log/checkpoint_check.h"

#include "checkpoint_lines.h"
#include "op_lookup.h"

namespace tollgate::log {
namespace {

// "after the checkpoint of T at operation N, which still holds": the earliest time of a change.
LocalizedText since_checkpoint(const Checkpoint* sound) {
  if (!sound) {
    return {"；之前没有检查点，最早何时无从得知", "; no checkpoint before it says since when"};
  }
  const std::string n = std::to_string(sound->op_count);
  const std::string at = time_text(sound->at_ms);
  return {"；" + at + " 的检查点（第 " + n + " 条）仍然成立，改动发生在其后",
          "; the checkpoint of " + at + " at operation " + n + " still holds: it happened later"};
}

Diagnostic broken_line(int64_t line, const char* zh, const char* en) {
  const std::string n = std::to_string(line);
  return make_error("engine.checkpoint_broken",
                    {"检查点文件第 " + n + " 行" + zh, "line " + n + " of the checkpoints " + en},
                    {.source = n, .pointer = {}, .span = {}});
}

}  // namespace

CheckpointCheck::CheckpointCheck(std::string_view text) {
  for_each_line(text, [&](std::string_view line) { read_line(line); });
}

void CheckpointCheck::report(Diagnostic finding) {
  if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
}

void CheckpointCheck::read_line(std::string_view line) {
  ++lines_;
  std::optional<Checkpoint> point = parse_checkpoint(line);
  const bool follows =
      point &&
      (lines_ == 1 || (point->number == last_number_ + 1 && point->previous == last_hash_));
  last_hash_ = sha256(line);
  if (!point) {
    report(broken_line(lines_, "不是检查点，被改动过", "is no checkpoint: it was changed"));
    return;
  }
  last_number_ = point->number;
  if (!point->is_genuine()) {
    report(broken_line(lines_, "的签名不对，被改动过", "is not signed as it says: it was changed"));
    return;
  }
  if (!follows) {
    report(broken_line(lines_, "与前一行不衔接，有行被删除或改写",
                       "does not follow the one before: lines were taken out or written anew"));
  }
  if (!points_.empty() && points_.back().key != point->key) {
    report(make_warning("engine.checkpoint_key",
                        {"从第 " + std::to_string(lines_) + " 个检查点起换用了另一个签名密钥",
                         "from checkpoint " + std::to_string(lines_) +
                             " on another key signs: the one before was lost or taken away"},
                        {.source = std::to_string(lines_), .pointer = {}, .span = {}}));
  }
  if (point->accepted) {
    const std::string at = time_text(point->at_ms);
    const std::string n = std::to_string(point->op_count);
    report(
        make_warning("engine.log_accepted",
                     {at + " 有人用 --accept-log 从第 " + n + " 条操作继续，不再与之前的检查点核对",
                      "at " + at + " somebody let the log go on from operation " + n +
                          " with --accept-log: earlier checkpoints are not compared any more"},
                     {.source = n, .pointer = {}, .span = {}}));
    points_.clear();
  }
  if (point->op_count > 0) points_.push_back(std::move(*point));
}

void CheckpointCheck::note(int64_t number, const Sha256Digest& hash) {
  while (next_ < points_.size() && points_[next_].op_count <= number) {
    const Checkpoint& point = points_[next_];
    if (point.op_count == number && point.head == hash) {
      sound_at_ = int64_t(next_++);
      continue;
    }
    ++next_;
    const std::string n = std::to_string(point.op_count);
    const std::string at = time_text(point.at_ms);
    const LocalizedText when =
        since_checkpoint(sound_at_ < 0 ? nullptr : &points_[size_t(sound_at_)]);
    report(
        make_error("engine.log_rewritten",
                   {"第 " + n + " 条操作不是 " + at + " 的检查点所签的那一条：日志被改写" +
                        when.zh + "；请从备份恢复",
                    "operation " + n + " is not the one that the checkpoint of " + at +
                        " signed for: the log was written anew" + when.en + "; restore a backup"},
                   {.source = n, .pointer = {}, .span = {}}));
  }
}

void CheckpointCheck::finish(int64_t op_count) {
  if (next_ >= points_.size()) return;
  const Checkpoint& point = points_.back();
  const std::string n = std::to_string(point.op_count);
  const std::string at = time_text(point.at_ms);
  const std::string rest = std::to_string(op_count);
  const LocalizedText when =
      since_checkpoint(sound_at_ < 0 ? nullptr : &points_[size_t(sound_at_)]);
  report(make_error(
      "engine.log_cut",
      {"日志只到第 " + rest + " 条，而 " + at + " 的检查点记有 " + n +
           " 条：结尾被删除，或换成了较早的备份" + when.zh + "；请恢复最新的备份",
       "the log ends with operation " + rest + ", and the checkpoint of " + at + " counts " + n +
           ": its end was cut off, or an older backup was put in its place" + when.en +
           "; restore the newest backup"},
      {.source = rest, .pointer = {}, .span = {}}));
}

}  // namespace tollgate::log
