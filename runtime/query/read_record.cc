#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "related_records.h"
#include "require.h"
#include "rows.h"
#include "tollgate/form/session.h"
#include "tollgate/query/cells.h"
#include "tollgate/query/present.h"
#include "verdicts.h"

namespace tollgate::query {
namespace {

constexpr int64_t kMaxEffects = 50;

std::vector<messages::RecordGetReplyFieldItem> items_of(const model::Field& list, const Json& items,
                                                        const Texts& texts) {
  std::vector<messages::RecordGetReplyFieldItem> out;
  for (const Json& item : items) {
    std::vector<messages::Cell>& cells = out.emplace_back().cells;
    for (const model::Field& field : list.fields) {
      Json value = item.is_object() ? item.value(field.id, Json()) : Json();
      cells.push_back(cell_of(field, std::move(value), texts, false));
    }
  }
  return out;
}

using FindingsOfFields = std::map<std::string, Diagnostics, std::less<>>;

// What a form would say about the record as it is stored, by field. That something is missing is
// no matter of a value that is there.
FindingsOfFields findings_of(const Context& context, const model::Entity& entity,
                             const ops::RecordState& state) {
  FindingsOfFields found;
  auto rules = context.app.form_rules(entity, "");
  if (!rules) return found;
  form::OpenOptions options;
  options.clock = &context.clock;
  options.records = context.sight.get();
  options.user = context.person();
  options.facts = context.app.records->facts(state);
  options.is_new = false;
  options.values = live::wire_values(state);
  const form::FormSession session(*rules, std::move(options));
  for (auto& [path, finding] : session.findings()) {
    if (finding.code == "form.required" || finding.code == "form.unfinished") continue;
    Diagnostics& of_field = found[path.substr(0, path.find('/'))];
    if (std::find(of_field.begin(), of_field.end(), finding) == of_field.end()) {
      of_field.push_back(finding);
    }
  }
  return found;
}

messages::RecordGetReplyField field_of(const model::Field& field, const Json& value,
                                       const Texts& texts) {
  messages::RecordGetReplyField out;
  out.id = field.id;
  out.label = texts.of(field.label);
  out.type = name_of(field.type);
  out.cell = cell_of(field, value, texts, false);
  if (!is_list(field.type) || !value.is_array()) return out;
  out.columns.emplace();
  for (const model::Field& inner : field.fields) {
    out.columns->push_back({.field = std::nullopt,
                            .id = inner.id,
                            .label = texts.of(inner.label),
                            .type = std::string(name_of(inner.type))});
  }
  out.items = items_of(field, value, texts);
  return out;
}

}  // namespace

Result<messages::RecordGetReply> read_record(const Source& source, const Viewer& viewer,
                                             const messages::RecordGetRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<ops::StoredRecord> record = require_record(*context, request.entity, request.record);
  if (!record) return std::move(record).error();
  const model::Entity& entity = *context->model().find_entity(request.entity);
  const Texts texts = context->texts();

  messages::RecordGetReply reply;
  reply.row = Rows(*context, entity, view_of(context->model(), entity.id)).row(*record);
  if (const model::Form* form = context->model().form_of(entity.id)) reply.form = form->id;
  if (context->sight->may(access::Action::kUpdate, entity.id, request.record)) {
    reply.may_change = true;
  }
  if (context->sight->may(access::Action::kDelete, entity.id, request.record)) {
    reply.may_discard = true;
  }
  const Json values = context->sight->seen_values(record->state);
  const FindingsOfFields findings = findings_of(*context, entity, record->state);
  for (const model::Field& field : entity.fields) {
    const Json value = values.value(field.id, Json());
    reply.fields.push_back(field_of(field, value, texts));
    const auto of_field = findings.find(field.id);
    if (of_field != findings.end() && !value.is_null()) {
      reply.fields.back().findings = of_field->second;
    }
  }
  if (auto related = related_of(*context, entity); !related.empty()) {
    reply.related = std::move(related);
  }
  if (context->model().form_of(entity.id) &&
      context->sight->rights().may_some(access::Action::kCreate, entity.id)) {
    reply.copy = values_to_copy(*context, entity, values);
  }
  if (auto follow_ups = follow_ups_of(*context, entity, record->state); !follow_ups.empty()) {
    reply.follow_ups = std::move(follow_ups);
  }
  for (const store::ScoreRow& row : context->sight->scores(entity.id, request.record)) {
    reply.scores.push_back(present(*context, row, *record));
  }
  if (const live::EntityRules* rules = context->app.rules_of(entity.id)) {
    for (const workflow::Workflow& w : rules->workflows) {
      if (auto state = workflow_state(*context, *record, &w)) reply.workflows.push_back(*state);
    }
  }
  for (const store::MessageRow& row :
       context->store.messages_of(entity.id, request.record, kMaxEffects)) {
    auto effect = present_effect(stored_json(row.effect), entity.id, texts);
    if (effect) reply.effects.push_back(*std::move(effect));
  }
  auto problems =
      present(context->store.problems_of(entity.id, request.record, kMaxEffects), texts);
  if (!problems.empty()) reply.problems = std::move(problems);
  return reply;
}

}  // namespace tollgate::query
