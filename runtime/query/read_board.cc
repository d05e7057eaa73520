#include "require.h"
#include "rows.h"

namespace tollgate::query {
namespace {

constexpr int64_t kDefaultStageRows = 20;
constexpr int64_t kMaxStageRows = 200;

}  // namespace

Result<messages::WorkflowBoardReply> read_board(const Source& source, const Viewer& viewer,
                                                const messages::WorkflowBoardRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const model::Workflow* workflow = app.find_workflow(request.workflow);
  if (!workflow) {
    return unknown("workflow", request.workflow, "/params/workflow", ids_of(app.workflows));
  }
  const model::Entity& entity = *app.find_entity(workflow->entity);
  Rows rows(*context, entity, view_of(app, entity.id));
  messages::WorkflowBoardReply reply;
  reply.label = app.text_for(workflow->label, viewer.locale);
  reply.columns = rows.columns();
  for (const model::Stage& stage : workflow->stages) {
    bool first = &stage == &workflow->stages.front();
    store::RecordQuery query{.entity = entity.id,
                             .where = {{workflow->stage_field, stage.id, first}},
                             .limit = bounded(request.limit, kDefaultStageRows, kMaxStageRows)};
    if (request.mine.value_or(false) && !entity.owner.empty()) {
      query.where.push_back({entity.owner, viewer.person, false});
    }
    store::RecordPage page = context->sight->list(query);
    messages::WorkflowBoardReplyStage out;
    out.id = stage.id;
    out.label = app.text_for(stage.label, viewer.locale);
    out.kind = name_of(stage.kind);
    out.count = page.total;
    for (const store::StoredRecord& record : page.records) out.rows.push_back(rows.row(record));
    reply.stages.push_back(std::move(out));
  }
  return reply;
}

}  // namespace tollgate::query
