#include "require.h"
#include "tollgate/automation/automation.h"
#include "tollgate/record/message.h"
#include "tollgate/record/values.h"
#include "verdicts.h"

namespace tollgate::query {
namespace {

Diagnostic no_record_to_try(const LocalizedText& entity) {
  return make_error("query.no_record_to_try",
                    {"“" + entity.zh + "”还没有可以试用的记录",
                     "there is no record of “" + entity.en + "” to try it on yet"});
}

// As texts say it: a set field with what it would hold.
messages::TriedEffect tried_effect(const Context& context, const automation::Effect& effect,
                                   const std::string& entity) {
  const Texts texts = context.texts();
  messages::TriedEffect out;
  out.type = automation::type_of(effect);
  if (const auto* notify = std::get_if<automation::Notify>(&effect.kind)) {
    out.channel = std::string(model::name_of(notify->channel));
    out.message = texts.of(notify->message);
    out.to.emplace();
    const auto& users = context.model().users;
    for (const std::string& person : notify->to) {
      out.to->push_back(users ? texts.title(users->entity, person) : person);
    }
  } else if (const auto* set = std::get_if<automation::SetField>(&effect.kind)) {
    out.field = texts.of(set->field->label);
    out.value = texts.of(*set->field, record::to_wire(*set->field, set->value));
    if (!set->record.empty() && set->entity != entity) {
      out.record = texts.title(set->entity, set->record);
    }
  }
  return out;
}

}  // namespace

Result<messages::AutomationTryReply> try_automation(const Source& source, const Viewer& viewer,
                                                    const messages::AutomationTryRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const model::Automation* automation = app.find_automation(request.automation);
  if (!automation) {
    return unknown("automation", request.automation, "/params/automation", ids_of(app.automations));
  }
  const model::Entity* entity = app.find_entity(automation->on.entity);
  if (!entity) return unknown("entity", automation->on.entity, "/params/automation", {});
  std::string id = request.record.value_or("");
  if (id.empty()) {
    const store::RecordPage newest = context->sight->list(
        {.entity = entity->id, .sort = {{.field = "updated_at", .descending = true}}, .limit = 1});
    if (newest.records.empty()) {
      return no_record_to_try(record::localized(entity->label, app));
    }
    id = newest.records.front().state.id;
  }
  Result<ops::StoredRecord> record = require_record(*context, entity->id, id);
  if (!record) return std::move(record).error();

  const record::RecordView view =
      context->app.records->view(record->state, context->person(), true);
  Diagnostics problems;
  const automation::Automations::Tried tried =
      context->app.rules_of(entity->id)
          ->automations.try_on(automation->id, view, context->app.records->values(),
                               context->rules(), problems);
  messages::AutomationTryReply reply;
  reply.record = id;
  reply.title = context->texts().title(entity->id, id);
  reply.holds = tried.holds;
  for (const automation::Effect& effect : tried.effects) {
    reply.effects.push_back(tried_effect(*context, effect, entity->id));
  }
  for (const Diagnostic& problem : problems) {
    reply.problems.push_back(context->texts().of(problem.message));
  }
  return reply;
}

}  // namespace tollgate::query
