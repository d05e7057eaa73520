// What a hub gives a device of its records: which of them, and a page of them at a time.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "sync/access_rights.h"
#include "sync/hub_device.h"
#include "sync/log_reads.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/sync/row.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kMaxRows = 2'000;
// A page is full with this much.
constexpr size_t kPageBytes = size_t{1} << 20;

// Fewer records are read as fast as it is found out which of their columns may be.
constexpr size_t kWorthGlances = 256;

// Where nobody signs in, a device has all of the app, and its own engine shows each person theirs.
class WholeApp final : public sync::Rights {
 public:
  bool sees_all() override { return true; }
  bool sees(const ops::RecordState&) override { return true; }
  std::string basis() override { return "whole"; }
  void hide(sync::RecordRow&) override {}
  std::optional<Diagnostic> refuses(const std::optional<ops::RecordState>&, const ops::RecordState&,
                                    const ops::Body&) override {
    return std::nullopt;
  }
};

// The cursor names what it rests on: an op of the log and its hash.
struct Cursor {
  int64_t place = 0;
  int64_t settled = 0;
  std::string hash;
};

std::optional<Cursor> parse_cursor(std::string_view text) {
  Result<Json> json = parse_json(text, {.max_bytes = 256});
  if (!json || !json->is_array() || json->size() != 3 || !(*json)[0].is_number_integer() ||
      !(*json)[1].is_number_integer() || !(*json)[2].is_string()) {
    return std::nullopt;
  }
  return Cursor{(*json)[0].get<int64_t>(), (*json)[1].get<int64_t>(),
                (*json)[2].get<std::string>()};
}

// Whether somebody sees a record, by no more of it than the right looks at: a device's first fill
// asks that of every record there is.
class Glances {
 public:
  Glances(store::Store& store, sync::Rights& rights) : store_(store), rights_(rights) {}

  // nullopt: the whole record has to be looked at.
  std::optional<bool> sees(const ops::RecordKey& key) {
    using Looks = sync::Rights::Looks;
    const Right& right = right_of(key.entity);
    if (right.looks == Looks::kRecord) return std::nullopt;
    if (right.looks == Looks::kNothing && !right.sees_all) return false;
    if (right.looks == Looks::kNothing || right.owner_field.empty()) {
      return is_there(store_.record_status(key.entity, key.record)) &&
             (right.sees_all || rights_.sees_owned(key.entity, key.record));
    }
    const auto found = store_.status_and_text(key.entity, key.record, right.owner_field);
    return found && is_there(found->status) && rights_.sees_owned(key.entity, found->text);
  }

 private:
  struct Right {
    sync::Rights::Looks looks = sync::Rights::Looks::kRecord;
    bool sees_all = false;
    std::string owner_field;
  };

  static bool is_there(std::optional<ops::RecordStatus> status) {
    return status && *status != ops::RecordStatus::kDiscarded;
  }

  const Right& right_of(const std::string& entity) {
    using Looks = sync::Rights::Looks;
    auto [slot, fresh] = known_.try_emplace(entity);
    Right& right = slot->second;
    if (!fresh) return right;
    right.looks = rights_.looks_at(entity);
    if (right.looks == Looks::kNothing) right.sees_all = rights_.sees_owned(entity, "");
    if (right.looks != Looks::kOwner) return right;
    right.owner_field = rights_.owner_field(entity);
    // What fits no column lies beside it.
    const bool reads =
        right.owner_field.empty() || store_.columns_hold(entity, {right.owner_field});
    if (!reads) right.looks = Looks::kRecord;
    return right;
  }

  store::Store& store_;
  sync::Rights& rights_;
  std::map<std::string, Right> known_;
};

// The object's text with one more member, which is text already.
std::string with_member(const Json& object, std::string_view name, std::string_view value) {
  std::string text = write_json(object);
  text.pop_back();
  if (!object.empty()) text += ',';
  text += json_quoted(name);
  text += ':';
  text += value;
  return text += '}';
}

}  // namespace

// What the device's person may see of what changed takes its place in the device's order.
void SyncHub::settle(store::SyncRows& rows, Device& device, const std::string& user,
                     sync::Rights& rights) {
  store::Store& store = *engine_.store_;
  const std::string basis = rights.basis();
  const bool all = basis != device.basis || user != device.person;
  const bool sees_all = rights.sees_all();
  const bool has_none = device.place == 0 && device.settled == 0;
  std::optional<Glances> glances;
  const auto is_visible = [&](const ops::RecordKey& key) {
    if (sees_all) {
      const auto status = store.record_status(key.entity, key.record);
      return status && *status != ops::RecordStatus::kDiscarded;
    }
    const std::optional<bool> seen = glances ? glances->sees(key) : std::nullopt;
    if (seen) return *seen;
    const std::optional<store::StoredRecord> record = store.find_record(key.entity, key.record);
    return record && record->state.status != ops::RecordStatus::kDiscarded &&
           rights.sees(record->state);
  };
  const auto look_at = [&](const ops::RecordKey& key, bool changed) {
    const bool visible = is_visible(key);
    const std::optional<store::HeldRow> held =
        has_none ? std::nullopt : rows.held(device.name, key);
    const bool has = held && !held->gone;
    if (visible ? (changed || !has) : has)
      rows.put_held(device.name, {++device.place, key, !visible});
  };
  std::vector<ops::RecordKey> changed;
  // What refers to a record may not show yet what was saved of it: it is given when it does.
  const std::optional<int64_t> unsettled = store.first_op_of_referrer_steps();
  const int64_t until = unsettled ? *unsettled - 1 : engine_.log_.head().number;
  rows.changes(device.settled, [&](const ops::RecordKey& key, int64_t number) {
    if (number <= until) changed.push_back(key);
  });
  // Who one is can be chosen while all else is on its way.
  if (const auto& users = engine_.app_->model->users) {
    std::stable_partition(changed.begin(), changed.end(),
                          [&](const ops::RecordKey& key) { return key.entity == users->entity; });
  }
  if (changed.size() >= kWorthGlances || (all && device.settled > 0)) {
    glances.emplace(store, rights);
  }
  for (const ops::RecordKey& key : changed) look_at(key, true);
  // Where nothing was settled before, all of them were just looked at.
  if (all && device.settled > 0) {
    std::vector<ops::RecordKey> every;
    rows.changes(0, [&](const ops::RecordKey& key, int64_t) { every.push_back(key); });
    for (const ops::RecordKey& key : every) look_at(key, false);
  }
  device.settled = std::max(device.settled, until);
  device.basis = basis;
  device.person = user;
}

std::unique_ptr<sync::Rights> SyncHub::rights_of(const std::string& user) {
  if (make_rights_) return make_rights_(user);
  return std::make_unique<AccessRights>(*engine_.app_, *engine_.store_, *engine_.clock_, user);
}

Json SyncHub::content_of(store::SyncRows& rows, const ops::RecordKey& key, sync::Rights& rights) {
  store::Store& store = *engine_.store_;
  std::optional<store::StoredRecord> record = store.find_record(key.entity, key.record);
  if (!record) return nullptr;
  sync::RecordRow row{std::move(record->state), std::move(record->title), {}, {}};
  for (const store::ScoreRow& score : store.scores(key.entity, key.record)) {
    row.scores.push_back({score.scorecard, score.total, score.possible, score.pool,
                          score.explanation.empty() ? Json() : stored_json(score.explanation),
                          score.app_version});
  }
  rows.uses(key, [&](std::string_view field, std::string_view sha256, int64_t since) {
    row.files.push_back({std::string(field), std::string(sha256), since, nullptr});
  });
  for (sync::RowFile& file : row.files) {
    if (const auto facts = store.blob_facts(file.sha256)) file.facts = stored_json(*facts);
  }
  rights.hide(row);
  return sync::to_json(row);
}

// A reply is long and most of it are records: each becomes text once and is not copied as values.
std::string SyncHub::pull(const Caller& caller, const Json& params) {
  Result<sync::SyncPullRequest> request =
      messages::from_json<sync::SyncPullRequest>(params, "/params");
  std::string texts = "[";
  Result<sync::SyncPullReply> reply =
      request ? pull(caller, *request, texts)
              : Result<sync::SyncPullReply>(Failure{request.diagnostics()});
  if (auto error = engine_.take_error()) reply = *error;
  if (!reply) return write_json({{"ok", false}, {"diagnostics", to_json(reply.diagnostics())}});
  Json head = to_json(*reply);
  head.erase("rows");
  return with_member({{"ok", true}}, "result", with_member(head, "rows", texts += ']'));
}

// `texts`: the rows, as JSON with commas between; the reply itself has none.
Result<sync::SyncPullReply> SyncHub::pull(const Caller& caller,
                                          const sync::SyncPullRequest& request,
                                          std::string& texts) {
  Result<Device> device = find_device(caller, request.device);
  if (!device) return std::move(device).error();
  store::Store& store = *engine_.store_;
  sync::SyncPullReply reply;
  store::Transaction transaction(store);
  store::SyncRows rows(store);
  std::optional<Cursor> cursor = parse_cursor(request.cursor);
  const Device stored = *device;
  // A device that lost what it had taken asks from an earlier place: what it was told to drop since
  // then nobody can tell it again.
  const bool known =
      cursor && cursor->place >= device->forgotten && cursor->place <= device->place &&
      cursor->settled <= device->settled &&
      hex(hash_of_op(store, cursor->settled).value_or(Sha256Digest{})) == cursor->hash;
  if (!known) {
    reply.reset = true;
    cursor = Cursor{};
    rows.forget_held(device->name);
    device->settled = 0;
    device->place = 0;
    device->forgotten = 0;
  }
  if (rows.forget_gone(device->name, cursor->place)) device->forgotten = cursor->place;
  const std::unique_ptr<sync::Rights> rights =
      caller.is_bound() ? rights_of(caller.user) : std::make_unique<WholeApp>();
  settle(rows, *device, caller.user, *rights);
  const int64_t limit = std::clamp<int64_t>(request.limit.value_or(kMaxRows), 1, kMaxRows);
  size_t bytes = 0;
  for (const store::HeldRow& held : rows.held_after(device->name, cursor->place, limit)) {
    if (bytes > kPageBytes) break;
    const Json content = held.gone ? Json() : content_of(rows, held.key, *rights);
    const Json head = {
        {"entity", held.key.entity}, {"record", held.key.record}, {"number", device->settled}};
    const size_t before = texts.size();
    if (before > 1) texts += ',';
    texts += with_member(head, "content", write_json(content));
    bytes += texts.size() - before;
    cursor->place = held.place;
  }
  reply.left = rows.count_held_after(device->name, cursor->place);
  reply.at = device->settled;
  const std::string hash = hex(hash_of_op(store, device->settled).value_or(Sha256Digest{}));
  reply.cursor = write_json(Json::array({cursor->place, device->settled, hash}));
  if (request.app_hash != engine_.app_->hash) {
    const model::App& app = *engine_.app_->model;
    reply.app =
        sync::SyncPullReplyApp{.id = app.id, .version = app.version, .text = engine_.app_->text};
  }
  if (std::string line = checkpoint_line(); !line.empty()) reply.checkpoint = std::move(line);
  if (*device != stored) device->save(rows);
  Status durable = transaction.commit();
  if (!durable) return std::move(durable).error();
  return reply;
}

}  // namespace tollgate::engine
