#include "handlers.h"

namespace tollgate::api {

Result<messages::DataImportListReply> handle(Call& call,
                                             const messages::DataImportListRequest& request) {
  return query::list_imports(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
