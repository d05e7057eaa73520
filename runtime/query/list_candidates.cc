#include <nlohmann/json.hpp>

#include "require.h"
#include "tollgate/base/json.h"
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
  query.limit = limit;
  const model::Entity* target = context->model().find_entity(field->entity);
  record::ValueContext flat = context->app.records->values();
  flat.records = nullptr;
  std::optional<Failure> failure;
  Sight::Condition condition;
  if (field->filter) {
    condition.under = request.path + write_json(form.values());
    condition.passes = [&](const ops::RecordState& state) {
      if (failure) return false;
      const feel::Value candidate =
          record::reference_context(*target, state.id, context->sight->seen_values(state), flat);
      Result<bool> accepted = form.accepts(request.path, candidate);
      if (!accepted) failure = std::move(accepted).error();
      return !failure && *accepted;
    };
  }
  const store::RecordPage page = context->sight->list(query, condition);
  if (failure) return std::move(*failure);
  messages::FormCandidatesReply reply;
  reply.total = page.total;
  for (const store::StoredRecord& record : page.records) {
    reply.candidates.push_back({.record = record.state.id, .title = record.title});
  }
  return reply;
}

}  // namespace tollgate::query
