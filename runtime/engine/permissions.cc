// Holds each record of a group that is being made against the permissions of whoever makes it.
#include <map>
#include <variant>

#include "derivation.h"

namespace tollgate::engine {
namespace {

// What each kind of op does to its record. A new kind does not compile until it is here.
struct Does {
  bool& changes;
  bool& moves;
  bool& discards;
  bool& imports;
  bool& restores;

  // An effect's own value is the app's.
  void operator()(const ops::RecordSet& set) const { changes = changes || set.cause.empty(); }
  void operator()(const ops::RecordDraft&) const { changes = true; }
  void operator()(const ops::RecordStatusSet&) const { changes = true; }
  void operator()(const ops::RecordDiscard&) const { discards = true; }
  void operator()(const ops::WorkflowAdvance&) const { moves = true; }
  void operator()(const ops::RecordImport&) const { imports = true; }
  void operator()(const ops::RecordRestore&) const { restores = true; }
  // Verdicts, and what is about no record.
  void operator()(const ops::WorkflowReopen&) const {}
  void operator()(const ops::ClaimRefuse&) const {}
  void operator()(const ops::FieldConflict&) const {}
  void operator()(const ops::GroupSetAside&) const {}
  void operator()(const ops::AutomationDue&) const {}
  void operator()(const ops::RecordComment&) const {}
  void operator()(const ops::DeviceJoin&) const {}
  void operator()(const ops::AppPut&) const {}
  void operator()(const ops::BlobAdd&) const {}
  void operator()(const ops::EffectDelivered&) const {}
  void operator()(const ops::ImportBegin&) const {}
  void operator()(const ops::ImportUndo&) const {}
};

}  // namespace

Status Derivation::guard_permissions(const WriteGuard& guard, const std::vector<ops::Op>& ops) {
  if (guard.is_open()) return ok_status();
  std::map<store::RecordKey, Writing> written;
  for (const ops::Op& op : ops) {
    if (record_of(op.body).empty() || is_note(op.body)) continue;
    const store::RecordKey key{std::string(entity_of(op.body)), std::string(record_of(op.body))};
    const Touched& touched = touched_.at(key);
    const bool is_known = known_ != nullptr && known_->key == key && known_->typed;
    const auto [slot, fresh] =
        written.try_emplace(key, Writing{.before = touched.before,
                                         .after = touched.state,
                                         .typed = is_known ? &*known_->typed : nullptr});
    Writing& writing = slot->second;
    std::visit(
        Does{writing.changes, writing.moves, writing.discards, writing.imports, writing.restores},
        op.body);
    // A line of an import that changes what is there.
    const bool restores = std::holds_alternative<ops::RecordRestore>(op.body);
    writing.imports = writing.imports || (!op.batch.empty() && !restores);
  }
  for (const auto& [key, writing] : written) {
    const bool asks =
        writing.changes || writing.moves || writing.discards || writing.imports || writing.restores;
    // A move of a record that there is not is refused by whoever looks for the record.
    if (!asks || writing.after.id.empty()) continue;
    if (Status may = guard.check(writing); !may) return may;
  }
  return ok_status();
}

}  // namespace tollgate::engine
