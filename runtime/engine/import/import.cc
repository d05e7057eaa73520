#include <nlohmann/json.hpp>

#include "import/batch_writer.h"
#include "import/check_line.h"
#include "import/may_import.h"
#include "import/read_line.h"
#include "tollgate/base/record_id.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/step_time.h"
#include "tollgate/feel/shared_work.h"
#include "tollgate/query/unknown.h"
#include "tollgate/record/field_behavior.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kMaxShiftDays = 36'600;
constexpr size_t kStepLines = 2'000;
constexpr size_t kStepFindings = 4'000;
// The rules of all lines of a step: two seconds, and what the line takes that goes beyond it. Each
// line has as much as a step in a form and a save.
constexpr uint64_t kStepWork = 1'600'000'000;
constexpr uint64_t kLineWork = 1'200'000'000;

Status check_request(Engine& engine, const LinesToImport& lines) {
  if (lines.shift_days > kMaxShiftDays || lines.shift_days < -kMaxShiftDays) {
    return make_error("engine.bad_shift", {"日期移动的天数太大", "too many days to shift by"},
                      {.pointer = "/params/shift_days"});
  }
  if (lines.batch.empty()) return ok_status();
  if (const auto problem = record_id_problem(lines.batch)) {
    return make_error("import.bad_batch",
                      {"批次编号" + problem->zh, "the batch's id " + problem->en},
                      {.pointer = "/params/batch"});
  }
  const std::optional<store::ImportBatch> known = engine.store().import_batch(lines.batch);
  if (!known || !known->undone_ms) return ok_status();
  return make_error("import.undone",
                    {"这一批导入已撤销，不能再加入内容；请作为新的一批导入",
                     "this import was taken back: import the lines anew"},
                    {.pointer = "/params/batch"});
}

// As much of a file's name as the list of imports shows.
std::string shown_source(const std::string& source) {
  return record::shortened(source.substr(source.find_last_of("/\\") + 1));
}

}  // namespace

std::string_view name_of(LineOutcome outcome) {
  switch (outcome) {
    case LineOutcome::kImported:
      return "imported";
    case LineOutcome::kDraft:
      return "imported_as_draft";
    case LineOutcome::kUpdated:
      return "updated";
    case LineOutcome::kUnchanged:
      return "unchanged";
    case LineOutcome::kRefused:
      break;
  }
  return "refused";
}

Status Engine::may_import(const Caller& caller) const {
  if (!app_) return query::no_app();
  return check_may_import(*app_, caller);
}

Result<ImportReport> Engine::import_lines(const LinesToImport& lines, const Caller& caller) {
  Status allowed = may_import(caller);
  if (allowed) allowed = check_request(*this, lines);
  if (!allowed) return std::move(allowed).error();
  Result<LineReader> reader = LineReader::create(*app_->model, lines, now().microseconds / 1000);
  if (!reader) return std::move(reader).error();

  ImportReport report;
  report.batch = lines.batch.empty() ? new_id("import") : lines.batch;
  Preview* preview = lines.preview ? &previews_->of(report.batch, caller.user, app_) : nullptr;
  if (!lines.preview) previews_->end(report.batch);
  Result<std::unique_ptr<LineChecker>> created =
      LineChecker::create(*this, lines, report.batch, preview, caller);
  if (!created) return std::move(created).error();
  LineChecker& checker = **created;

  // A preview writes as well, so that it says the same, and commits nothing.
  BatchWriter writer(*this, report.batch, caller);
  bool has_begun = store_->import_batch(report.batch).has_value();
  size_t findings = 0;
  const StepTime time(lines.most_ms);
  feel::SharedWork work(kStepWork + kLineWork);
  const FindByTitle by_title = [&](const model::Field& reference, const std::string& text) {
    return checker.find_by_title(reference, text);
  };
  while (report.lines.size() < kStepLines && findings < kStepFindings && work.left() >= kLineWork &&
         !store_->failed() && !time.is_over(report.lines.size())) {
    std::optional<ImportLine> line = reader->next(by_title);
    if (!line) break;
    const int64_t number = line->number;
    CheckedLine checked = checker.check(*std::move(line));
    if (!checked.bodies.empty()) {
      Status written = ok_status();
      if (!has_begun) written = writer.add({ops::ImportBegin{shown_source(lines.source)}});
      has_begun = has_begun || written.ok();
      if (written) written = writer.add(checked.bodies, &checked.known);
      if (!written) {
        checked.report.outcome = LineOutcome::kRefused;
        checked.report.findings.push_back(in_line(number, "", written.diagnostics().front()));
        checked.bodies.clear();
      }
    }
    if (!checked.bodies.empty()) checker.note(checked);
    findings += checked.report.findings.size();
    ++report.counts[static_cast<size_t>(checked.report.outcome)];
    report.lines.push_back(std::move(checked.report));
  }
  report.lines_read = reader->lines_read();
  if (preview) {
    Status bounded = previews_->bound(*preview);
    if (!bounded) return std::move(bounded).error();
    return report;
  }
  Status durable = writer.commit();
  if (!durable) return std::move(durable).error();
  return report;
}

}  // namespace tollgate::engine
