#include "import/batch_writer.h"

#include "tollgate/base/limits.h"
#include "tollgate/feel/shared_work.h"

namespace tollgate::engine {
namespace {

// The scores of one record: as for a save.
constexpr uint64_t kMaxLineWork = 800'000'000;

Diagnostic too_much_work_for_lines() {
  return make_error("engine.too_much_work",
                    {"这条记录的评分规则计算量太大，没有导入；请简化评分规则",
                     "the rules that score this record take too much work, so it was not imported; "
                     "simplify them"});
}

}  // namespace

BatchWriter::BatchWriter(Engine& engine, std::string batch, const Caller& caller)
    : engine_(engine),
      batch_(std::move(batch)),
      caller_(caller),
      log_before_(engine.log_),
      transaction_(*engine.store_) {}

Status BatchWriter::add(std::vector<ops::Body> bodies, const KnownRecord* known) {
  log::GroupDraft group =
      engine_.log_.begin(engine_.now(), engine_.app_->model->version, caller_.user);
  group.belongs_to(batch_);
  for (ops::Body& body : bodies) group.add(std::move(body));
  // Sealed before it is derived, to know that it can be.
  Result<std::vector<log::SealedOp>> sealed = group.seal();
  if (!sealed) return std::move(sealed).error();
  store::Savepoint part(*engine_.store_);
  feel::SharedWork work(kMaxLineWork);
  Result<Outcome> outcome = engine_.derive(group, caller_, known);
  if (!outcome) return std::move(outcome).error();
  if (work.exhausted()) return too_much_work_for_lines();
  // A change may have reopened a gate: that op belongs to the group, too.
  if (group.ops().size() > sealed->size()) sealed = group.seal();
  if (!sealed) return std::move(sealed).error();
  part.keep();
  for (const log::SealedOp& op : *sealed) engine_.store_->append(op.op, op.hash, op.bytes);
  engine_.log_.commit(*sealed);
  touched_.insert(touched_.end(), outcome->touched.begin(), outcome->touched.end());
  touched_.insert(touched_.end(), outcome->shown.begin(), outcome->shown.end());
  return ok_status();
}

BatchWriter::~BatchWriter() {
  if (!open_) return;
  engine_.log_ = log_before_;
  engine_.app_->records->forget_all();
}

Status BatchWriter::commit() {
  for (const store::RecordKey& key : touched_) {
    engine_.store_->mark_metric_row(key.entity, key.record);
  }
  engine_.note_for_sync(touched_, engine_.log_.head().number);
  engine_.store_->kept_columns_follow(log_before_.head().number);
  Status durable = transaction_.commit();
  if (!durable) return durable;
  open_ = false;
  if (touched_.size() > limits::kNamedChanges) {
    // What metrics read of thousands of records is made while they are at hand.
    for (const store::RecordKey& key : touched_) {
      engine_.app_->metrics->note(key.entity, key.record);
    }
    engine_.app_->metrics->catch_up();
    engine_.changes_.all = true;
    engine_.changes_.records.clear();
  } else {
    engine_.announce({.touched = std::move(touched_)}, caller_);
  }
  return ok_status();
}

}  // namespace tollgate::engine
