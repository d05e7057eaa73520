// Records from files. An import comes in steps of some thousand lines with the same batch id; each
// line is checked as the form checks what people type, and nothing of it vanishes: the report says
// what became of every line.
//
//   Result<ImportReport> step = engine.import_lines({.text = lines, .entity = "customer"}, caller);
//   ... the lines behind step->lines_read with {.batch = step->batch} ...
//   Result<UndoReport> back = engine.undo_import({step->batch}, caller);
//
// A line becomes
//   imported            a complete record
//   imported_as_draft   a draft, because of its findings or as it says itself; where it changes a
//                       complete record, a draft beside it
//   updated             a change of the record that its id or key names
//   unchanged           nothing, because the record is there as the line says
//   refused             nothing, because it is no record of the app; the findings say why
// The fields of a record that a line does not name stay as they are; null unsets one. A line that
// was imported is unchanged the next time: a step that was interrupted is simply sent again.
// Lines without id and key get an id from the batch and their number.
//
// What an import brings triggers nothing: no automations, no notifications. Its ops carry the
// batch's id, so that it can be taken back: each record becomes what it was before, unless somebody
// changed it since, or refers to it.
//
// Refused as a whole: engine.no_app, engine.bad_shift, engine.may_not_import, import.bad_batch,
// import.undone, import.unknown_entity, import.unknown_column, import.column_twice, import.bad_key,
// import.bad_delimiter, import.preview_too_large, import.unknown_batch.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/result.h"

namespace tollgate::engine {

struct LinesToImport {
  std::string_view text;   // JSON lines {entity, id?, values, at?, status?}, or rows of a table
  int64_t first_line = 1;  // its number in the whole import, for findings
  int64_t shift_days = 0;  // added to each date
  std::string batch;       // "": a new import
  std::string source;      // the file's name
  std::string entity;      // of lines that name none, and of a table's rows
  std::string key;         // a text field by which lines find the records they update
  // The text is a table without its head; what its columns hold: a field's id or label, "id",
  // "at", "status", or "" for what is left out.
  std::optional<std::vector<std::string>> columns;
  char delimiter = ',';
  bool keep_existing = false;  // records that are there already stay as they are
  bool preview = false;        // nothing is written
  int64_t most_ms = 0;         // about so long; 0: as long as it takes (engine/step_time.h)
};

enum class LineOutcome { kImported, kDraft, kUpdated, kUnchanged, kRefused };
inline constexpr size_t kLineOutcomeCount = 5;
std::string_view name_of(LineOutcome outcome);

struct LineReport {
  int64_t line = 0;
  LineOutcome outcome = LineOutcome::kRefused;
  std::string entity;
  std::string record;    // "" where the line names none that could be
  Diagnostics findings;  // with place: source "line 7", pointer "/values/city"
};

struct ImportReport {
  std::string batch;
  int64_t lines_read =
      0;  // of the text: a step ends after 2,000, or when it took too much work or time
  int64_t counts[kLineOutcomeCount] = {};
  std::vector<LineReport> lines;  // all that are not blank and no header

  int64_t count(LineOutcome outcome) const { return counts[static_cast<size_t>(outcome)]; }
};

struct ImportToUndo {
  std::string batch;
  std::optional<int64_t> before;  // UndoReport::next of the step before
  int64_t most_ms = 0;            // about so long; 0: as long as it takes (engine/step_time.h)
};

struct KeptRecord {
  std::string entity;
  std::string record;
  Diagnostic reason;  // import.changed_since, import.referred_to
};

struct UndoReport {
  int64_t restored = 0;
  std::vector<KeptRecord> kept;
  std::optional<int64_t> next;  // there are more records
};

}  // namespace tollgate::engine
