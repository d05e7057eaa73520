#include "handlers.h"
#include "present.h"

namespace tollgate::api {

Result<messages::FormSaveReply> handle(Call& call, const messages::FormSaveRequest& request) {
  Result<engine::Session*> found = call.engine.sessions().find(request.session);
  if (!found) return std::move(found).error();
  engine::Session& session = **found;
  Result<engine::FormSaved> saved = engine::save_form(call.engine, session, request.complete);
  if (!saved) return std::move(saved).error();

  messages::FormSaveReply reply;
  reply.record = session.record;
  reply.status = session.status;
  reply.saved = saved->saved;
  reply.changes = present(call, session, saved->changes);
  engine::Texts texts = texts_of(call);
  for (const scorecard::Score& score : saved->outcome.scores) {
    reply.scores.push_back(present(score, texts));
  }
  reply.effects = present(call, saved->outcome);
  if (!saved->outcome.problems.empty()) reply.problems = std::move(saved->outcome.problems);
  if (const auto& stored = saved->outcome.record) reply.workflow = workflow_state(call, *stored);
  return reply;
}

}  // namespace tollgate::api
