// Records as the cells of a file: each value in full, typed, as the viewer may see it.
//
//   ExportCells cells(context, entity, rows.shown());
//   std::vector<ExportCell> line = cells.of(record);
#pragma once

#include <string>
#include <vector>

#include "context.h"

namespace tollgate::query {

struct ExportCell {
  feel::Value value;  // null where there is none; date-times in the app's time zone
  std::string text;   // as machines read numbers, days and times, as people read the rest
};

class ExportCells {
 public:
  // Of these columns those that the viewer may see. The context and entity must outlive it.
  ExportCells(const Context& context, const model::Entity& entity,
              const std::vector<model::Column>& columns);

  std::vector<std::string> heads() const;
  std::vector<ExportCell> of(const store::StoredRecord& record) const;

 private:
  ExportCell cell(const model::Column& column, const Json& values,
                  const record::RecordView& view) const;

  const Context& context_;
  const model::Entity& entity_;
  std::vector<model::Column> columns_;
  Texts texts_;
  ZoneRef time_zone_;
  std::vector<bool> reads_;  // by names' slots, what columns read; empty: none has an expression
};

// A number, day or time as a spreadsheet reads it: "-12.5", "2026-03-01", "2026-03-01 09:30:00",
// "09:30:00", a duration "36:05:00"; nullopt for other kinds of values.
std::optional<std::string> machine_text(const feel::Value& value);

}  // namespace tollgate::query
