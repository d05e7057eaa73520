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

// Each may be made again by the rules, which takes a part of a millisecond.
constexpr int kOpsOfStep = 50;

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

Diagnostic foreign_trigger(const std::string& name) {
  return make_error(
      "engine.foreign_trigger",
      {"数据库文件里有别的程序留下的 SQL TRIGGER“" + name +
           "”，用来在背后改动数据；本程序从不执行它，tollgate rebuild 会删除它",
       "the database file holds the trigger '" + name +
           "', which another program left there to change data behind one's back; it is never "
           "run here, and 'tollgate rebuild' removes it"},
      {.source = name});
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

struct Verification::Work {
  Work(store::Store& of, const VerifyOptions& options)
      : store(of),
        known_head(options.known_head),
        own(of.companions().read(kCheckpointsEnding, kMaxCheckpointBytes).value_or("")),
        known(options.known_checkpoints) {
    head_found = !known_head || *known_head == checker.head_hash();
    if (!options.replica) return;
    options.replica->store.derive_as(store);
    replay.emplace(*options.replica);
  }

  // True: these were not the last.
  bool read_ops();
  bool step();

  store::Store& store;
  const std::optional<Sha256Digest> known_head;
  Checker checker;
  BlobCheck blobs;
  ClockHistory clock;
  CheckpointCheck own;
  CheckpointCheck known;
  std::optional<Replay> replay;
  Diagnostics beside;
  bool head_found = false;
  int64_t after = Checker::kBeforeAll;
  bool blobs_compared = false;
  Diagnostics derived;
};

bool Verification::Work::read_ops() {
  int count = 0;
  store.read_ops(after, [&](const store::StoredOp& stored) {
    ++count;
    after = stored.number;
    std::optional<ops::Op> op = checker.next(stored);
    head_found = head_found || checker.head_hash() == *known_head;
    own.note(stored.number, stored.hash);
    known.note(stored.number, stored.hash);
    if (!op) return count < kOpsOfStep;
    blobs.note(*op);
    clock.note(*op);
    if (!columns_match(stored, *op) && beside.size() < Checker::kMaxFindings) {
      beside.push_back(wrong_columns(stored.number));
    }
    // Nothing can be made from a log that is broken.
    if (replay && checker.findings().empty()) replay->add(stored, std::move(*op));
    return count < kOpsOfStep && !(replay && replay->waits());
  });
  return count == kOpsOfStep || (replay && replay->waits());
}

bool Verification::Work::step() {
  if (replay && replay->waits()) {
    replay->go_on();
    return false;
  }
  // What was written since the last step comes first: tables are compared as of one op.
  if (read_ops()) return false;
  if (!blobs_compared) {
    blobs_compared = blobs.compare_some(store);
    return false;
  }
  return !replay || !checker.findings().empty() || replay->compare_some(store, derived);
}

Verification::Verification(store::Store& store, const VerifyOptions& options)
    : work_(std::make_unique<Work>(store, options)) {}
Verification::~Verification() = default;

bool Verification::step() { return work_->step(); }

// An op that is read is a step, and one whose rows are compared another.
Progress Verification::progress() const {
  const int64_t ops = work_->store.head().number;
  Progress progress{work_->checker.op_count(), ops};
  if (!work_->replay) return progress;
  const Progress compared = work_->replay->compared();
  progress.of += ops;
  if (compared.of > 0) progress.done += ops * compared.done / compared.of;
  return progress;
}

LogCheck Verification::take() {
  Work& work = *work_;
  work.checker.finish();
  work.own.finish(work.checker.op_count());
  work.known.finish(work.checker.op_count());
  if (!work.head_found) work.beside.push_back(head_missing(*work.known_head));
  for (const std::string& name : work.store.triggers()) {
    if (work.beside.size() == Checker::kMaxFindings) break;
    work.beside.push_back(foreign_trigger(name));
  }
  LogCheck check;
  check.op_count = work.checker.op_count();
  check.head_hash = hex(work.checker.head_hash());
  check.findings = work.checker.findings();
  check.checkpoint_count = work.own.count() + work.known.count();
  check.derived_compared = work.replay && work.checker.findings().empty();
  for (const Diagnostics& more :
       {work.own.findings(), work.known.findings(), work.beside, work.blobs.findings(work.store),
        check.derived_compared ? work.derived : Diagnostics(), work.clock.findings()}) {
    check.findings.insert(check.findings.end(), more.begin(), more.end());
  }
  return check;
}

LogCheck verify(store::Store& store, const VerifyOptions& options) {
  Verification verification(store, options);
  while (!verification.step()) {
  }
  return verification.take();
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
