#include "handlers.h"
#include "require.h"
#include "rows.h"

#include "tollgate/base/limits.h"

namespace tollgate::api {
namespace {

constexpr int64_t kDefaultLimit = 50;

// Whose drafts are shown; nullopt where nobody owns them, or nobody asks.
std::optional<store::FieldEquals> own_drafts(const Call& call, const model::Entity& entity) {
  if (entity.owner.empty() || call.caller.user.empty()) return std::nullopt;
  return store::FieldEquals{entity.owner, call.caller.user, false};
}

}  // namespace

Result<messages::RecordListReply> handle(Call& call, const messages::RecordListRequest& request) {
  Result<engine::AppRules*> rules = require_app(call);
  if (!rules) return std::move(rules).error();
  const model::App& app = *(*rules)->model;
  const model::View* view = nullptr;
  store::RecordQuery query;
  if (request.view) {
    view = app.find_view(*request.view);
    if (!view) return unknown("view", *request.view, "/params/view", ids_of(app.views));
    query = query_of(call, *view, request.search.value_or(""));
  } else {
    query.entity = request.entity.value_or("");
    query.search = request.search.value_or("");
  }
  const model::Entity* entity = app.find_entity(query.entity);
  if (!entity) return unknown("entity", query.entity, "/params/entity", ids_of(app.entities));
  if (request.only_drafts.value_or(false)) {
    query.complete = false;
    query.drafts = true;
    if (const auto own = own_drafts(call, *entity)) query.where.push_back(*own);
    query.sort.clear();
  } else if (request.drafts.value_or(false)) {
    query.drafts = true;
    query.drafts_where = own_drafts(call, *entity);
  }
  query.offset = bounded(request.offset, 0, INT64_MAX);
  query.limit = bounded(request.limit, kDefaultLimit, limits::kRows);

  RowPage page = Rows(call, *entity, view).page(query);
  messages::RecordListReply reply;
  const model::Text& label = view ? view->label : entity->label;
  reply.label = app.text_for(label, call.caller.locale);
  reply.columns = std::move(page.columns);
  reply.rows = std::move(page.rows);
  reply.total = page.total;
  const model::Form* form = app.form_of(entity->id);
  if (view && !view->form.empty()) {
    reply.form = view->form;
  } else if (form) {
    reply.form = form->id;
  }
  return reply;
}

}  // namespace tollgate::api
