#include <algorithm>
#include <map>

#include "require.h"
#include "tollgate/ops/op.h"

namespace tollgate::query {
namespace {

// Of one reply: a few milliseconds of the engine's time.
constexpr int kMaxOpsLookedAt = 500;
// What is out of sight is looked for as it stood before. A record with a longer history than this
// is told as gone only where all of its kind are seen.
constexpr int kMaxOpsOfRecord = 2000;

struct ChangedRecord {
  int64_t op = 0;
  int64_t at_ms = 0;
};

// As the record stood after that op; nullopt: it was not there, or has done too much since.
std::optional<ops::RecordState> state_after(store::Store& store, const ops::RecordKey& key,
                                            int64_t op) {
  std::optional<ops::RecordState> state;
  int looked = 0;
  store.read_ops_of(key.entity, key.record, op + 1, [&](const store::StoredOp& stored) {
    if (++looked > kMaxOpsOfRecord) return false;
    const Result<ops::Op> read = ops::parse_op(stored.bytes);
    if (read) state = ops::apply_op(std::move(state), *read);
    return true;
  });
  if (looked > kMaxOpsOfRecord) return std::nullopt;
  return state;
}

// "" where the viewer may know nothing of it.
std::string kind_of_change(const Context& context, const ops::RecordKey& key, int64_t after) {
  const auto now = context.store.find_record(key.entity, key.record);
  const bool stands = now && now->state.status != ops::RecordStatus::kDiscarded;
  if (context.sight->sees_all_rows(key.entity)) return stands ? "changed" : "gone";
  if (stands && context.sight->sees(now->state)) return "changed";
  const auto before = state_after(context.store, key, after);
  const bool was_seen =
      before && before->status != ops::RecordStatus::kDiscarded && context.sight->sees(*before);
  return was_seen ? "gone" : "";
}

}  // namespace

Result<messages::RecordChangesReply> list_changes(const Source& source, const Viewer& viewer,
                                                  const messages::RecordChangesRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  if (request.entities) {
    for (const std::string& entity : *request.entities) {
      if (context->model().find_entity(entity)) continue;
      return unknown("entity", entity, "/params/entities", ids_of(context->model().entities));
    }
  }
  messages::RecordChangesReply reply;
  const int64_t end = context->store.last_op();
  reply.after = end;
  if (!request.after) return reply;
  const int64_t after = std::clamp<int64_t>(*request.after, 0, end);
  std::map<ops::RecordKey, ChangedRecord> records;
  int looked = 0;
  context->store.read_ops(after, [&](const store::StoredOp& stored) {
    if (++looked > kMaxOpsLookedAt) {
      reply.more = true;
      return false;
    }
    reply.after = stored.number;
    const bool is_app = stored.kind == "app.put";
    const bool wanted =
        !request.entities || is_app ||
        std::ranges::find(*request.entities, stored.entity) != request.entities->end();
    if (!wanted || (stored.entity.empty() && !is_app)) return true;
    const Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (!op || ops::is_note(op->body)) return true;
    if (const auto* app = std::get_if<ops::AppPut>(&op->body)) {
      messages::RecordChange& change = reply.changes.emplace_back();
      change.kind = "app";
      change.op = stored.number;
      change.at_ms = op->at_ms();
      change.app_version = app->version;
      return true;
    }
    records[{stored.entity, stored.record}] = {stored.number, op->at_ms()};
    return true;
  });
  const Texts texts = context->texts();
  for (const auto& [key, what] : records) {
    const std::string kind = kind_of_change(*context, key, after);
    if (kind.empty()) continue;
    messages::RecordChange& change = reply.changes.emplace_back();
    change.kind = kind;
    change.op = what.op;
    change.at_ms = what.at_ms;
    change.entity = key.entity;
    change.record = key.record;
    if (kind == "changed") change.title = texts.title(key.entity, key.record);
  }
  std::ranges::sort(reply.changes, {}, &messages::RecordChange::op);
  return reply;
}

}  // namespace tollgate::query
