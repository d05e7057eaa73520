#include "handlers.h"
#include "present.h"
#include "require.h"

namespace tollgate::api {

Result<messages::FormOpenReply> handle(Call& call, const messages::FormOpenRequest& request) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  Result<engine::Session*> opened = engine::open_form(
      call.engine, {request.form, request.record.value_or(""), request.values.value_or(Json())},
      call.caller);
  if (!opened) return std::move(opened).error();
  engine::Session& session = **opened;
  const model::Form& form = *(*app)->model->find_form(session.form_id);
  const model::Entity& entity = *(*app)->model->find_entity(session.entity);
  engine::Texts texts = texts_of(call);

  messages::FormOpenReply reply;
  reply.session = session.id;
  reply.form = form.id;
  reply.entity = entity.id;
  reply.record = session.record;
  reply.status = session.status;
  reply.label = texts.of(form.label);
  if (!form.submit_label.empty()) reply.submit_label = texts.of(form.submit_label);
  reply.target_seconds = form.target_seconds;
  reply.sections = present(form, entity, texts);
  reply.state = present(call, session, session.form->state());
  if (session.status != "new") {
    reply.title = texts.title(entity.id, session.record);
    auto stored = call.engine.store().find_record(entity.id, session.record);
    if (stored && stored->state.has_unsubmitted()) reply.unsubmitted = true;
    if (stored) reply.stage = workflow_state(call, *stored);
  }
  return reply;
}

}  // namespace tollgate::api
