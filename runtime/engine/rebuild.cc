#include "tollgate/engine/engine.h"

namespace tollgate::engine {
namespace {

// Ops are read in batches: tables cannot change their columns while the log is being read.
constexpr size_t kBatch = 500;

std::vector<store::StoredOp> next_batch(store::Store& store, int64_t after) {
  std::vector<store::StoredOp> batch;
  store.read_ops(after, [&](const store::StoredOp& op) {
    batch.push_back(op);
    return batch.size() < kBatch;
  });
  return batch;
}

}  // namespace

Result<RebuildReport> Engine::rebuild() {
  std::shared_ptr<AppRules> app_before = app_;
  RebuildReport report;
  store::Transaction transaction(*store_);
  std::map<std::string, std::string> before = store_->digests();
  store_->clear_derived();
  app_.reset();
  Status done = replay(report.op_count);
  if (done) {
    std::map<std::string, std::string> after = store_->digests();
    for (const auto& [table, digest] : after) {
      auto old = before.find(table);
      if (old == before.end() || old->second != digest) report.differences.push_back(table);
    }
    for (const auto& [table, digest] : before) {
      if (!after.contains(table)) report.differences.push_back(table);
    }
    done = transaction.commit();
  }
  if (!done) {
    app_ = std::move(app_before);
    return std::move(done).error();
  }
  changes_.all = true;
  return report;
}

Status Engine::replay(int64_t& op_count) {
  std::vector<ops::Op> group;
  for (int64_t after = 0;;) {
    std::vector<store::StoredOp> batch = next_batch(*store_, after);
    if (batch.empty()) break;
    for (const store::StoredOp& stored : batch) {
      Result<ops::Op> op = ops::parse_op(stored.bytes);
      if (!op) return std::move(op).error();
      ++op_count;
      after = stored.number;
      group.push_back(std::move(*op));
      if (group.back().number < group.back().group_last) continue;
      Status derived = derive_again(group);
      if (!derived) return derived;
      group.clear();
    }
  }
  return ok_status();
}

}  // namespace tollgate::engine
