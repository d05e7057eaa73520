// Lines out of the text of an import: JSON lines, or rows of a table.
//
//   LineReader reader(app, lines);                     // columns are resolved
//   while (auto line = reader.next()) { … }            // blank ones and headers are left out
//   reader.lines_read()
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/line.h"
#include "tollgate/engine/import.h"
#include "tollgate/record/values.h"

namespace tollgate::engine {

// Finds the record that a table names by its title: its id, or nothing and why.
using FindByTitle =
    std::function<std::optional<std::string>(const model::Field& reference, const std::string&)>;

class LineReader {
 public:
  // Refused: import.unknown_entity, import.unknown_column, import.column_twice,
  // import.bad_delimiter.
  static Result<LineReader> create(const model::App& app, const LinesToImport& lines,
                                   int64_t now_ms);

  // nullopt at the end of the text.
  std::optional<ImportLine> next(const FindByTitle& find_by_title);
  int64_t lines_read() const { return lines_read_; }

 private:
  enum class Holds { kNothing, kField, kId, kAt, kStatus };
  struct Column {
    Holds holds = Holds::kNothing;
    const model::Field* field = nullptr;
  };

  LineReader(const model::App& app, const LinesToImport& lines, int64_t now_ms);
  Status resolve_columns(const std::vector<std::string>& names);
  Result<Column> resolve(const std::string& name, size_t index) const;
  std::optional<ImportLine> next_json();
  std::optional<ImportLine> next_row(const FindByTitle& find_by_title);
  void read_json(const Json& json, ImportLine& line) const;
  void read_cell(const Column& column, const std::string& cell, const FindByTitle& find_by_title,
                 ImportLine& line) const;
  void check_id(ImportLine& line) const;
  void read_entity(const Json& json, ImportLine& line) const;
  void read_status(const std::string& text, ImportLine& line) const;
  void read_at(const std::string& text, ImportLine& line) const;
  void shift(ImportLine& line) const;

  const model::App* app_;
  ZoneRef zone_;
  int64_t now_ms_;
  std::string_view rest_;
  int64_t first_line_;
  int64_t shift_days_;
  int64_t lines_read_ = 0;
  bool is_table_ = false;
  char delimiter_;
  const model::Entity* entity_ = nullptr;  // of lines that name none
  std::vector<Column> columns_;
};

}  // namespace tollgate::engine
