#include "handlers.h"
#include "present.h"

namespace tollgate::api {

Result<messages::FormOpenReply> handle(Call& call, const messages::FormOpenRequest& request) {
  Result<engine::Session*> opened = engine::open_form(
      call.engine, {request.form, request.record.value_or(""), request.values.value_or(Json())},
      call.caller);
  if (!opened) return std::move(opened).error();
  engine::Session& session = **opened;
  const model::App& app = call.engine.app_in_force()->model;
  const model::Form& form = *app.find_form(session.form_id);
  const model::Entity& entity = *app.find_entity(session.entity);
  const query::Texts texts = call.texts();

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
  reply.capture = {
      .nonce = session.nonce, .person = session.caller.user, .name = session.person_title};
  if (session.status != "new") {
    std::optional<query::RecordHead> head =
        query::record_head(call.engine.source(), call.viewer(), entity.id, session.record);
    if (!head) return reply;
    reply.title = std::move(head->title);
    if (head->unsubmitted) reply.unsubmitted = true;
    reply.stage = std::move(head->stage);
  }
  return reply;
}

}  // namespace tollgate::api
