#include "handlers.h"

namespace tollgate::api {

Result<messages::DataImportListReply> handle(Call& call,
                                             const messages::DataImportListRequest& request) {
  Status allowed = call.engine.may_import(call.caller);
  if (!allowed) return std::move(allowed).error();
  return query::list_imports(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
