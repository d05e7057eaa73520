// A device's group becomes one of the hub's log.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage_problems.h"
#include "sync/earlier_versions.h"
#include "sync/hub_device.h"
#include "sync/prepare_group.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/engine/engine.h"
#include "tollgate/feel/shared_work.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/sync/group.h"
#include "tollgate/sync/problems.h"
#include "tollgate/sync/receipt.h"

namespace tollgate::engine {
namespace {

// As for a save that a person makes here (commit.cc).
constexpr uint64_t kMaxGroupWork = 800'000'000;

Diagnostic too_much_work_for_group() {
  return make_error("engine.too_much_work",
                    {"这组操作要执行的规则计算量太大，没有生效；内容保留在服务器上",
                     "the rules that this group runs take too much work: it is not in force; it "
                     "is kept at the hub"});
}

// Whether the group says that something holds.
bool claims(const std::vector<ops::Op>& group) {
  return std::any_of(group.begin(), group.end(), [](const ops::Op& op) {
    const auto* status = std::get_if<ops::RecordStatusSet>(&op.body);
    return std::holds_alternative<ops::WorkflowAdvance>(op.body) ||
           (status != nullptr && status->status == ops::RecordStatus::kComplete);
  });
}

// By whose rules claims were judged that were made under another version than the one in force.
Diagnostic judged_by(int64_t made, int64_t in_force, bool is_own) {
  const std::string from = std::to_string(made);
  const std::string by = std::to_string(in_force);
  if (is_own) {
    return make_diagnostic(
        Severity::kNote, "sync.own_version",
        {"在应用第 " + from + " 版下所作，按第 " + from + " 版的规则审核；现在是第 " + by + " 版",
         "made under version " + from + " of the app and judged by its rules; " + "version " + by +
             " is in force"});
  }
  return make_warning("sync.other_version",
                      {"在应用第 " + from + " 版下所作，按第 " + by + " 版的规则审核",
                       "made under version " + from +
                           " of the app, judged by the rules of "
                           "version " +
                           by});
}

ops::GroupSetAside group_set_aside(const sync::Group& group, const std::vector<ops::Op>& ops,
                                   const Diagnostics& why) {
  ops::GroupSetAside body{"", "", group.ops, to_json(why)};
  for (const ops::Op& op : ops) {
    if (ops::record_of(op.body).empty()) continue;
    body.entity = ops::entity_of(op.body);
    body.record = ops::record_of(op.body);
    break;
  }
  return body;
}

}  // namespace

live::AppRules* SyncHub::judge_of(const std::vector<ops::Op>& group) {
  const int64_t made = group.front().app_version;
  if (made == engine_.app_->model->version || !claims(group)) return nullptr;
  return earlier_->find(made, *engine_.app_, *engine_.store_,
                        [this](std::string_view text) { return engine_.compile(text); });
}

Status SyncHub::write_group(std::vector<TakenOp> taken, const std::optional<ops::Origin>& origin,
                            const std::string& user, int64_t at_ms,
                            const BeforeCommit& before_commit,
                            const std::function<void()>& before) {
  log::GroupDraft group =
      engine_.log_.begin(engine_.now(), engine_.app_ ? engine_.app_->model->version : 0, user);
  if (origin) group.happened_at(at_ms);
  for (TakenOp& op : taken) {
    if (origin) {
      ops::Origin from = *origin;
      from.version = std::move(op.version);
      group.taken_from(from);
    }
    group.add(std::move(op.body));
  }
  if (origin) group.taken_from(*origin);  // what follows from them
  store::Transaction transaction(*engine_.store_);
  if (before) before();
  Status done = [&]() -> Status {
    if (group.ops().empty()) {
      if (before_commit) before_commit({});
      return transaction.commit();
    }
    feel::SharedWork work(kMaxGroupWork);
    // What a device sends is held against the rights of its person; what the hub notes is not.
    Caller caller = origin ? Caller{.locale = {}, .user = user} : app_itself();
    if (origin && engine_.app_) caller.role = engine_.app_->role_of(user, engine_.clock());
    Result<Outcome> outcome = engine_.derive(group, caller);
    if (!outcome) return std::move(outcome).error();
    if (work.exhausted()) return too_much_work_for_group();
    for (const store::RecordKey& key : outcome->touched) {
      engine_.store_->mark_metric_row(key.entity, key.record);
    }
    engine_.note_for_sync(outcome->touched, group.ops().back().number);
    engine_.note_for_sync(outcome->shown, group.ops().back().number);
    Status durable = engine_.write(group, transaction, before_commit);
    if (durable) engine_.announce(*outcome, Caller{.locale = {}, .user = user});
    return durable;
  }();
  if (!done && engine_.app_) engine_.app_->records->forget_all();
  return done;
}

Result<sync::Receipt> SyncHub::take(const Caller& caller, Device& device, const sync::Group& group,
                                    int64_t skew_ms, bool without_files,
                                    std::vector<std::string>& waits_for) {
  const auto public_key = log::from_hex<32>(device.key);
  if (!public_key) return sync::other_key(device.name);
  const Sha256Digest previous = digest_from_hex(device.hash).value_or(Sha256Digest{});
  Result<sync::OpenedGroup> opened = sync::open_group(group, device.name, previous, *public_key);
  if (!opened) return std::move(opened).error();
  const ops::Op& first = opened->ops.front();
  if (!first.user.empty() && !caller.administrator && !device.has(first.user)) {
    return sync::foreign_person(first.user);
  }

  // When it happened by the hub's clock; never in the future.
  const int64_t now_ms = engine_.wall_ms();
  const int64_t at_ms = std::clamp<int64_t>(first.at_ms() + skew_ms, 0, now_ms);
  ops::Origin origin{device.name, group.number, group.hash, "", first.app_version, {}};
  if (at_ms != first.at_ms()) origin.said_ms = first.at_ms();

  sync::Receipt receipt;
  receipt.number = group.number;
  receipt.hash = group.hash;
  receipt.at_ms = now_ms;
  const Device before = device;
  const auto keep_receipt = [&](const std::vector<log::SealedOp>& sealed) {
    const ops::LogHead& head = engine_.log_.head();
    receipt.hub_first = sealed.empty() ? head.number : sealed.front().op.number;
    receipt.hub_last = sealed.empty() ? head.number : sealed.back().op.number;
    receipt.hub_hash = hex(sealed.empty() ? head.hash : sealed.back().hash);
    sync::sign(receipt, device.name, key());
    device.released = false;
    device.groups = group.number;
    device.hash = group.hash;
    store::SyncRows rows(*engine_.store_);
    rows.put_receipt(device.name, group.number, write_json(sync::to_json(receipt)));
    device.save(rows);
  };

  Diagnostics why;
  const std::unique_ptr<sync::Rights> rights = rights_of(first.user);
  live::AppRules* const judge = judge_of(opened->ops);
  const GroupToPrepare to_prepare{*engine_.store_, *engine_.app_,  judge,         device.name,
                                  first.user,      {at_ms * 1000}, without_files, *rights};
  Result<PreparedGroup> ready = prepare_group(to_prepare, opened->ops);
  if (ready) {
    if (!ready->waits_for.empty()) {
      waits_for = std::move(ready->waits_for);
      return receipt;
    }
    receipt.outcome = ready->why.empty() ? sync::kTaken : sync::kPartly;
    receipt.why = ready->why;
    receipt.notes = ready->notes;
    const int64_t in_force = engine_.app_->model->version;
    if (first.app_version != in_force && claims(opened->ops)) {
      receipt.notes.push_back(judged_by(first.app_version, in_force, judge != nullptr));
    }
    Status written = write_group(std::move(ready->ops), origin, first.user, at_ms, keep_receipt);
    if (written) return receipt;
    device = before;
    why = written.diagnostics();
  } else {
    why = ready.diagnostics();
  }
  if (auto error = engine_.take_error()) return *error;
  if (is_about_storage(why)) return Failure{std::move(why)};
  receipt.outcome = sync::kSetAside;
  receipt.why = why;
  receipt.notes.clear();
  std::vector<TakenOp> aside;
  aside.push_back({group_set_aside(group, opened->ops, why), first.version()});
  Status written = write_group(std::move(aside), origin, first.user, at_ms, keep_receipt);
  if (written) return receipt;
  device = before;
  return std::move(written).error();
}

}  // namespace tollgate::engine
