#include "tollgate/log/rebuild.h"

#include <map>

#include "replay.h"
#include "tollgate/log/blob_check.h"
#include "tollgate/log/checker.h"
#include "tollgate/store/store.h"

namespace tollgate::log {
namespace {

// Ops are read in batches: tables cannot change their columns while the log is being read.
constexpr size_t kBatchOps = 500;
constexpr size_t kBatchBytes = 2 * limits::kOpBytes;

std::vector<store::StoredOp> next_batch(store::Store& store, int64_t after) {
  std::vector<store::StoredOp> batch;
  size_t bytes = 0;
  store.read_ops(after, [&](const store::StoredOp& op) {
    bytes += op.bytes.size();
    batch.push_back(op);
    return batch.size() < kBatchOps && bytes < kBatchBytes;
  });
  return batch;
}

Failure not_rebuilt(Diagnostics findings, const std::string& path) {
  findings.push_back(make_error(
      "engine.rebuild_refused",
      {"操作日志不可信，没有重建，也没有改动任何数据；tollgate verify 列出全部问题，请从备份恢复",
       "the op log cannot be trusted: nothing was rebuilt and nothing changed; 'tollgate verify' "
       "lists all that is wrong; restore a backup"},
      {.source = path}));
  return Failure{std::move(findings)};
}

std::vector<std::string> differing_tables(const std::map<std::string, std::string>& before,
                                          const std::map<std::string, std::string>& after) {
  std::vector<std::string> names;
  for (const auto& [table, digest] : after) {
    auto old = before.find(table);
    if (old == before.end() || old->second != digest) names.push_back(table);
  }
  for (const auto& [table, digest] : before) {
    if (!after.contains(table)) names.push_back(table);
  }
  return names;
}

// Applies the whole log to tables that are empty.
Status replay(store::Store& store, Deriver& deriver, const std::string& path,
              RebuildReport& report) {
  Checker checker;
  BlobCheck blobs;
  bool columns_differed = false;
  std::vector<ops::Op> group;
  for (int64_t after = Checker::kBeforeAll;;) {
    std::vector<store::StoredOp> batch = next_batch(store, after);
    if (batch.empty()) break;
    for (const store::StoredOp& stored : batch) {
      std::optional<ops::Op> op = checker.next(stored);
      if (!checker.findings().empty()) return not_rebuilt(checker.findings(), path);
      after = stored.number;
      blobs.note(*op);
      if (!columns_match(stored, *op)) {
        store.index_op(*op);
        columns_differed = true;
      }
      group.push_back(std::move(*op));
      if (group.back().number < group.back().group_last) continue;
      Status derived = deriver.derive(group);
      if (!derived) return derived;
      group.clear();
    }
  }
  checker.finish();
  // What stopped the reading is no gap in the log.
  if (auto error = store.take_error()) return *error;
  if (!checker.findings().empty()) return not_rebuilt(checker.findings(), path);
  if (Status ended = deriver.finish(); !ended) return ended;
  if (blobs.restore_facts(store)) report.differences.push_back("blob");
  if (columns_differed) report.differences.push_back("op");
  report.op_count = checker.op_count();
  return ok_status();
}

}  // namespace

Result<RebuildReport> rebuild(store::Store& store, Deriver& deriver, const std::string& path) {
  RebuildReport report;
  // Before the transaction: some errors of a read end one, and what is damaged may be read here.
  const std::map<std::string, std::string> before = store.digests();
  store::Transaction transaction(store);
  if (store.drop_triggers()) report.differences.push_back("trigger");
  store.recreate_derived();
  Status done = replay(store, deriver, path, report);
  if (!done) return std::move(done).error();
  const std::vector<std::string> differing = differing_tables(before, store.digests());
  report.differences.insert(report.differences.end(), differing.begin(), differing.end());
  done = transaction.commit();
  if (!done) return std::move(done).error();
  return report;
}

struct Repair::Work {
  Work(store::Store& of, Replica& replica, std::string of_path)
      : store(of), path(std::move(of_path)), replay(replica) {
    replica.store.derive_as(store);
    replay.repair();
  }

  // How many were read; nothing where the log is not sound.
  Result<int> read_ops();

  store::Store& store;
  const std::string path;
  Checker checker;
  BlobCheck blobs;
  Replay replay;
  std::vector<int64_t> misfiled;  // numbers of ops whose columns do not say what they are
  int64_t after = Checker::kBeforeAll;
};

Result<int> Repair::Work::read_ops() {
  constexpr int kMaxOps = 50;
  int count = 0;
  store.read_ops(after, [&](const store::StoredOp& stored) {
    ++count;
    after = stored.number;
    std::optional<ops::Op> op = checker.next(stored);
    if (!checker.findings().empty()) return false;
    blobs.note(*op);
    if (!columns_match(stored, *op)) misfiled.push_back(stored.number);
    replay.add(stored, std::move(*op));
    return count < kMaxOps && !replay.waits();
  });
  if (auto error = store.take_error()) return *error;
  if (!checker.findings().empty()) return not_rebuilt(checker.findings(), path);
  return count;
}

Repair::Repair(store::Store& store, Replica& replica, std::string path)
    : work_(std::make_unique<Work>(store, replica, std::move(path))) {}
Repair::~Repair() = default;

Result<bool> Repair::step() {
  if (work_->replay.waits()) {
    work_->replay.go_on();
    return false;
  }
  const Result<int> read = work_->read_ops();
  if (!read) return Failure{read.diagnostics()};
  if (*read > 0) return false;
  Diagnostics ignored;  // what is put right is no finding
  const bool is_last = work_->replay.compare_some(work_->store, ignored);
  if (Status failure = work_->replay.failure(); !failure) return std::move(failure).error();
  return is_last || work_->replay.has_unreadable();
}

Progress Repair::progress() const {
  const int64_t ops = work_->store.head().number;
  const Progress compared = work_->replay.compared();
  const int64_t of_ops = compared.of > 0 ? ops * compared.done / compared.of : 0;
  return {work_->checker.op_count() + of_ops, 2 * ops};
}

bool Repair::needs_rebuild() const { return work_->replay.has_unreadable(); }

Result<RebuildReport> Repair::take() {
  work_->checker.finish();
  if (!work_->checker.findings().empty()) {
    return not_rebuilt(work_->checker.findings(), work_->path);
  }
  RebuildReport report;
  store::Transaction transaction(work_->store);
  if (work_->store.drop_triggers()) report.differences.push_back("trigger");
  if (work_->blobs.restore_facts(work_->store)) report.differences.push_back("blob");
  for (const int64_t number : work_->misfiled) {
    std::optional<ops::Op> op;
    work_->store.read_ops(number - 1, [&](const store::StoredOp& stored) {
      if (auto parsed = ops::parse_op(stored.bytes)) op = std::move(*parsed);
      return false;
    });
    if (op) work_->store.index_op(*op);
  }
  if (!work_->misfiled.empty()) report.differences.push_back("op");
  for (const std::string& table : work_->replay.differing()) report.differences.push_back(table);
  report.op_count = work_->checker.op_count();
  if (Status done = transaction.commit(); !done) return std::move(done).error();
  return report;
}

}  // namespace tollgate::log
