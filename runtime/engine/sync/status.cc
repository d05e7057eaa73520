// How a device stands to its hub, in words.
#include <nlohmann/json.hpp>

#include "sync/device_state.h"
#include "sync/log_reads.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/temporal.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/sync_rows.h"
#include "tollgate/sync/receipt.h"

namespace tollgate::engine {
namespace {

constexpr size_t kMaxCounted = 100;

std::optional<Diagnostic> diagnostic_in(const std::string& text) {
  return text.empty() ? std::nullopt : diagnostic_from_json(stored_json(text));
}

LocalizedText why_not(const std::string& trouble) {
  if (trouble == "network") return {"没有网络", "no network"};
  if (trouble == "hub") return {"服务器没有接收", "the hub did not take it"};
  return {"正在发送", "sending"};
}

}  // namespace

SyncStatus SyncDevice::status() {
  store::Store& store = *engine_.store_;
  store::SyncRows rows(store);
  SyncStatus status;
  status.trouble = trouble_;
  status.met_at_ms = state_->met_at_ms;
  status.blocked = diagnostic_in(state_->blocked);
  status.notice = diagnostic_in(state_->notice);
  if (state_->hub.empty()) {
    status.state = "alone";
    status.words = {"没有连接服务器：数据只在这台设备上",
                    "no hub: the data is on this device alone"};
    return status;
  }
  status.rows = rows.base_count();
  status.rows_left = rows_left_;
  each_on_top([&](std::vector<ops::Op>&& group) {
    const bool counted = group.back().number <= state_->scanned;
    const bool sent = counted && is_received(rows, group.back().number);
    ++(sent ? status.waiting : status.not_sent);
    if (!sent && status.since_ms == 0) status.since_ms = group.front().at_ms();
  });
  const std::string count = std::to_string(status.not_sent);
  if (status.blocked) {
    status.state = "blocked";
    status.words = status.blocked->message;
  } else if (state_->filling || state_->cursor.empty()) {
    const std::string left = std::to_string(status.rows_left);
    status.state = "filling";
    status.words = {"正在接收数据：还有 " + left + " 条",
                    "receiving data: " + left + " records to come"};
  } else if (status.not_sent > 0) {
    const ZoneRef zone =
        engine_.app_ ? engine_.app_->records->values().time_zone : ZoneRef::offset(0);
    // "2026-09-21T14:13:20+08:00"
    const std::string at = to_text(date_time_at(status.since_ms / 1000, 0, zone)).substr(0, 16);
    const std::string day = at.substr(0, 10);
    const std::string time = at.substr(11);
    const std::string today =
        to_text(date_time_at(engine_.wall_ms() / 1000, 0, zone)).substr(0, 10);
    const std::string since = day == today ? time : day + " " + time;
    const LocalizedText why = why_not(trouble_);
    status.state = "sending";
    status.words = {count + " 次保存未发送（从 " + since + " 起），" + why.zh,
                    count + (status.not_sent == 1 ? " save" : " saves") + " not sent since " +
                        since + ": " + why.en};
  } else if (status.waiting > 0) {
    status.state = "waiting";
    status.words = {"已发送，等待服务器确认", "sent: waiting for the hub to confirm"};
  } else {
    status.state = "all_sent";
    status.words = {"全部已发送到服务器", "all sent to the hub"};
    if (const size_t others = not_taken(kMaxCounted).size(); others > 0) {
      const std::string many = std::to_string(others) + (others == kMaxCounted ? "+" : "");
      status.words = {"全部已发送到服务器，其中 " + many + " 次未按发送时的样子生效",
                      "all sent to the hub; " + many + " not applied as sent"};
    }
  }
  return status;
}

bool SyncDevice::is_received(store::SyncRows& rows, int64_t last_op) {
  bool received = false;
  rows.each_group([&](const store::OwnGroup& group) {
    if (group.last == last_op) received = !group.receipt.empty();
    return group.last > last_op;
  });
  return received;
}

std::vector<NotTaken> SyncDevice::not_taken(size_t limit) {
  store::Store& store = *engine_.store_;
  store::SyncRows rows(store);
  std::vector<NotTaken> found;
  rows.each_not_taken([&](const store::OwnGroup& group) {
    const Json receipt = stored_json(group.receipt);
    NotTaken one;
    one.group = group.number;
    one.outcome = receipt.value("outcome", "");
    one.why = diagnostics_from_json(receipt.value("why", Json::array())).value_or(Diagnostics());
    bool moves = false;
    for (const std::string& bytes : ops_of(group.first, group.last)) {
      const Result<ops::Op> op = ops::parse_op(bytes);
      if (!op || ops::record_of(op->body).empty()) continue;
      moves = moves || std::holds_alternative<ops::WorkflowAdvance>(op->body);
      if (!one.record.empty()) continue;
      one.at_ms = op->at_ms();
      one.entity = ops::entity_of(op->body);
      one.record = ops::record_of(op->body);
    }
    // A claim that was refused and came through since is nothing to mind any more.
    const bool is_settled =
        one.outcome == sync::kPartly &&
        rows.is_claimed_again({one.entity, one.record},
                              moves ? "workflow.advance" : "record.status", group.last);
    if (!is_settled) found.push_back(std::move(one));
    return found.size() < limit;
  });
  return found;
}

}  // namespace tollgate::engine
