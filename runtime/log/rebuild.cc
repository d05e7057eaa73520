#include "tollgate/log/rebuild.h"

#include <map>

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
  store.recreate_derived();
  Status done = replay(store, deriver, path, report);
  if (!done) return std::move(done).error();
  const std::vector<std::string> differing = differing_tables(before, store.digests());
  report.differences.insert(report.differences.end(), differing.begin(), differing.end());
  done = transaction.commit();
  if (!done) return std::move(done).error();
  return report;
}

}  // namespace tollgate::log
