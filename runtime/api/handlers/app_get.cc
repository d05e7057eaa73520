#include "handlers.h"
#include "require.h"

namespace tollgate::api {

Result<messages::AppGetReply> handle(Call& call, const messages::AppGetRequest&) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  messages::AppGetReply reply;
  reply.text = (*app)->text;
  reply.id = (*app)->model->id;
  reply.version = (*app)->model->version;
  reply.hash = (*app)->hash;
  return reply;
}

}  // namespace tollgate::api
