#include "tollgate/log/checker.h"

#include "tollgate/store/store.h"

namespace tollgate::log {

std::optional<ops::Op> Checker::next(const store::StoredOp& stored) {
  ++op_count_;
  Result<ops::Op> op = ops::parse_op(stored.bytes);
  std::optional<LocalizedText> fault = fault_of(stored, op);
  number_ = stored.number;
  hash_ = stored.hash;
  if (fault) report(std::move(*fault));
  open_group_.reset();
  unknown_group_ = !op.ok();
  if (!op) return std::nullopt;
  if (op->number < op->group_last) open_group_ = {op->group_first, op->group_last};
  return std::move(*op);
}

std::optional<LocalizedText> Checker::fault_of(const store::StoredOp& stored,
                                               const Result<ops::Op>& op) const {
  if (stored.number != number_ + 1) {
    const std::string expected = std::to_string(number_ + 1);
    return LocalizedText{"编号不连续，前面应是第 " + expected + " 条",
                         "its number leaves a gap: operation " + expected + " is missing"};
  }
  if (ops::hash_of(stored.bytes) != stored.hash) {
    return LocalizedText{"内容与哈希不符，被改动过",
                         "its bytes do not have its hash: they were changed"};
  }
  if (!op) {
    const std::string code = op.diagnostics().front().code;
    return LocalizedText{"无法读取（" + code + "）", "it cannot be read (" + code + ")"};
  }
  if (op->number != stored.number) {
    return LocalizedText{"内容里是另一个编号", "its bytes say another number"};
  }
  if (op->previous != hash_) {
    return LocalizedText{"与前一条的哈希不衔接", "it does not follow the operation before it"};
  }
  if (unknown_group_) return std::nullopt;
  const Group group{op->group_first, op->group_last};
  const bool fits = open_group_ ? group == *open_group_ : group.first == op->number;
  if (!fits || group.last < op->number) {
    return LocalizedText{"不属于这里的一组", "it does not belong to the group that stands here"};
  }
  return std::nullopt;
}

void Checker::finish() {
  if (!open_group_) return;
  const std::string last = std::to_string(open_group_->last);
  report({"它的一组到第 " + last + " 条为止，后面的缺失",
          "its group ends with operation " + last + ", and what follows is missing"});
}

void Checker::report(LocalizedText what) {
  if (findings_.size() >= kMaxFindings) return;
  const std::string n = std::to_string(number_);
  findings_.push_back(make_error(
      "engine.log_broken",
      {"操作日志第 " + n + " 条：" + what.zh, "operation " + n + " of the log: " + what.en},
      {.source = n}));
}

bool columns_match(const store::StoredOp& stored, const ops::Op& op) {
  const std::string_view record = ops::record_of(op.body);
  const std::string_view entity = record.empty() ? std::string_view() : ops::entity_of(op.body);
  return stored.kind == ops::kind_of(op.body) && stored.entity == entity && stored.record == record;
}

}  // namespace tollgate::log
