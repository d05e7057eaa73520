#include <algorithm>

#include "blob_uses.h"
#include "derivation.h"
#include "timers.h"
#include "tollgate/base/turn.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/feel/shared_work.h"
#include "tollgate/store/sync_rows.h"

namespace tollgate::engine {
namespace {

// Scores, gates and automations of one save, together: a second at most.
constexpr uint64_t kMaxSaveWork = 800'000'000;

// Verdicts of rules that were stopped would be half of what the save means.
Diagnostic too_much_work() {
  return make_error("engine.too_much_work",
                    {"保存时要执行的规则计算量太大，没有保存；请简化评分、关卡或自动化的规则",
                     "the rules that this save runs take too much work, so nothing was saved; "
                     "simplify those of scorecards, gates or automations"});
}

bool puts_app(const log::GroupDraft& group) {
  const auto& ops = group.ops();
  return std::any_of(ops.begin(), ops.end(), [](const ops::Op& op) {
    return std::holds_alternative<ops::AppPut>(op.body);
  });
}

}  // namespace

Result<Outcome> Engine::commit(std::vector<ops::Body> bodies, const Caller& caller,
                               const std::function<void()>& before_commit,
                               const KnownRecord* known) {
  const AtOnce at_once;
  log::GroupDraft group = log_.begin(now(), app_ ? app_->model->version : 0, caller.user);
  for (ops::Body& body : bodies) group.add(std::move(body));
  if (group.ops().empty()) return Outcome{};

  std::shared_ptr<AppRules> app_before = app_;
  store::Transaction transaction(*store_);
  if (before_commit) before_commit();
  // A new document is bounded by the records that there are, by AppPreparation.
  feel::SharedWork work(puts_app(group) ? UINT64_MAX : kMaxSaveWork);
  Result<Outcome> outcome = derive(group, caller, known);
  if (outcome && work.exhausted()) outcome = too_much_work();
  if (outcome) {
    for (const store::RecordKey& key : outcome->touched) {
      store_->mark_metric_row(key.entity, key.record);
    }
    const int64_t number = group.ops().back().number;
    Status durable = ok_status();
    if (puts_app(group)) {
      // A new document names records anew and asks their gates.
      if (sync_hub_->has_devices()) store::SyncRows(*store_).begin_hub(number);
      durable = sync_device_->derive_all();
    } else {
      note_for_sync(outcome->touched, number);
      note_for_sync(outcome->shown, number);
    }
    if (durable) durable = write(group, transaction);
    if (durable) {
      announce(*outcome, caller);
      return outcome;
    }
    outcome = std::move(durable).error();
  }
  app_ = std::move(app_before);
  if (app_) app_->records->forget_all();
  return outcome;
}

// What devices have to hear of, or what a device did on top of the hub's rows.
void Engine::note_for_sync(const std::vector<store::RecordKey>& touched, int64_t number) {
  if (!sync_device_->follows() && !sync_hub_->has_devices()) return;
  store::SyncRows rows(*store_);
  for (const store::RecordKey& key : touched) {
    if (sync_device_->follows()) rows.note_touched(key);
    if (sync_hub_->has_devices()) rows.note_change(key, number);
  }
}

Status Engine::write(const log::GroupDraft& group, store::Transaction& transaction,
                     const BeforeCommit& before_commit) {
  Result<std::vector<log::SealedOp>> sealed = group.seal();
  if (!sealed) return std::move(sealed).error();
  for (const log::SealedOp& op : *sealed) store_->append(op.op, op.hash, op.bytes);
  store_->kept_columns_follow(sealed->front().op.number - 1);
  if (before_commit) before_commit(*sealed);
  Status durable = transaction.commit();
  if (durable) log_.commit(*sealed);
  return durable;
}

// A device has few of them.
bool Engine::leaves_referrers() const { return keeps_timers() && !does_all_at_once_; }

// Derives from a group that is being made: effects of automations join it.
Result<Outcome> Engine::derive(log::GroupDraft& group, const Caller& caller,
                               const KnownRecord* known) {
  // A document is saved by whom the one before it lets.
  const std::shared_ptr<AppRules> before = app_;
  const FixedClock clock(group.ops().front().at());
  const WriteGuard guard(before.get(), *store_, caller, clock);
  for (const ops::Op& op : group.ops()) {
    if (Status may = guard.check(op.body); !may) return std::move(may).error();
  }
  for (const ops::Op& op : group.ops()) {
    note_blob_name(*store_, op);
    if (const auto* put = std::get_if<ops::AppPut>(&op.body)) {
      Status in_force = put_in_force(*put, op.at(), true);
      if (!in_force) return std::move(in_force).error();
    }
  }
  if (!app_) return Outcome{};
  Derivation derivation(*app_, *store_, group.ops().front(), known, leaves_referrers());
  for (const ops::Op& op : group.ops()) derivation.apply(op);
  if (Status may = derivation.guard_permissions(guard, group.ops()); !may) {
    return std::move(may).error();
  }
  for (ops::Body& body : derivation.react()) {
    if (!derivation.refuses(body)) derivation.apply(group.add(std::move(body)));
  }
  Result<std::vector<ops::Body>> reopened = derivation.guard();
  if (!reopened) return std::move(reopened).error();
  for (ops::Body& body : *reopened) derivation.apply(group.add(std::move(body)));
  Outcome outcome = derivation.finish();
  if (outcome.leaves_referrers) ++saves_with_referrers_;
  if (keeps_timers()) {
    follow_timers(*app_, *store_, group.ops(), derivation.touched_records(), TimersOfAll::kLater);
  }
  for (const ops::Op& op : group.ops()) store_->note_import(op);
  return outcome;
}

// The same from a group of the log, which holds the effects already.
Result<Outcome> Engine::derive_again(const std::vector<ops::Op>& group) {
  for (const ops::Op& op : group) {
    note_blob_name(*store_, op);
    if (const auto* put = std::get_if<ops::AppPut>(&op.body)) {
      Status in_force = put_in_force(*put, op.at(), false);
      if (!in_force) return std::move(in_force).error();
    }
  }
  if (!app_) return Outcome{};
  auto is_effect = [](const ops::Op& op) {
    if (std::holds_alternative<ops::WorkflowReopen>(op.body)) return true;
    const auto* set = std::get_if<ops::RecordSet>(&op.body);
    return set && !set->cause.empty();
  };
  Derivation derivation(*app_, *store_, group.front(), nullptr, leaves_referrers());
  for (const ops::Op& op : group) {
    if (!is_effect(op)) derivation.apply(op);
  }
  derivation.react();
  for (const ops::Op& op : group) {
    if (is_effect(op)) derivation.apply(op);
  }
  Outcome outcome = derivation.finish();
  if (keeps_timers()) {
    follow_timers(*app_, *store_, group, derivation.touched_records(),
                  does_all_at_once_ ? TimersOfAll::kAtOnce : TimersOfAll::kLater);
  }
  for (const ops::Op& op : group) store_->note_import(op);
  return outcome;
}

void Engine::announce(const Outcome& outcome, const Caller& caller) {
  if (!app_) return;
  // What refers to one record may be very much: numbers of that are made when somebody asks, in
  // turns.
  constexpr size_t kMaxTouchedAtOnce = 200;
  const bool are_many = outcome.touched.size() > kMaxTouchedAtOnce;
  for (const store::RecordKey& key : outcome.touched) {
    if (are_many) {
      app_->metrics->note(key.entity, key.record);
    } else {
      app_->metrics->touch(key.entity, key.record);
    }
    changes_.add(key, caller.session);
  }
  for (const store::RecordKey& key : outcome.shown) changes_.add(key, caller.session);
  if (!changes_.all) changes_.before.insert(outcome.before.begin(), outcome.before.end());
}

}  // namespace tollgate::engine
