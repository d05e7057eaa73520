#include "handlers.h"

namespace tollgate::api {
namespace {

messages::ImportedLine present(engine::LineReport&& line) {
  messages::ImportedLine out;
  out.line = line.line;
  out.outcome = name_of(line.outcome);
  if (!line.entity.empty()) out.entity = std::move(line.entity);
  if (!line.record.empty()) out.record = std::move(line.record);
  if (!line.findings.empty()) out.findings = std::move(line.findings);
  return out;
}

}  // namespace

Result<messages::DataImportReply> handle(Call& call, const messages::DataImportRequest& request) {
  using engine::LineOutcome;
  engine::LinesToImport lines{.text = request.text,
                              .first_line = request.first_line.value_or(1),
                              .shift_days = request.shift_days.value_or(0),
                              .batch = request.batch.value_or(""),
                              .source = request.source.value_or(""),
                              .entity = request.entity.value_or(""),
                              .key = request.key.value_or(""),
                              .columns = request.columns,
                              .delimiter = ',',
                              .keep_existing = request.keep_existing.value_or(false),
                              .preview = request.preview.value_or(false),
                              .most_ms = call.step_ms};
  if (request.delimiter) {
    // Of several characters none is one that the engine takes.
    lines.delimiter = request.delimiter->size() == 1 ? request.delimiter->front() : '\0';
  }
  Result<engine::ImportReport> report = call.engine.import_lines(lines, call.caller);
  if (!report) return std::move(report).error();
  messages::DataImportReply reply;
  reply.batch = report->batch;
  reply.lines_read = report->lines_read;
  reply.imported = report->count(LineOutcome::kImported);
  reply.imported_as_draft = report->count(LineOutcome::kDraft);
  reply.updated = report->count(LineOutcome::kUpdated);
  reply.unchanged = report->count(LineOutcome::kUnchanged);
  reply.refused = report->count(LineOutcome::kRefused);
  for (engine::LineReport& line : report->lines) reply.lines.push_back(present(std::move(line)));
  return reply;
}

}  // namespace tollgate::api
