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

// Each costs a search two bytes for a record.
constexpr size_t kMaxSearchedReferences = 8;

// A search looks in the title, in the texts that the view names, and in the titles of what the
// entity refers to, where the viewer may read all of those.
void search_everywhere(const Context& context, const model::Entity& entity, const model::View* view,
                       store::RecordQuery& query) {
  query.search_in = {"title"};
  for (const std::string& id : view ? view->search : std::vector<std::string>()) {
    const model::Field* field = entity.find_field(id);
    if (!field || !model::is_reference(field->type)) query.search_in.push_back(id);
  }
  for (const model::Field& field : entity.fields) {
    if (query.search_titles.size() == kMaxSearchedReferences) break;
    if (!model::is_reference(field.type)) continue;
    const std::optional<store::ColumnRead> column = context.store.column(entity.id, field.id);
    if (!column || column->kind == model::ColumnKind::kJson) continue;
    if (context.sight->hides(entity.id, field.id)) continue;
    if (!context.sight->tells_titles(field.entity)) continue;
    query.search_titles.push_back({field.id, field.entity});
  }
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
    list.query = query_of(context, *list.view);
  } else {
    list.query.entity = request.entity.value_or("");
  }
  list.entity = app.find_entity(list.query.entity);
  if (!list.entity) {
    return unknown("entity", list.query.entity, "/params/entity", ids_of(app.entities));
  }
  if (!search->empty()) {
    list.query.search = *search;
    search_everywhere(context, *list.entity, list.view, list.query);
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
