#include "handlers.h"
#include "tollgate/query/unknown.h"

namespace tollgate::api {

Result<messages::AppGetReply> handle(Call& call, const messages::AppGetRequest&) {
  const std::optional<engine::AppInForce> app = call.engine.app_in_force();
  if (!app) return query::no_app();
  messages::AppGetReply reply;
  reply.text = app->text;
  reply.id = app->model.id;
  reply.version = app->model.version;
  reply.hash = app->hash;
  return reply;
}

}  // namespace tollgate::api
