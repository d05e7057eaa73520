#include "asked_list.h"

#include "list_fields.h"
#include "require.h"
#include "rows.h"

namespace tollgate::query {
namespace {

// Whose drafts are shown; nullopt where nobody owns them, or nobody asks.
std::optional<store::FieldEquals> own_drafts(const Viewer& viewer, const model::Entity& entity) {
  if (entity.owner.empty() || viewer.person.empty()) return std::nullopt;
  return store::FieldEquals{entity.owner, viewer.person, false};
}

}  // namespace

Result<AskedList> asked_list(const Context& context, const messages::RecordListRequest& request) {
  Result<std::string> search = searched_text(request.search);
  if (!search) return std::move(search).error();
  const model::App& app = context.model();
  AskedList list;
  if (request.view) {
    list.view = app.find_view(*request.view);
    if (!list.view) return unknown("view", *request.view, "/params/view", ids_of(app.views));
    list.query = query_of(context, *list.view, *search);
  } else {
    list.query.entity = request.entity.value_or("");
    list.query.search = *search;
  }
  list.entity = app.find_entity(list.query.entity);
  if (!list.entity) {
    return unknown("entity", list.query.entity, "/params/entity", ids_of(app.entities));
  }
  if (request.only_drafts.value_or(false)) {
    list.query.complete = false;
    list.query.drafts = true;
    if (const auto own = own_drafts(context.viewer, *list.entity)) {
      list.query.where.push_back(*own);
    }
    list.query.sort.clear();
  } else if (request.drafts.value_or(false)) {
    list.query.drafts = true;
    list.query.drafts_where = own_drafts(context.viewer, *list.entity);
  }
  const ListFields fields(context, *list.entity, list.view);
  if (request.filters) {
    if (Status narrowed = fields.narrow(*request.filters, list.query); !narrowed) {
      return std::move(narrowed).error();
    }
  }
  if (request.sort) {
    if (Status sorted = fields.sort(*request.sort, list.query); !sorted) {
      return std::move(sorted).error();
    }
  }
  if (request.columns) list.columns = fields.columns(*request.columns);
  return list;
}

const std::string& label_of(const Context& context, const AskedList& list) {
  const model::Text& label = list.view ? list.view->label : list.entity->label;
  return context.model().text_for(label, context.viewer.locale);
}

}  // namespace tollgate::query
