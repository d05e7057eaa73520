#include "handlers.h"
#include "require.h"
#include "rows.h"

namespace tollgate::api {
namespace {

constexpr int64_t kDefaultRows = 20;
constexpr int64_t kMaxRows = 200;

}  // namespace

Result<messages::WorkflowBoardReply> handle(Call& call,
                                            const messages::WorkflowBoardRequest& request) {
  Result<engine::AppRules*> rules = require_app(call);
  if (!rules) return std::move(rules).error();
  const model::App& app = *(*rules)->model;
  const model::Workflow* workflow = app.find_workflow(request.workflow);
  if (!workflow) {
    return unknown("workflow", request.workflow, "/params/workflow", ids_of(app.workflows));
  }
  const model::Entity& entity = *app.find_entity(workflow->entity);
  Rows rows(call, entity, view_of(app, entity.id));
  messages::WorkflowBoardReply reply;
  reply.label = app.text_for(workflow->label, call.caller.locale);
  reply.columns = rows.columns();
  for (const model::Stage& stage : workflow->stages) {
    bool first = &stage == &workflow->stages.front();
    store::RecordQuery query{.entity = entity.id,
                             .where = {{workflow->stage_field, stage.id, first}},
                             .limit = bounded(request.limit, kDefaultRows, kMaxRows)};
    if (request.mine.value_or(false) && !entity.owner.empty()) {
      query.where.push_back({entity.owner, call.caller.user, false});
    }
    store::RecordPage page = call.engine.store().list(query);
    messages::WorkflowBoardReplyStage out;
    out.id = stage.id;
    out.label = app.text_for(stage.label, call.caller.locale);
    out.kind = name_of(stage.kind);
    out.count = page.total;
    for (const store::StoredRecord& record : page.records) out.rows.push_back(rows.row(record));
    reply.stages.push_back(std::move(out));
  }
  return reply;
}

}  // namespace tollgate::api
