#include "handlers.h"

namespace tollgate::api {

Result<messages::AutomationTryReply> handle(Call& call,
                                            const messages::AutomationTryRequest& request) {
  return query::try_automation(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
