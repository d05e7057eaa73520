#include "handlers.h"

namespace tollgate::api {

Result<messages::DataImportReply> handle(Call& call, const messages::DataImportRequest& request) {
  Result<engine::ImportReport> report = call.engine.import_lines(
      {request.text, request.first_line.value_or(1), request.shift_days.value_or(0)}, call.caller);
  if (!report) return std::move(report).error();
  return messages::DataImportReply{report->imported, report->skipped, std::move(report->findings)};
}

}  // namespace tollgate::api
