#include "cursor.h"
#include "list_fields.h"
#include "require.h"
#include "rows.h"
#include "tollgate/base/limits.h"

namespace tollgate::query {
namespace {

// Whose drafts are shown; nullopt where nobody owns them, or nobody asks.
std::optional<store::FieldEquals> own_drafts(const Viewer& viewer, const model::Entity& entity) {
  if (entity.owner.empty() || viewer.person.empty()) return std::nullopt;
  return store::FieldEquals{entity.owner, viewer.person, false};
}

}  // namespace

Result<messages::RecordListReply> list_records(const Source& source, const Viewer& viewer,
                                               const messages::RecordListRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<std::string> search = searched_text(request.search);
  if (!search) return std::move(search).error();
  const model::App& app = context->model();
  const model::View* view = nullptr;
  store::RecordQuery query;
  if (request.view) {
    view = app.find_view(*request.view);
    if (!view) return unknown("view", *request.view, "/params/view", ids_of(app.views));
    query = query_of(*context, *view, *search);
  } else {
    query.entity = request.entity.value_or("");
    query.search = *search;
  }
  const model::Entity* entity = app.find_entity(query.entity);
  if (!entity) return unknown("entity", query.entity, "/params/entity", ids_of(app.entities));
  if (request.only_drafts.value_or(false)) {
    query.complete = false;
    query.drafts = true;
    if (const auto own = own_drafts(viewer, *entity)) query.where.push_back(*own);
    query.sort.clear();
  } else if (request.drafts.value_or(false)) {
    query.drafts = true;
    query.drafts_where = own_drafts(viewer, *entity);
  }
  query.offset = bounded(request.offset, 0, INT64_MAX);
  query.limit = bounded(request.limit, kDefaultRows, limits::kRows);

  const ListFields fields(*context, *entity, view);
  if (request.filters) {
    if (Status narrowed = fields.narrow(*request.filters, query); !narrowed) {
      return std::move(narrowed).error();
    }
  }
  if (request.sort) {
    if (Status sorted = fields.sort(*request.sort, query); !sorted) {
      return std::move(sorted).error();
    }
  }
  if (Status placed = set_place(query, request.after); !placed) return std::move(placed).error();
  std::vector<model::Column> columns;
  if (request.columns) columns = fields.columns(*request.columns);

  RowPage page = Rows(*context, *entity, view, std::move(columns)).page(query);
  messages::RecordListReply reply;
  const model::Text& label = view ? view->label : entity->label;
  reply.label = app.text_for(label, viewer.locale);
  reply.columns = std::move(page.columns);
  reply.rows = std::move(page.rows);
  reply.total = page.total;
  reply.next = std::move(page.next);
  const model::Form* form = app.form_of(entity->id);
  if (view && !view->form.empty()) {
    reply.form = view->form;
  } else if (form) {
    reply.form = form->id;
  }
  if (request.with_fields.value_or(false)) reply.fields = fields.offered();
  return reply;
}

}  // namespace tollgate::query
