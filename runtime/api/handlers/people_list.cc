#include "handlers.h"
#include "require.h"

namespace tollgate::api {

Result<messages::PeopleListReply> handle(Call& call, const messages::PeopleListRequest& request) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  messages::PeopleListReply reply;
  if (!(*app)->model->users) return reply;
  store::RecordPage page = call.engine.store().list({.entity = (*app)->model->users->entity,
                                                     .search = request.search.value_or(""),
                                                     .sort = {{"title", false}},
                                                     .limit = bounded(request.limit, 500, 1000)});
  for (const store::StoredRecord& record : page.records) {
    reply.people.push_back({record.state.id, record.title});
  }
  reply.total = page.total;
  return reply;
}

}  // namespace tollgate::api
