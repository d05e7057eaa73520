#include "history_steps.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace tollgate::query {
namespace {

// Saves of one draft, by one person on one device, with no longer pause between two of them.
constexpr int64_t kPause_ms = 30 * 60 * 1000;
// What one page looks at, and how far back it looks for values.
constexpr int64_t kMaxPageBytes = int64_t{16} << 20;
constexpr size_t kMaxPageOps = 1000;
constexpr int64_t kMaxLookBytes = int64_t{32} << 20;
constexpr int64_t kMaxLookOps = 50'000;

struct ReadBody {
  HistoryGroup& group;
  bool refused;

  void action(HistoryAction action) const { group.action = std::max(group.action, action); }

  void judged_by(int64_t version) const { group.judged_by = std::max(group.judged_by, version); }

  // Several ops come newest first: what was written stays in the order of the ops.
  void writes(std::vector<HistoryWrite> written) const {
    group.writes.insert(group.writes.begin(), std::make_move_iterator(written.begin()),
                        std::make_move_iterator(written.end()));
  }

  void values(const Json& values) const {
    std::vector<HistoryWrite> written;
    for (const auto& [field, value] : values.items()) written.push_back({field, value, {}});
    writes(std::move(written));
  }

  void operator()(const ops::RecordSet& body) const {
    const bool by_person = body.cause.empty();
    const bool imported = by_person && !group.batch.empty();
    action(imported    ? HistoryAction::kImported
           : by_person ? HistoryAction::kDraft
                       : HistoryAction::kAutomation);
    std::vector<HistoryWrite> written;
    for (const ops::FieldWrite& write : body.writes) {
      written.push_back({write.field, write.value, body.cause, by_person && write.base.empty()});
    }
    writes(std::move(written));
  }
  void operator()(const ops::RecordDraft& body) const {
    action(body.draft.is_null() ? HistoryAction::kDraftDiscarded : HistoryAction::kDraft);
  }
  void operator()(const ops::RecordStatusSet& body) const {
    action(body.status == ops::RecordStatus::kComplete ? HistoryAction::kSubmitted
                                                       : HistoryAction::kDraft);
    judged_by(body.judged_by);
  }
  void operator()(const ops::RecordDiscard&) const { action(HistoryAction::kDiscarded); }
  void operator()(const ops::RecordImport& body) const {
    action(HistoryAction::kImported);
    values(body.values);
  }
  void operator()(const ops::RecordRestore& body) const {
    action(HistoryAction::kRestored);
    group.restores = true;
    values(body.values);
  }
  void operator()(const ops::WorkflowAdvance& body) const {
    action(refused ? HistoryAction::kMoveRefused : HistoryAction::kMoved);
    group.workflow = body.workflow;
    group.role = body.role;
    judged_by(body.judged_by);
    if (refused) return;
    HistoryWrite write{body.field, body.to, {}};
    writes({std::move(write)});
  }
  void operator()(const ops::WorkflowReopen& body) const {
    action(HistoryAction::kReopened);
    group.workflow = body.workflow;
    HistoryWrite write{body.field, body.to, {}};
    writes({std::move(write)});
  }
  void operator()(const ops::ClaimRefuse& body) const {
    action(body.workflow.empty() ? HistoryAction::kNotCompleted : HistoryAction::kMoveRefused);
    group.workflow = body.workflow;
    judged_by(body.judged_by);
  }
  // Whoever's value stands wrote it by another op of the group.
  void operator()(const ops::FieldConflict& body) const {
    action(HistoryAction::kConflict);
    if (body.stands_by == group.user) return;
    HistoryWrite write{body.field, body.yields, {}};
    writes({std::move(write)});
  }
  void operator()(const ops::GroupSetAside&) const { action(HistoryAction::kSetAside); }
  // What is about no record.
  template <typename Other>
  void operator()(const Other&) const {}
};

bool was_refused(const std::vector<store::DecisionRow>& decisions, int64_t number) {
  return std::any_of(decisions.begin(), decisions.end(), [&](const store::DecisionRow& decision) {
    return decision.op_number == number && !decision.allowed;
  });
}

HistoryGroup group_of(const ops::Op& op) {
  HistoryGroup group;
  group.first_number = op.group_first;
  group.at_ms = group.since_ms = op.at_ms();
  group.clock_moved_ms = op.clock_moved_ms.value_or(0);
  group.user = op.user;
  group.batch = op.batch;
  group.device = op.origin ? op.origin->device : op.device;
  return group;
}

void add_ops(HistoryGroup& group, const std::vector<HistoryOp>& older) {
  for (const HistoryOp& op : older) {
    if (group.ops.size() < HistoryGroup::kMaxOps) group.ops.push_back(op);
  }
}

bool goes_on(const HistoryGroup& newer, const HistoryGroup& older) {
  return newer.action == HistoryAction::kDraft && older.action == HistoryAction::kDraft &&
         newer.user == older.user && newer.device == older.device &&
         newer.since_ms - older.at_ms <= kPause_ms;
}

void fold(HistoryGroup& newer, HistoryGroup older) {
  newer.first_number = older.first_number;
  newer.since_ms = older.since_ms;
  newer.clock_moved_ms += older.clock_moved_ms;
  newer.saves += older.saves;
  newer.op_count += older.op_count;
  add_ops(newer, older.ops);
  older.writes.insert(older.writes.end(), std::make_move_iterator(newer.writes.begin()),
                      std::make_move_iterator(newer.writes.end()));
  newer.writes = std::move(older.writes);
}

class Pager {
 public:
  explicit Pager(size_t limit) : limit_(limit) {}

  // False when the page is full; the group that was just finished does not belong to it then.
  bool finish_group() {
    if (!open_) return true;
    HistoryGroup group = *std::exchange(open_, std::nullopt);
    if (!groups_.empty() && goes_on(groups_.back(), group)) {
      fold(groups_.back(), std::move(group));
      return true;
    }
    if (groups_.size() == limit_) return false;
    groups_.push_back(std::move(group));
    return true;
  }
  // False when the page ends before this op.
  bool take(const store::StoredOp& stored, int64_t size, const ops::Op& op, bool refused) {
    if (!open_ || open_->first_number != op.group_first) {
      if (!finish_group()) return false;
      if (!groups_.empty() && (bytes_ > kMaxPageBytes || ops_ > kMaxPageOps)) return false;
      open_ = group_of(op);
    }
    bytes_ += size;
    ++ops_;
    ++open_->op_count;
    add_ops(*open_, {{stored.number, stored.kind, stored.hash}});
    std::visit(ReadBody{*open_, refused}, op.body);
    return true;
  }
  std::vector<HistoryGroup> take_groups() { return std::move(groups_); }

 private:
  size_t limit_;
  int64_t bytes_ = 0;
  size_t ops_ = 0;
  std::optional<HistoryGroup> open_;
  std::vector<HistoryGroup> groups_;
};

}  // namespace

HistoryPage read_groups(store::Store& store, const ops::RecordKey& key, int64_t before,
                        size_t limit) {
  HistoryPage page;
  Pager pager(limit);
  bool stopped = false;
  const std::vector<store::DecisionRow> decisions = store.decisions(key.entity, key.record);
  store.read_ops_back(
      key.entity, key.record, before, [&](const store::StoredOp& stored, int64_t size) {
        // That a time came changed nothing: what an automation wrote then is an op of its own.
        // Comments stand by themselves (list_comments.cc).
        if (stored.kind == "automation.due" || stored.kind == "record.comment") return true;
        const Result<ops::Op> op = ops::parse_op(stored.bytes);
        if (!op) return true;  // the check of the log tells of it
        stopped = !pager.take(stored, size, *op, was_refused(decisions, stored.number));
        return !stopped;
      });
  page.to_the_start = !stopped && pager.finish_group();
  page.groups = pager.take_groups();
  return page;
}

std::map<std::string, Json, std::less<>> values_before(store::Store& store,
                                                       const ops::RecordKey& key, int64_t before,
                                                       std::vector<std::string> fields) {
  std::map<std::string, Json, std::less<>> values;
  if (fields.empty()) return values;
  store::Store::LookBound bound{kMaxLookOps, kMaxLookBytes};
  const std::vector<store::DecisionRow> decisions = store.decisions(key.entity, key.record);
  while (!fields.empty()) {
    const auto stored = store.find_write_back(key.entity, key.record, before, fields, bound);
    if (!stored) break;
    before = stored->number;
    const Result<ops::Op> op = ops::parse_op(stored->bytes);
    if (!op) continue;
    HistoryGroup group;
    std::visit(ReadBody{group, was_refused(decisions, stored->number)}, op->body);
    for (auto write = group.writes.rbegin(); write != group.writes.rend(); ++write) {
      const auto wanted = std::find(fields.begin(), fields.end(), write->field);
      if (wanted == fields.end()) continue;
      values.emplace(std::move(write->field), std::move(write->value));
      fields.erase(wanted);
    }
    if (group.restores) break;  // the others were unset by it
  }
  if (!bound.is_used_up()) {
    for (std::string& field : fields) values.emplace(std::move(field), nullptr);
  }
  return values;
}

}  // namespace tollgate::query
