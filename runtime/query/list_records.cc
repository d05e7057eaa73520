#include "asked_list.h"
#include "cursor.h"
#include "list_fields.h"
#include "require.h"
#include "rows.h"
#include "tollgate/base/limits.h"

namespace tollgate::query {

Result<messages::RecordListReply> list_records(const Source& source, const Viewer& viewer,
                                               const messages::RecordListRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<AskedList> list = asked_list(*context, request);
  if (!list) return std::move(list).error();
  store::RecordQuery& query = list->query;
  query.offset = bounded(request.offset, 0, INT64_MAX);
  query.limit = bounded(request.limit, kDefaultRows, limits::kRows);
  if (Status placed = set_place(query, request.after); !placed) return std::move(placed).error();

  const model::App& app = context->model();
  const model::Entity& entity = *list->entity;
  const model::View* view = list->view;
  RowPage page = Rows(*context, entity, view, std::move(list->columns)).page(query);
  messages::RecordListReply reply;
  reply.label = label_of(*context, *list);
  reply.columns = std::move(page.columns);
  reply.rows = std::move(page.rows);
  reply.total = page.total;
  reply.next = std::move(page.next);
  const model::Form* form = app.form_of(entity.id);
  if (view && !view->form.empty()) {
    reply.form = view->form;
  } else if (form) {
    reply.form = form->id;
  }
  if (request.with_fields.value_or(false)) {
    reply.fields = ListFields(*context, entity, view).offered();
  }
  return reply;
}

}  // namespace tollgate::query
