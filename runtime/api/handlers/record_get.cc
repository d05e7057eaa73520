#include <nlohmann/json.hpp>

#include "handlers.h"
#include "present.h"
#include "require.h"
#include "rows.h"

namespace tollgate::api {
namespace {

constexpr int64_t kMaxEffects = 50;
constexpr int64_t kMaxOps = 200;

std::vector<messages::RecordGetReplyOp> ops_of(Call& call, const messages::RecordGetRequest& r,
                                               const engine::Texts& texts) {
  std::vector<messages::RecordGetReplyOp> ops;
  for (const store::StoredOp& stored : call.engine.store().ops_of(r.entity, r.record, kMaxOps)) {
    Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (!op) continue;
    messages::RecordGetReplyOp out;
    out.number = stored.number;
    out.at = texts.instant(op->time.milliseconds);
    out.kind = kind_of(op->body);
    if (!op->user.empty()) out.user = op->user;
    out.hash = hex(stored.hash);
    ops.push_back(std::move(out));
  }
  return ops;
}

std::vector<messages::RecordGetReplyFieldItem> items_of(const model::Field& list, const Json& items,
                                                        const engine::Texts& texts) {
  std::vector<messages::RecordGetReplyFieldItem> out;
  for (const Json& item : items) {
    std::vector<messages::Cell>& cells = out.emplace_back().cells;
    for (const model::Field& field : list.fields) {
      const Json value = item.is_object() ? item.value(field.id, Json()) : Json();
      cells.push_back({value, texts.of(field, value)});
    }
  }
  return out;
}

messages::RecordGetReplyField field_of(const model::Field& field, const Json& value,
                                       const engine::Texts& texts) {
  messages::RecordGetReplyField out;
  out.id = field.id;
  out.label = texts.of(field.label);
  out.type = name_of(field.type);
  out.cell = {value, texts.of(field, value)};
  if (field.type != model::FieldType::kList || !value.is_array()) return out;
  out.columns.emplace();
  for (const model::Field& inner : field.fields) {
    out.columns->push_back({inner.id, texts.of(inner.label), std::string(name_of(inner.type))});
  }
  out.items = items_of(field, value, texts);
  return out;
}

}  // namespace

Result<messages::RecordGetReply> handle(Call& call, const messages::RecordGetRequest& request) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  Result<store::StoredRecord> record = require_record(call, request.entity, request.record);
  if (!record) return std::move(record).error();
  const model::Entity& entity = *(*app)->model->find_entity(request.entity);
  engine::Texts texts = texts_of(call);

  messages::RecordGetReply reply;
  reply.row = Rows(call, entity, view_of(*(*app)->model, entity.id)).row(*record);
  if (const model::Form* form = (*app)->model->form_of(entity.id)) reply.form = form->id;
  const Json values = (*app)->records->seen_values(record->state);
  for (const model::Field& field : entity.fields) {
    const Json value = values.value(field.id, Json());
    reply.fields.push_back(field_of(field, value, texts));
  }
  for (const store::ScoreRow& row : call.engine.store().scores(entity.id, request.record)) {
    reply.scores.push_back(present(call, row, *record));
  }
  if (const engine::EntityRules* rules = (*app)->rules_of(entity.id)) {
    for (const workflow::Workflow& w : rules->workflows) {
      if (auto state = workflow_state(call, *record, &w)) reply.workflows.push_back(*state);
    }
  }
  for (const store::MessageRow& row :
       call.engine.store().messages_of(entity.id, request.record, kMaxEffects)) {
    reply.effects.push_back(present_effect(row.effect, texts));
  }
  reply.ops = ops_of(call, request, texts);
  return reply;
}

}  // namespace tollgate::api
