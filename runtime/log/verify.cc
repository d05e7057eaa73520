#include "tollgate/log/verify.h"

#include "checkpoint_lines.h"
#include "clock_history.h"
#include "replay.h"
#include "tollgate/log/blob_check.h"
#include "tollgate/log/checker.h"
#include "tollgate/log/checkpoint_check.h"
#include "tollgate/store/store.h"

namespace tollgate::log {
namespace {

Diagnostic wrong_columns(int64_t number) {
  const std::string n = std::to_string(number);
  return make_error(
      "engine.log_columns",
      {"操作日志第 " + n + " 条：类型、数据对象或记录列与内容不同；tollgate rebuild 会改回",
       "operation " + n +
           " of the log: its columns kind, entity or record differ from its bytes; 'tollgate "
           "rebuild' puts them right"},
      {.source = n});
}

Diagnostic head_missing(const Sha256Digest& hash) {
  const std::string name = hex(hash);
  return make_error(
      "engine.log_head_missing",
      {"日志里没有哈希为 " + name + " 的操作：它和它之后的操作被删除或改写，或者这是另一个数据库",
       "no operation of the log has the hash " + name +
           ": it and what followed were cut off or written anew, or this is another database"},
      {.source = name});
}

// The group that the last op belongs to says where it begins.
int64_t first_of_last_group(store::Store& store, int64_t head) {
  int64_t first = head;
  store.read_ops(head - 1, [&](const store::StoredOp& last) {
    Result<ops::Op> op = ops::parse_op(last.bytes);
    if (op && op->group_first >= 1 && op->group_first < head) first = op->group_first;
    return false;
  });
  return first;
}

Checker checker_behind(store::Store& store, int64_t number) {
  Checker checker(number, {});
  if (number < 1) return checker;
  store.read_ops(number - 1, [&](const store::StoredOp& before) {
    if (before.number == number) checker = Checker(number, before.hash);
    return false;
  });
  return checker;
}

}  // namespace

LogCheck verify(store::Store& store, const VerifyOptions& options) {
  const std::optional<Sha256Digest>& known_head = options.known_head;
  Checker checker;
  BlobCheck blobs;
  ClockHistory clock;
  Diagnostics beside;
  std::optional<Replay> replay;
  if (options.replica) {
    options.replica->store.derive_as(store);
    replay.emplace(*options.replica);
  }
  CheckpointCheck own(store.beside().read(kCheckpointsEnding, kMaxCheckpointBytes).value_or(""));
  CheckpointCheck known(options.known_checkpoints);
  bool found = !known_head || *known_head == checker.head_hash();
  store.read_ops(Checker::kBeforeAll, [&](const store::StoredOp& stored) {
    std::optional<ops::Op> op = checker.next(stored);
    found = found || checker.head_hash() == *known_head;
    own.note(stored.number, stored.hash);
    known.note(stored.number, stored.hash);
    if (!op) return true;
    blobs.note(*op);
    clock.note(*op);
    if (!columns_match(stored, *op) && beside.size() < Checker::kMaxFindings) {
      beside.push_back(wrong_columns(stored.number));
    }
    // Nothing can be made from a log that is broken.
    if (replay && checker.findings().empty()) replay->add(stored, std::move(*op));
    return true;
  });
  checker.finish();
  own.finish(checker.op_count());
  known.finish(checker.op_count());
  if (!found) beside.push_back(head_missing(*known_head));
  LogCheck check;
  check.op_count = checker.op_count();
  check.head_hash = hex(checker.head_hash());
  check.findings = checker.findings();
  check.checkpoint_count = own.count() + known.count();
  Diagnostics derived;
  if (replay && checker.findings().empty()) {
    derived = replay->compare(store);
    check.derived_compared = true;
  }
  for (const Diagnostics& more : {own.findings(), known.findings(), beside, blobs.compare(store),
                                  derived, clock.findings()}) {
    check.findings.insert(check.findings.end(), more.begin(), more.end());
  }
  return check;
}

Status check_end(store::Store& store, int64_t head, const std::string& path) {
  if (head == 0) return ok_status();
  const int64_t first = first_of_last_group(store, head);
  Checker checker = checker_behind(store, first - 1);
  store.read_ops(first - 1, [&](const store::StoredOp& stored) {
    checker.next(stored);
    return checker.findings().empty();
  });
  if (auto error = store.take_error()) return *error;
  if (checker.findings().empty()) checker.finish();
  if (checker.findings().empty()) return ok_status();
  Diagnostics findings = checker.findings();
  findings.push_back(make_error(
      "engine.log_end_broken",
      {"操作日志的结尾已损坏，没有打开数据库；tollgate verify 列出全部问题，请从备份恢复",
       "the end of the op log is broken and the database was not opened: 'tollgate verify' lists "
       "all that is wrong; restore a backup"},
      {.source = path}));
  return Failure{std::move(findings)};
}

}  // namespace tollgate::log
