#include "tollgate/api/dispatch.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "handlers.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/limits.h"
#include "tollgate/engine/admit.h"
#include "tollgate/engine/sync.h"
#include "tollgate/feel/shared_work.h"

namespace tollgate::api {
namespace {

using Run = Result<Json> (*)(Call&, const Json& params);

template <typename Request>
Result<Json> run(Call& call, const Json& params) {
  Result<Request> request = messages::from_json<Request>(params, "/params");
  if (!request) return std::move(request).error();
  Result<typename Request::Reply> reply = handle(call, *request);
  if (!reply) return std::move(reply).error();
  return messages::to_json(*reply);
}

struct Entry {
  std::string_view type;
  bool question = false;
  std::string_view access;
  Run run;
};

template <typename... Request>
struct Table {
  static constexpr std::array<Entry, sizeof...(Request)> kEntries = {
      Entry{Request::kType, Request::kQuestion, Request::kAccess, run<Request>}...};
};

constexpr std::span<const Entry> kEntries = AllRequests<Table>::kEntries;

Diagnostic unknown_request(const std::string& type) {
  std::vector<std::string> names;
  for (const Entry& entry : kEntries) names.emplace_back(entry.type);
  return make_error("api.unknown_request",
                    {"没有名为“" + type + "”的请求", "there is no request '" + type + "'"},
                    {.pointer = "/type"}, nearest_names(type, names));
}

// What carries a message says whom it acts for; a message that says so itself is not believed, and
// is not taken for nobody's either.
Diagnostic principal_in_message(const char* member) {
  const std::string name = member;
  return make_error("api.principal_in_message",
                    {"“" + name + "”不能写在消息里：代表谁操作，由传送消息的一方说明",
                     "'" + name + "' can't stand in a message: whom it acts for is said beside it"},
                    {.pointer = "/" + name});
}

Status check_members(const Json& message) {
  for (const char* member : {"user", "role"}) {
    if (message.contains(member)) return principal_in_message(member);
  }
  return ok_status();
}

// The rules of all rows or groups that a request asks for: two seconds at most.
constexpr uint64_t kMaxReadWork = 1'600'000'000;

Diagnostic too_much_work() {
  return make_error("api.too_much_work",
                    {"这次查询要执行的规则计算量太大，没有完成；请缩小范围，或简化筛选条件和规则",
                     "the rules that this request runs take too much work, so it was not answered; "
                     "ask for less, or simplify filters and rules"});
}

// A step of an import waits for the disk in the end, and the next one begins with its message: it
// has as long as some turns.
constexpr int64_t kTurnsOfStep = 3;

// What may stop between two steps and go on later. What people write is done at once, but for a
// document, which is first looked at with all records, and then saved at once (a hub's, too, that a
// device is given), and for handing over, which first looks for what there is to hand over.
bool is_answered_in_turns(const Entry& entry) {
  static constexpr std::string_view kOthers[] = {
      messages::AppCheckRequest::kType,       messages::AppSaveRequest::kType,
      messages::LogRebuildRequest::kType,     messages::LogVerifyRequest::kType,
      messages::PeopleHandOverRequest::kType, messages::SyncTakeRequest::kType,
      messages::TimersRunRequest::kType};
  return entry.question ||
         std::find(std::begin(kOthers), std::end(kOthers), entry.type) != std::end(kOthers);
}

// `is_left`: its turn was over before all was done, so what it gave is no result.
Result<Json> dispatch(engine::Engine& engine, const messages::Envelope& envelope,
                      engine::Task& task, const TurnLength& length, bool& is_left) {
  for (const Entry& entry : kEntries) {
    if (entry.type != envelope.type) continue;
    Result<engine::Principal> admitted = engine::admit(engine, task.principal);
    if (!admitted) return std::move(admitted).error();
    Call call{engine,
              {envelope.locale.value_or(""), admitted->user, admitted->role, "",
               admitted->administrator, admitted->whole_app}};
    call.stated = task.principal;
    call.step_ms = length.ms * kTurnsOfStep;
    call.state = std::move(task.state);
    if (entry.access == "administration") {
      Status allowed = query::require_administration(engine.source(), call.viewer());
      if (!allowed) return std::move(allowed).error();
    }
    // What changes many records is bounded for each of them.
    feel::SharedWork work(entry.question ? std::min(kMaxReadWork, task.work_left) : UINT64_MAX);
    Result<Json> result = entry.run(call, envelope.params);
    engine.keep_checkpoint_when_due();
    // A read that failed in the store gave nothing: that must not look like an empty answer.
    if (auto error = engine.take_error()) return *error;
    // Nor must rules that were stopped. What changes data sees to that before it commits.
    if (entry.question && work.exhausted()) return too_much_work();
    is_left = Turn::was_left();
    task.state = std::move(call.state);
    if (entry.question) task.work_left = std::min(kMaxReadWork, task.work_left) - work.used();
    return result;
  }
  return unknown_request(envelope.type);
}

Json changed_json(const engine::ChangeSet& changes) {
  messages::Changed out;
  if (changes.app) out.app = true;
  if (changes.all) out.all = true;
  if (!changes.records.empty()) out.records.emplace();
  for (const auto& [key, session] : changes.records) {
    messages::ChangedRecord& record = out.records->emplace_back();
    record.entity = key.entity;
    record.record = key.record;
    if (!session.empty()) record.session = session;
    if (changes.gone.contains(key)) record.gone = true;
  }
  return messages::to_json(out);
}

engine::Caller caller_of(const engine::Principal& admitted) {
  return {"", admitted.user, admitted.role, "", admitted.administrator, admitted.whole_app};
}

// Of the changes what the caller may hear of. Who somebody is decides what they see: when one of
// the app's people changed, everybody looks again.
engine::ChangeSet heard_by(engine::Engine& engine, const engine::Caller& caller,
                           const engine::ChangeSet& changes) {
  if (changes.empty()) return changes;
  const query::Source source = engine.source();
  query::Hearing hearing(source, engine::viewer_of(caller), engine.changed_records());
  if (hearing.hears_everything()) return changes;
  engine::ChangeSet heard;
  heard.app = changes.app;
  heard.all = changes.all;
  const auto& users = engine.app_in_force()->model.users;
  for (const auto& [key, session] : changes.records) {
    if (users && users->entity == key.entity) heard.all = true;
    const auto before = changes.before.find(key);
    const query::Heard what =
        hearing.of(key, before == changes.before.end() ? nullptr : &before->second);
    if (what == query::Heard::kNothing) continue;
    heard.records.emplace(key, session);
    if (what == query::Heard::kGone) heard.gone.insert(key);
  }
  return heard;
}

// The id of a message whose rest is no good, so that its sender still knows which one failed.
int64_t id_of(const Json& message) {
  if (!message.is_object()) return 0;
  auto id = message.find("id");
  return id != message.end() && id->is_number_integer() ? id->get<int64_t>() : 0;
}

HandledMessage refused(int64_t id, const Diagnostics& diagnostics) {
  return {
      write_json({{"id", id}, {"ok", false}, {"diagnostics", to_json(diagnostics)}}), false, {}};
}

}  // namespace

std::vector<RequestKind> all_requests() {
  std::vector<RequestKind> kinds;
  for (const Entry& entry : kEntries) kinds.push_back({entry.type, entry.access});
  return kinds;
}

Result<engine::Principal> read_principal(std::string_view text) {
  engine::Principal principal;
  if (text.empty()) return principal;
  Result<Json> json = parse_json(text, {.max_bytes = kMaxPrincipalBytes});
  if (!json) return std::move(json).error();
  Result<messages::Principal> read = messages::from_json<messages::Principal>(*json, "");
  if (!read) return std::move(read).error();
  principal.user = read->user.value_or("");
  principal.role = read->role.value_or("");
  principal.said_role = read->said_role.value_or("");
  principal.administrator = read->administrator.value_or(false);
  principal.whole_app = read->whole_app.value_or(false);
  return principal;
}

namespace {

constexpr size_t kMaxTaskName = 64;

Diagnostic bad_task_name() {
  return make_error("api.bad_task", {"“task”应为 1 至 64 个字符", "'task' has 1 to 64 characters"},
                    {.pointer = "/task"});
}

Diagnostic stopped() {
  return make_error("engine.stopped",
                    {"已按要求停止。", "this was stopped, as somebody asked for"});
}

const Entry* find_entry(std::string_view type) {
  for (const Entry& entry : kEntries) {
    if (entry.type == type) return &entry;
  }
  return nullptr;
}

// Nothing is said of what this turn found: it is not all.
HandledMessage not_yet(const engine::Task& task) {
  const Json reply = {{"id", task.id},
                      {"unfinished", {{"done", task.progress.done}, {"of", task.progress.of}}}};
  return {.reply = write_json(reply)};
}

HandledMessage handled_by(engine::Engine& engine, const engine::Task& task, Result<Json> result) {
  const bool anything = !engine.take_changes().empty();
  engine::ChangeSet changes;
  if (anything) {
    const Result<engine::Principal> admitted = engine::admit(engine, task.principal);
    if (admitted) changes = heard_by(engine, caller_of(*admitted), engine.last_changes());
  }
  if (!result && changes.empty()) return refused(task.id, result.diagnostics());
  Json reply = {{"id", task.id}, {"ok", result.ok()}};
  if (result) {
    reply["result"] = std::move(*result);
  } else {
    reply["diagnostics"] = to_json(result.diagnostics());
  }
  HandledMessage handled;
  handled.ok = result.ok();
  if (!changes.empty()) {
    Json changed = changed_json(changes);
    handled.changed = write_json(changed);
    reply["changed"] = std::move(changed);
  }
  handled.reply = write_json(reply);
  return handled;
}

constexpr int64_t kTurnOfDevice_ms = 40;

const MonotonicClock& clock_of(const TurnLength& length) {
  static const SystemMonotonicClock system_clock;
  return length.clock != nullptr ? *length.clock : system_clock;
}

// What was done may have left something to do for very many records (Engine::settle_referrers()).
// Whoever did it waits for that and nobody else does. `saves`: so many had, before it.
HandledMessage settled_by(engine::Engine& engine, engine::Task& task, Result<Json> result,
                          int64_t saves, const TurnLength& length, bool& is_left) {
  const bool leaves_some = engine.saves_with_referrers() != saves;
  // What was saved stands: what could not be done now is done later.
  if (leaves_some && length.ms <= 0) (void)engine.settle_referrers();
  if (!leaves_some || length.ms <= 0) return handled_by(engine, task, std::move(result));
  task.result = std::move(result);
  task.settled = true;
  task.progress = {0, 1};
  is_left = true;
  return not_yet(task);
}

HandledMessage go_on_settling(engine::Engine& engine, engine::Task& task, const TurnLength& length,
                              bool& is_left) {
  const Turn turn(clock_of(length), length.ms);
  const Result<bool> settled = engine.settle_referrers();
  is_left = settled && !*settled;
  if (!is_left) return handled_by(engine, task, *std::move(task.result));
  task.progress = *turn.left_at();
  return not_yet(task);
}

// One turn of it. `is_left`: there is more to do.
HandledMessage do_turn(engine::Engine& engine, engine::Task& task, std::string_view message,
                       const TurnLength& length, bool& is_left) {
  if (task.result) return go_on_settling(engine, task, length, is_left);
  Result<Json> json = parse_json(message, {.max_bytes = limits::kMessageBytes});
  if (!json) return refused(0, json.diagnostics());
  task.id = id_of(*json);
  Result<messages::Envelope> envelope = messages::from_json<messages::Envelope>(*json, "");
  if (!envelope) return refused(task.id, envelope.diagnostics());
  if (Status members = check_members(*json); !members) {
    return refused(task.id, members.diagnostics());
  }
  task.type = envelope->type;
  task.name = envelope->task.value_or("");
  if (envelope->task && (task.name.empty() || task.name.size() > kMaxTaskName)) {
    return refused(task.id, {bad_task_name()});
  }
  const Entry* entry = find_entry(task.type);
  const int64_t saves = engine.saves_with_referrers();
  if (length.ms <= 0 || entry == nullptr || !is_answered_in_turns(*entry)) {
    Result<Json> result = dispatch(engine, *envelope, task, length, is_left);
    return settled_by(engine, task, std::move(result), saves, length, is_left);
  }
  const Turn turn(clock_of(length), length.ms, &task.notes);
  Result<Json> result = dispatch(engine, *envelope, task, length, is_left);
  if (!is_left) return settled_by(engine, task, std::move(result), saves, length, is_left);
  task.settled |= turn.is_settled();
  task.progress = *turn.left_at();
  return not_yet(task);
}

}  // namespace

HandledMessage handle_message(engine::Engine& engine, const engine::Principal& principal,
                              std::string_view message) {
  engine::Task task{.principal = principal};
  bool is_left = false;
  return do_turn(engine, task, message, {}, is_left);
}

HandledMessage begin_message(engine::Engine& engine, const engine::Principal& principal,
                             std::string_view message, const TurnLength& turn) {
  engine::Task task{.principal = principal};
  bool is_left = false;
  HandledMessage handled = do_turn(engine, task, message, turn, is_left);
  if (!is_left) return handled;
  task.message = message;
  handled.unfinished = engine.tasks().add(std::move(task));
  return handled;
}

HandledMessage go_on(engine::Engine& engine, int64_t unfinished, const TurnLength& turn) {
  engine::Task* task = engine.tasks().find(unfinished);
  if (task == nullptr) {
    return refused(0, {make_error("api.no_such_task", {"没有这个未完成的请求",
                                                       "there is no such unfinished request"})});
  }
  bool is_left = false;
  HandledMessage handled = task->stopped && !task->settled
                               ? refused(task->id, {stopped()})
                               : do_turn(engine, *task, task->message, turn, is_left);
  if (is_left) {
    handled.unfinished = unfinished;
  } else {
    engine.tasks().remove(unfinished);
  }
  return handled;
}

HandledMessage answer_device(engine::Engine& engine, const engine::Principal& principal,
                             std::string_view message) {
  Result<engine::Principal> admitted = engine::admit(engine, principal);
  if (!admitted) return refused(0, admitted.diagnostics());
  {
    // What devices saved left this to do (Engine::settle_referrers()): each of their messages does
    // a part.
    const Turn turn(clock_of({}), kTurnOfDevice_ms);
    (void)engine.settle_referrers();
  }
  HandledMessage handled;
  handled.reply = engine.sync_hub().answer(caller_of(*admitted), message);
  handled.ok = handled.reply.find("\"ok\":true") != std::string::npos;
  engine.keep_checkpoint_when_due();
  const engine::ChangeSet changes = heard_by(engine, caller_of(*admitted), engine.take_changes());
  if (changes.empty()) return handled;
  handled.changed = write_json(changed_json(changes));
  handled.reply.insert(handled.reply.size() - 1, ",\"changed\":" + handled.changed);
  return handled;
}

HeardChanges heard_changes(engine::Engine& engine, const engine::Principal& principal) {
  const engine::ChangeSet& changes = engine.untold_changes();
  HeardChanges heard;
  if (changes.empty()) return heard;
  heard.by_all = query::sees_everything(engine.source(), {});
  if (heard.by_all) {
    heard.text = write_json(changed_json(changes));
    return heard;
  }
  const Result<engine::Principal> admitted = engine::admit(engine, principal);
  if (!admitted) return heard;
  const engine::ChangeSet own = heard_by(engine, caller_of(*admitted), changes);
  if (!own.empty()) heard.text = write_json(changed_json(own));
  return heard;
}

HandledMessage facts_reply(const Result<Json>& facts) {
  if (!facts) return refused(0, facts.diagnostics());
  return {write_json({{"id", 0}, {"ok", true}, {"result", *facts}}), true, {}};
}

HandledMessage put_blob(engine::Engine& engine, std::string_view name, std::string_view bytes) {
  const Result<Json> facts = engine.put_blob(name, bytes);
  engine.take_changes();
  return facts_reply(facts);
}

Result<engine::BlobPiece> read_blob(engine::Engine& engine, const engine::Principal& principal,
                                    std::string_view sha256, uint64_t offset) {
  Result<engine::Principal> admitted = engine::admit(engine, principal);
  if (!admitted) return std::move(admitted).error();
  const engine::Caller caller = caller_of(*admitted);
  const bool may_read = query::sees_file(engine.source(), engine::viewer_of(caller), sha256) ||
                        engine.sessions().holds(sha256, caller);
  if (!may_read) return engine::Engine::no_blob(sha256);
  return engine.read_blob(sha256, offset);
}

HandledMessage add_blob(engine::Engine& engine, std::string_view facts) {
  const Result<Json> json = parse_json(facts, {.max_bytes = limits::kMessageBytes});
  if (!json) return refused(0, json.diagnostics());
  const Result<Json> added = engine.add_blob_of_parts(*json);
  engine.take_changes();
  return facts_reply(added);
}

std::string refusal(const Diagnostics& diagnostics) { return refused(0, diagnostics).reply; }

}  // namespace tollgate::api
