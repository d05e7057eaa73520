#include "handlers.h"

namespace tollgate::api {

Result<messages::FormulaTryReply> handle(Call& call, const messages::FormulaTryRequest& request) {
  return query::try_formula(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
