#include "asked_list.h"
#include "require.h"
#include "rows.h"

namespace tollgate::query {
namespace {

constexpr int64_t kDefaultStageRows = 20;
constexpr int64_t kMaxStageRows = 200;

// What a card says below its title: the stage is where it stands, and a date says what comes next.
std::vector<model::Column> card_columns(const Context& context, const model::Entity& entity,
                                        const model::View* view, const std::string& stage_field) {
  std::vector<model::Column> columns;
  bool has_day = false;
  const auto add = [&](const model::Field& field) {
    columns.emplace_back();
    columns.back().id = columns.back().field = field.id;
  };
  const auto is_day = [](const model::Field& field) { return model::has_day(field.type); };
  for (const model::Column& column : view ? view->columns : std::vector<model::Column>()) {
    if (column.field == stage_field) continue;
    columns.push_back(column);
    const model::Field* field = entity.find_field(column.field);
    has_day = has_day || (field && is_day(*field));
  }
  for (const model::Field& field : entity.fields) {
    if (has_day) break;
    if (!is_day(field) || context.sight->hides(entity.id, field.id)) continue;
    add(field);
    has_day = true;
  }
  return columns;
}

// The board's records as a list's request names them.
messages::RecordListRequest list_of(const messages::WorkflowBoardRequest& request,
                                    const std::string& entity) {
  messages::RecordListRequest list;
  list.view = request.view;
  if (!list.view) list.entity = entity;
  list.search = request.search;
  list.filters = request.filters;
  return list;
}

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
  Result<AskedList> asked = asked_list(*context, list_of(request, entity.id));
  if (!asked) return std::move(asked).error();
  if (asked->entity != &entity) {
    std::vector<std::string> views;
    for (const model::View& view : app.views) {
      if (view.entity == entity.id) views.push_back(view.id);
    }
    return unknown("view", request.view.value_or(""), "/params/view", views);
  }
  const model::View* shown = asked->view ? asked->view : view_of(app, entity.id);
  const Rows rows(*context, entity, asked->view,
                  card_columns(*context, entity, shown, workflow->stage_field));
  messages::WorkflowBoardReply reply;
  reply.label = app.text_for(workflow->label, viewer.locale);
  reply.columns = rows.columns();
  for (const model::Stage& stage : workflow->stages) {
    bool first = &stage == &workflow->stages.front();
    store::RecordQuery query = asked->query;
    query.where.push_back({workflow->stage_field, stage.id, first});
    query.limit = bounded(request.limit, kDefaultStageRows, kMaxStageRows);
    if (request.mine.value_or(false) && !entity.owner.empty()) {
      query.where.push_back({entity.owner, viewer.person, false});
    }
    RowPage page = rows.page(query);
    messages::WorkflowBoardReplyStage out;
    out.id = stage.id;
    out.label = app.text_for(stage.label, viewer.locale);
    out.kind = name_of(stage.kind);
    out.count = page.total;
    out.rows = std::move(page.rows);
    reply.stages.push_back(std::move(out));
  }
  return reply;
}

}  // namespace tollgate::query
