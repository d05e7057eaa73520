#include "handlers.h"
#include "present.h"
#include "tollgate/query/present.h"

namespace tollgate::api {

Result<messages::FormSaveReply> handle(Call& call, const messages::FormSaveRequest& request) {
  Result<engine::Session*> found = call.engine.sessions().find(request.session, call.caller);
  if (!found) return std::move(found).error();
  engine::Session& session = **found;
  Result<engine::FormSaved> saved = engine::save_form(call.engine, session, request.complete);
  if (!saved) return std::move(saved).error();

  messages::FormSaveReply reply;
  reply.record = session.record;
  reply.status = session.status;
  reply.saved = saved->saved;
  reply.changes = present(call, session, saved->changes);
  const query::Texts texts = call.texts();
  for (const scorecard::Score& score : saved->outcome.scores) {
    reply.scores.push_back(query::present(score, texts));
  }
  reply.effects = query::present(saved->outcome.effects, session.entity, texts);
  if (!saved->outcome.problems.empty()) reply.problems = std::move(saved->outcome.problems);
  if (saved->outcome.record) {
    reply.workflow =
        query::first_workflow_state(call.engine.source(), call.viewer(), *saved->outcome.record);
  }
  return reply;
}

}  // namespace tollgate::api
