#include "handlers.h"

namespace tollgate::api {

Result<messages::InsightPeopleReply> handle(Call& call,
                                            const messages::InsightPeopleRequest& request) {
  return query::newcomers_and_best(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
