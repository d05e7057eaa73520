#include "handlers.h"
#include "tollgate/engine/hand_over.h"

namespace tollgate::api {

Result<messages::PeopleHandOverReply> handle(Call& call,
                                             const messages::PeopleHandOverRequest& request) {
  Result<engine::HandOverReport> report = engine::hand_over(
      call.engine, {request.from, request.to, request.preview.value_or(false), call.step_ms},
      call.caller);
  if (!report) return std::move(report).error();
  messages::PeopleHandOverReply reply;
  if (!report->batch.empty()) reply.batch = std::move(report->batch);
  reply.more = report->more;
  const engine::AppInForce in_force = *call.engine.app_in_force();
  const model::App& app = in_force.model;
  for (engine::HandedOver& each : report->entities) {
    const model::Entity* entity = app.find_entity(each.entity);
    reply.entities.push_back({.entity = each.entity,
                              .label = app.text_for(entity->label, call.caller.locale),
                              .records = each.records});
  }
  return reply;
}

}  // namespace tollgate::api
