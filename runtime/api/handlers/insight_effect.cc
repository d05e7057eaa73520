#include "handlers.h"

namespace tollgate::api {

Result<messages::InsightEffectReply> handle(Call& call,
                                            const messages::InsightEffectRequest& request) {
  return query::effect_of_change(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
