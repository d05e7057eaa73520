#include "require.h"
#include "tollgate/base/limits.h"
#include "tollgate/model/field_path.h"

namespace tollgate::query {
namespace {

constexpr int64_t kDefaultCandidates = 50;

}  // namespace

Result<messages::FormCandidatesReply> list_candidates(
    const Source& source, const Viewer& viewer, std::string_view entity_id,
    const form::FormSession& form, const messages::FormCandidatesRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::Entity& entity = *context->model().find_entity(entity_id);
  const model::Field* field = model::field_at(entity, request.path);
  if (!field || !is_reference(field->type)) {
    return unknown("reference", request.path, "/params/path", ids_of(entity.fields));
  }
  Result<std::string> search = searched_text(request.search);
  if (!search) return std::move(search).error();
  int64_t limit = bounded(request.limit, kDefaultCandidates, limits::kRows);
  store::RecordQuery query{.entity = field->entity, .search = *search, .sort = {{"title", false}}};
  messages::FormCandidatesReply reply;
  auto take = [&](const store::StoredRecord& record) {
    if (++reply.total <= limit)
      reply.candidates.push_back({.record = record.state.id, .title = record.title});
  };
  if (!field->filter) {
    query.limit = limit;
    store::RecordPage page = context->sight->list(query);
    for (const store::StoredRecord& record : page.records) take(record);
    reply.total = page.total;
    return reply;
  }
  const model::Entity* target = context->model().find_entity(field->entity);
  record::ValueContext flat = context->app.records->values();
  flat.records = nullptr;
  std::optional<Failure> failure;
  context->sight->scan(query, [&](store::StoredRecord&& record) {
    feel::Value candidate = record::reference_context(
        *target, record.state.id, context->sight->seen_values(record.state), flat);
    Result<bool> accepted = form.accepts(request.path, candidate);
    if (!accepted) {
      failure = std::move(accepted).error();
      return false;
    }
    if (*accepted) take(record);
    return true;
  });
  if (failure) return std::move(*failure);
  return reply;
}

}  // namespace tollgate::query
