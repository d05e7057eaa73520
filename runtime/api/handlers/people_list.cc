#include "handlers.h"

namespace tollgate::api {

Result<messages::PeopleListReply> handle(Call& call, const messages::PeopleListRequest& request) {
  return query::list_people(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
