#include "handlers.h"
#include "tollgate/engine/assign.h"
#include "tollgate/query/present.h"
#include "tollgate/query/query.h"

namespace tollgate::api {

Result<messages::DashboardAssignReply> handle(Call& call,
                                              const messages::DashboardAssignRequest& request) {
  Result<query::Dispatching> found =
      query::dispatch_of(call.engine.source(), call.viewer(), request);
  if (!found) return std::move(found).error();
  Result<engine::Outcome> outcome = engine::assign(
      call.engine, {found->entity, found->field, found->records, request.person}, call.caller);
  if (!outcome) return std::move(outcome).error();
  messages::DashboardAssignReply reply;
  reply.assigned = int64_t(found->records.size());
  reply.left = found->left;
  reply.effects = query::present(outcome->effects, found->entity, call.texts());
  return reply;
}

}  // namespace tollgate::api
