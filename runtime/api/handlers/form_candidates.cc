#include "handlers.h"

namespace tollgate::api {

Result<messages::FormCandidatesReply> handle(Call& call,
                                             const messages::FormCandidatesRequest& request) {
  Result<engine::Session*> found = call.engine.sessions().find(request.session, call.caller);
  if (!found) return std::move(found).error();
  const engine::Session& session = **found;
  return query::list_candidates(call.engine.source(session.app.get()), call.viewer(),
                                session.entity, *session.form, request);
}

}  // namespace tollgate::api
