// The hub's rows on a device, and its own groups on top of them.
#include <nlohmann/json.hpp>
#include <set>

#include "blob_uses.h"
#include "capture_traces.h"
#include "sync/device_document.h"
#include "sync/device_state.h"
#include "sync/log_reads.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/sync_rows.h"
#include "tollgate/sync/problems.h"
#include "tollgate/sync/row.h"

namespace tollgate::engine {
namespace {

// Files of the hub's rows were held before all that this device does, in the hub's order.
constexpr int64_t kBeforeOwnOps = int64_t{1} << 52;
constexpr size_t kMaxTouched = 20;

constexpr int64_t kMetAgain_ms = 10 * 60'000;

}  // namespace

bool SyncDevice::put_back(Engine& engine, const ops::RecordKey& key, Json content) {
  store::Store& store = *engine.store_;
  store::SyncRows own(store);
  const bool is_new = !store.has_record(key.entity, key.record);
  if (!is_new) own.erase_derived(key);
  const auto row = content.is_null()
                       ? std::nullopt
                       : sync::row_from_json(key.entity, key.record, std::move(content));
  if (!row) return own.erase_record(key);
  if (store.layout().find(key.entity) == nullptr) return false;
  for (const sync::RowFile& file : row->files) {
    if (!file.facts.is_null()) own.put_facts(file.sha256, write_json(file.facts));
    own.put_use(key, file.field, file.sha256, file.since - kBeforeOwnOps);
  }
  store.put_record(row->state, row->title);
  if (engine.app_) {
    const std::vector<store::TraceRow> traces = traces_of(row->state, *engine.app_->model);
    if (!is_new || !traces.empty()) store.put_traces(key, traces);
  }
  for (const sync::RowScore& score : row->scores) {
    store.put_score({key.entity, key.record, score.scorecard, score.total, score.possible,
                     score.pool, score.explanation.is_null() ? "" : write_json(score.explanation),
                     score.app_version, 0});
  }
  return false;
}

void SyncDevice::each_on_top(const std::function<void(std::vector<ops::Op>&& group)>& visit) {
  bool any = false;
  // An app's document is long: it is not read again at each step of a fill.
  read_groups(*engine_.store_, std::max(state_->absorbed, none_on_top_),
              [&](std::vector<ops::Op>&& group) {
                any |= is_on_top(group);
                if (!any) none_on_top_ = group.back().number;
                if (is_on_top(group)) visit(std::move(group));
                return true;
              });
}

std::vector<std::vector<ops::Op>> SyncDevice::groups_on_top() {
  std::vector<std::vector<ops::Op>> groups;
  each_on_top([&](std::vector<ops::Op>&& group) { groups.push_back(std::move(group)); });
  return groups;
}

Result<bool> SyncDevice::derive_some_into(Engine& engine, Derived& derived) {
  // As many take some milliseconds.
  constexpr int kRowsOfStep = 50;
  int count = 0;
  store::SyncRows(*engine_.store_)
      .each_base(derived.after, [&](const ops::RecordKey& key, const store::BaseRow& row) {
        if (++count > kRowsOfStep) return false;
        (void)put_back(engine, key, stored_json(row.content));
        derived.after = key;
        return true;
      });
  if (count > kRowsOfStep) return false;
  derived.are_rows_taken = true;
  if (Status put = put_groups_on_top(engine, derived); !put) return std::move(put).error();
  derived.done = true;
  return true;
}

Status SyncDevice::put_groups_on_top(Engine& engine, Derived& derived) {
  if (engine.app_) engine.app_->records->forget_all();
  for (const std::vector<ops::Op>& group : groups_on_top()) {
    Result<Outcome> outcome = engine.derive_again(group);
    if (!outcome) return std::move(outcome).error();
    derived.touched.insert(outcome->touched.begin(), outcome->touched.end());
  }
  return ok_status();
}

Status SyncDevice::catch_up(Engine& engine, Derived& derived,
                            const std::set<ops::RecordKey>& written) {
  store::SyncRows rows(*engine_.store_);
  std::set<ops::RecordKey> keys = written;
  keys.merge(derived.touched);
  for (const ops::RecordKey& key : keys) {
    Json content;
    if (const auto base = rows.base(key)) content = stored_json(base->content);
    (void)put_back(engine, key, std::move(content));
  }
  derived.touched.clear();
  if (!derived.done) return ok_status();
  store::SyncRows(*engine.store_).clear_own_verdicts();
  return put_groups_on_top(engine, derived);
}

int64_t SyncDevice::absorbed() const { return state_->absorbed; }

Status SyncDevice::derive_all() {
  if (!follows_ || !engine_.app_) return ok_status();
  store::Store& store = *engine_.store_;
  store.recreate_derived();
  const model::App& app = *engine_.app_->model;
  store.put_app({app.id, app.version, engine_.app_->text});
  store.set_layout(store::layout_of(app));
  // The names of files are derived from the log, too.
  read_groups(store, 0, [&](std::vector<ops::Op>&& group) {
    for (const ops::Op& op : group) note_blob_name(store, op);
    return true;
  });
  Derived derived;
  for (bool done = false; !done;) {
    Result<bool> step = derive_some_into(engine_, derived);
    if (!step) return std::move(step).error();
    done = *step;
  }
  store::SyncRows own(store);
  own.forget_touched();
  for (const ops::RecordKey& key : derived.touched) own.note_touched(key);
  engine_.changes_.all = true;
  engine_.changes_.records.clear();
  return ok_status();
}

// The same for some rows that changed, and what own groups made of others.
Status SyncDevice::derive_some(const std::vector<ops::RecordKey>& changed, Contents contents) {
  if (!engine_.app_) return ok_status();
  store::Store& store = *engine_.store_;
  store::SyncRows rows(store);
  std::set<ops::RecordKey> keys(changed.begin(), changed.end());
  for (ops::RecordKey& key : rows.touched()) keys.insert(std::move(key));
  bool any_gone = false;
  for (const ops::RecordKey& key : keys) {
    Json content;
    if (const auto known = contents.find(key); known != contents.end()) {
      content = std::move(known->second);
    } else if (const std::optional<store::BaseRow> base = rows.base(key)) {
      content = stored_json(base->content);
    }
    any_gone |= put_back(engine_, key, std::move(content));
  }
  if (any_gone) {
    // Metrics know rows by their place, and a row's place may be given anew.
    Result<std::unique_ptr<AppRules>> rules = engine_.compile(engine_.app_->text);
    if (!rules) return std::move(rules).error();
    engine_.app_ = std::move(*rules);
  }
  rows.clear_own_verdicts();
  rows.forget_touched();
  engine_.app_->records->forget_all();
  for (const std::vector<ops::Op>& group : groups_on_top()) {
    Result<Outcome> derived = engine_.derive_again(group);
    if (!derived) return std::move(derived).error();
    for (const ops::RecordKey& key : derived->touched) {
      rows.note_touched(key);
      keys.insert(key);
    }
    for (const ops::RecordKey& key : derived->shown) engine_.changes_.add(key, "");
  }
  // What a dashboard reads of many rows at once is made when somebody looks at it again.
  const bool are_many = keys.size() > kMaxTouched;
  for (const ops::RecordKey& key : keys) {
    if (are_many) {
      engine_.app_->metrics->note(key.entity, key.record);
    } else {
      engine_.app_->metrics->touch(key.entity, key.record);
    }
    engine_.changes_.add(key, "");
  }
  return ok_status();
}

// When all had met last may be stored a little late: most rounds change nothing else.
bool SyncDevice::is_as_stored(const State& before) const {
  State now = *state_;
  if (now.met_at_ms - met_stored_ms_ < kMetAgain_ms) now.met_at_ms = before.met_at_ms;
  return now == before;
}

// Own groups whose outcome the rows hold now are shown by them alone.
void SyncDevice::absorb(store::SyncRows& rows, int64_t upto) {
  std::vector<store::OwnGroup> open;
  rows.each_group([&](const store::OwnGroup& group) {
    if (group.last > state_->absorbed) open.push_back(group);
    return group.last > state_->absorbed;
  });
  for (auto group = open.rbegin(); group != open.rend(); ++group) {
    if (group->receipt.empty()) return;
    if (stored_json(group->receipt).value("hub_last", INT64_MAX) > upto) return;
    state_->absorbed = group->last;
  }
}

Status SyncDevice::take_pull(sync::SyncPullReply& reply) {
  if (changes_document(reply)) {
    with_document_ = std::make_unique<sync::SyncPullReply>(std::move(reply));
    return ok_status();
  }
  const bool may_wait = reply.left > 0 && follows_ && !reply.app && !reply.reset.value_or(false);
  if (!may_wait) return write_page(reply);
  // Asking for the next page needs its cursor alone.
  waiting_ = std::make_unique<sync::SyncPullReply>(std::move(reply));
  step_ = Step::kPull;
  return ok_status();
}

Status SyncDevice::write_waiting() {
  const std::unique_ptr<sync::SyncPullReply> page = std::move(waiting_);
  if (!page) return ok_status();
  Status done = write_page(*page);
  if (!done) {
    step_ = Step::kIdle;
    asked_.clear();
  }
  return done;
}

Status SyncDevice::write_page(sync::SyncPullReply& reply, Document* document) {
  store::Store& store = *engine_.store_;
  // A page of many is fetched again where a loss of power takes it: the last one waits for the
  // disk.
  const bool more = reply.left > 0;
  if (more) store::SyncRows(store).set_bulk(true);
  const State before = *state_;
  const bool followed = follows_;
  const int64_t left_before = rows_left_;
  std::shared_ptr<AppRules> app_before = engine_.app_;
  Status done = [&]() -> Status {
    store::Transaction transaction(store);
    store::SyncRows rows(store);
    std::vector<ops::RecordKey> changed;
    if (reply.reset.value_or(false) || !follows_) {
      rows.mark_base_stale();
      state_->filling = true;
    }
    follows_ = true;
    Contents contents;
    for (sync::Row& row : reply.rows) {
      const ops::RecordKey key{row.entity, row.record};
      if (row.content.is_null()) {
        rows.remove_base(key);
      } else {
        rows.put_base(key, {row.number, write_json(row.content)});
      }
      contents[key] = std::move(row.content);
      changed.push_back(key);
    }
    rows_left_ = reply.left;
    state_->cursor = reply.cursor;
    if (reply.left == 0) {
      if (state_->filling) {
        for (const ops::RecordKey& key : rows.stale()) {
          rows.remove_base(key);
          changed.push_back(key);
        }
        state_->filling = false;
      }
      absorb(rows, reply.at);
      if (rows.count_without_receipt() == 0) state_->met_at_ms = engine_.wall_ms();
    }
    note_hub_checkpoint(*state_, reply.checkpoint);
    std::optional<log::GroupDraft> app;
    if (reply.app) {
      Diagnostics too_new;
      if (document) {
        too_new = document->too_new;
        if (too_new.empty()) put_in_force(*document);
      } else if (auto rules = engine_.compile(reply.app->text)) {
        engine_.app_ = std::move(*rules);
      } else {
        too_new = rules.diagnostics();
      }
      if (too_new.empty()) {
        app = engine_.log_.begin(engine_.now(), reply.app->version, "");
        app->add(ops::AppPut{reply.app->id, reply.app->version, reply.app->text, true});
        state_->notice.clear();
        engine_.changes_.app = true;
        engine_.changes_.all = true;
      } else {
        state_->notice = write_json(to_json(sync::app_too_new(too_new)));
      }
    }
    // Numbers of metrics and what is remembered of records begin anew with the rules.
    if (!app && !followed && engine_.app_) {
      Result<std::unique_ptr<AppRules>> again = engine_.compile(engine_.app_->text);
      if (!again) return std::move(again).error();
      engine_.app_ = std::move(*again);
    }
    const bool is_same = changed.empty() && followed && !app && is_as_stored(before);
    if (is_same) return transaction.commit();
    const bool begins = (app && !document) || !followed;
    Status derived = begins ? derive_all() : derive_some(changed, std::move(contents));
    if (!derived) return derived;
    save();
    return app ? engine_.write(*app, transaction) : transaction.commit();
  }();
  if (more) store::SyncRows(store).set_bulk(false);
  if (!done) {
    *state_ = before;
    follows_ = followed;
    rows_left_ = left_before;
    none_on_top_ = 0;
    engine_.app_ = std::move(app_before);
    if (engine_.app_) engine_.app_->records->forget_all();
    return done;
  }
  if (before.filling && !state_->filling) store::SyncRows(store).empty_log();
  step_ = reply.left > 0 ? Step::kPull : Step::kLateFiles;
  return ok_status();
}

}  // namespace tollgate::engine
