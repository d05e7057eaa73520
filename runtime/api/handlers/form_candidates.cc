#include "handlers.h"
#include "require.h"
#include "tollgate/base/limits.h"
#include "tollgate/engine/form_commands.h"

namespace tollgate::api {
namespace {

constexpr int64_t kDefaultLimit = 50;

}  // namespace

Result<messages::FormCandidatesReply> handle(Call& call,
                                             const messages::FormCandidatesRequest& request) {
  Result<engine::Session*> found = call.engine.sessions().find(request.session);
  if (!found) return std::move(found).error();
  engine::Session& session = **found;
  const model::Entity& entity = *session.app->model->find_entity(session.entity);
  const model::Field* field = engine::field_at(entity, request.path);
  if (!field || field->type != model::FieldType::kReference) {
    return unknown("reference", request.path, "/params/path", ids_of(entity.fields));
  }
  int64_t limit = bounded(request.limit, kDefaultLimit, limits::kRows);
  store::RecordQuery query{
      .entity = field->entity, .search = request.search.value_or(""), .sort = {{"title", false}}};
  messages::FormCandidatesReply reply;
  auto take = [&](const store::StoredRecord& record) {
    if (++reply.total <= limit) reply.candidates.push_back({record.state.id, record.title});
  };
  if (!field->filter) {
    query.limit = limit;
    store::RecordPage page = call.engine.store().list(query);
    for (const store::StoredRecord& record : page.records) take(record);
    reply.total = page.total;
    return reply;
  }
  const model::Entity* target = session.app->model->find_entity(field->entity);
  record::ValueContext flat = session.app->records->values();
  flat.records = nullptr;
  std::optional<Failure> failure;
  call.engine.store().scan(query, [&](store::StoredRecord&& record) {
    feel::Value candidate = record::reference_context(*target, record.state.id,
                                                      engine::wire_values(record.state), flat);
    Result<bool> accepted = session.form->accepts(request.path, candidate);
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

}  // namespace tollgate::api
