// Takes an import back: each record becomes what it was before the batch's first op about it.
#include <limits>
#include <nlohmann/json.hpp>

#include "import/batch_writer.h"
#include "import/may_import.h"
#include "tollgate/base/limits.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/step_time.h"
#include "tollgate/live/records.h"
#include "tollgate/query/unknown.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kMaxRecords = 1'000;  // of a step
constexpr int64_t kMaxOps = 20'000;     // that a step reads

Diagnostic unknown_batch(const std::string& batch) {
  return make_error("import.unknown_batch",
                    {"没有“" + batch.substr(0, limits::kRecordIdBytes) + "”这批导入",
                     "there is no import '" + batch.substr(0, limits::kRecordIdBytes) + "'"},
                    {.pointer = "/params/batch"});
}

Diagnostic changed_since() {
  return make_warning(
      "import.changed_since",
      {"导入之后又有人改过，保持不变", "it was changed after the import, and stays as it is"});
}

Diagnostic referred_to(const std::string& entity, const std::string& record) {
  return make_warning("import.referred_to",
                      {"记录“" + record + "”（" + entity + "）引用了它，保持不变",
                       "the " + entity + " '" + record + "' refers to it, so it stays"});
}

class Undo {
 public:
  Undo(Engine& engine, const ImportToUndo& which) : engine_(engine), batch_(which.batch) {}

  // Why the record stays as it is, or what restores it.
  std::optional<Diagnostic> look_at(const store::ImportedRecord& record) {
    body_ = {.entity = record.entity, .record = record.record, .values = Json::object()};
    const auto newest = engine_.store().newest_op_of(record.entity, record.record);
    ops_read_ += 1;
    if (!newest || !is_of_batch(*newest)) return changed_since();
    const std::optional<ops::RecordState> before = state_before(record);
    if (before && before->status != ops::RecordStatus::kDiscarded) {
      body_.status = before->status;
      body_.values = live::wire_values(*before);
      body_.draft = before->draft;
      body_.created_ms = before->created_ms;
      body_.updated_ms = before->updated_ms;
      body_.standing = ops::to_json(before->standing);
      return std::nullopt;
    }
    const auto state = engine_.store().find_record(record.entity, record.record);
    if (state) {
      body_.standing = ops::to_json(ops::Standing{});
      body_.created_ms = state->state.created_ms;
      body_.updated_ms = state->state.updated_ms;
    }
    return referrer_of(record);
  }
  ops::RecordRestore body() const { return body_; }
  int64_t ops_read() const { return ops_read_; }

 private:
  bool is_of_batch(const store::StoredOp& stored) const {
    const Result<ops::Op> op = ops::parse_op(stored.bytes);
    return op && op->batch == batch_ && !std::holds_alternative<ops::RecordRestore>(op->body);
  }

  std::optional<ops::RecordState> state_before(const store::ImportedRecord& record) {
    std::optional<ops::RecordState> state;
    engine_.store().read_ops_of(record.entity, record.record, record.op_number,
                                [&](const store::StoredOp& stored) {
                                  ++ops_read_;
                                  if (Result<ops::Op> op = ops::parse_op(stored.bytes)) {
                                    state = ops::apply_op(std::move(state), *op);
                                  }
                                  return true;
                                });
    return state;
  }

  std::optional<Diagnostic> referrer_of(const store::ImportedRecord& record) const {
    for (const model::Entity& entity : engine_.app()->model->entities) {
      for (const model::Field& field : entity.fields) {
        if (!model::is_reference(field.type) || field.entity != record.entity) continue;
        for (const std::string& id :
             engine_.store().referrers(entity.id, field.id, record.record)) {
          const bool is_itself = entity.id == record.entity && id == record.record;
          if (!is_itself) return referred_to(entity.id, id);
        }
      }
    }
    return std::nullopt;
  }

  Engine& engine_;
  const std::string& batch_;
  ops::RecordRestore body_;
  int64_t ops_read_ = 0;
};

}  // namespace

Result<UndoReport> Engine::undo_import(const ImportToUndo& which, const Caller& caller) {
  Status allowed = may_import(caller);
  if (!allowed) return std::move(allowed).error();
  const std::optional<store::ImportBatch> batch = store_->import_batch(which.batch);
  if (auto error = store_->take_error()) return *error;
  if (!batch) return unknown_batch(which.batch);

  UndoReport report;
  BatchWriter writer(*this, which.batch, caller);
  if (!batch->undone_ms) {
    Status marked = writer.add({ops::ImportUndo{}});
    if (!marked) return std::move(marked).error();
  }
  Undo undo(*this, which);
  const StepTime time(which.most_ms);
  size_t looked_at = 0;
  const int64_t before = which.before.value_or(std::numeric_limits<int64_t>::max());
  // What came last goes first: what refers to a record goes before it.
  for (const store::ImportedRecord& record :
       store_->records_of_batch(which.batch, before, kMaxRecords)) {
    std::optional<Diagnostic> kept = undo.look_at(record);
    if (!kept) {
      Status restored = writer.add({undo.body()});
      if (!restored) kept = restored.diagnostics().front();
    }
    if (kept) {
      report.kept.push_back({record.entity, record.record, *std::move(kept)});
    } else {
      ++report.restored;
    }
    report.next = record.op_number;
    if (undo.ops_read() > kMaxOps || time.is_over(++looked_at)) break;
  }
  if (report.next && store_->records_of_batch(which.batch, *report.next, 1).empty()) {
    report.next.reset();
  }
  Status durable = writer.commit();
  if (!durable) return std::move(durable).error();
  return report;
}

}  // namespace tollgate::engine
