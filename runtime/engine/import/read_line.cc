#include "import/read_line.h"

#include <algorithm>

#include "import/cell.h"
#include "tollgate/base/csv.h"
#include "tollgate/base/record_id.h"
#include "tollgate/base/temporal.h"
#include "tollgate/record/field_behavior.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kMaxFirstLine = 1'000'000'000'000;

std::vector<std::string> entity_ids(const model::App& app) {
  std::vector<std::string> ids;
  for (const model::Entity& entity : app.entities) ids.push_back(entity.id);
  return ids;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string pointer_of(size_t column) { return "/params/columns/" + std::to_string(column); }

bool has_label(const model::Text& label, const std::string& name) {
  return std::any_of(label.by_locale.begin(), label.by_locale.end(),
                     [&](const auto& text) { return text.second == name; });
}

}  // namespace

LineReader::LineReader(const model::App& app, const LinesToImport& lines, int64_t now_ms)
    : app_(&app),
      zone_(record::zone_of(app)),
      now_ms_(now_ms),
      rest_(lines.text),
      first_line_(std::clamp<int64_t>(lines.first_line, 1, kMaxFirstLine)),
      shift_days_(lines.shift_days),
      is_table_(lines.columns.has_value()),
      delimiter_(lines.delimiter),
      entity_(app.find_entity(lines.entity)) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
}

Result<LineReader> LineReader::create(const model::App& app, const LinesToImport& lines,
                                      int64_t now_ms) {
  LineReader reader(app, lines, now_ms);
  if (!reader.entity_ && (!lines.entity.empty() || lines.columns)) {
    return make_error("import.unknown_entity",
                      {"没有“" + record::shortened(lines.entity) + "”这种记录",
                       "there is no entity '" + record::shortened(lines.entity) + "'"},
                      {.pointer = "/params/entity"}, nearest_names(lines.entity, entity_ids(app)));
  }
  if (!lines.columns) return reader;
  if (std::string_view(",;\t").find(lines.delimiter) == std::string_view::npos) {
    return make_error("import.bad_delimiter",
                      {"分隔符只能是逗号、分号或制表符", "cells are separated by , ; or a tab"},
                      {.pointer = "/params/delimiter"}, {",", ";", "\t"});
  }
  Status resolved = reader.resolve_columns(*lines.columns);
  if (!resolved) return std::move(resolved).error();
  return reader;
}

Status LineReader::resolve_columns(const std::vector<std::string>& names) {
  Diagnostics problems;
  for (size_t i = 0; i < names.size(); ++i) {
    Result<Column> column = resolve(names[i], i);
    if (!column) {
      problems.push_back(column.diagnostics().front());
      continue;
    }
    const bool twice = column->holds != Holds::kNothing &&
                       std::any_of(columns_.begin(), columns_.end(), [&](const Column& other) {
                         return other.holds == column->holds && other.field == column->field;
                       });
    if (twice) {
      problems.push_back(make_error("import.column_twice",
                                    {"有两列都是“" + record::shortened(names[i]) + "”",
                                     "two columns are both '" + record::shortened(names[i]) + "'"},
                                    {.pointer = pointer_of(i)}));
    }
    columns_.push_back(*column);
  }
  if (!problems.empty()) return Failure{std::move(problems)};
  return ok_status();
}

Result<LineReader::Column> LineReader::resolve(const std::string& name, size_t index) const {
  if (is_blank(name)) return Column{};
  if (const model::Field* field = entity_->find_field(name)) return Column{Holds::kField, field};
  if (name == "id") return Column{Holds::kId};
  if (name == "at") return Column{Holds::kAt};
  if (name == "status") return Column{Holds::kStatus};
  const model::Field* labelled = nullptr;
  std::vector<std::string> names;
  for (const model::Field& field : entity_->fields) {
    names.push_back(field.id);
    for (const auto& [language, label] : field.label.by_locale) names.push_back(label);
    if (!has_label(field.label, name)) continue;
    labelled = labelled ? labelled : &field;
  }
  if (labelled) return Column{Holds::kField, labelled};
  return make_error("import.unknown_column",
                    {"第 " + std::to_string(index + 1) + " 列“" + record::shortened(name) +
                         "”不是这种记录的字段；请选择字段，或不导入这一列",
                     "column " + std::to_string(index + 1) + ", '" + record::shortened(name) +
                         "', is no field of these records: choose one, or leave the column out"},
                    {.pointer = pointer_of(index)}, nearest_names(name, names));
}

std::optional<ImportLine> LineReader::next(const FindByTitle& find_by_title) {
  return is_table_ ? next_row(find_by_title) : next_json();
}

std::optional<ImportLine> LineReader::next_json() {
  while (!rest_.empty()) {
    const size_t end = rest_.find('\n');
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const int64_t number = first_line_ + lines_read_++;
    if (is_blank(text)) continue;
    ImportLine line{.number = number, .entity = entity_};
    Result<Json> json = parse_json(text);
    if (!json) {
      line.refuse(in_line(number, "", json.diagnostics().front()));
      return line;
    }
    const bool is_header =
        json->is_object() && json->contains("format") && !json->contains("entity");
    if (is_header) continue;
    read_json(*json, line);
    shift(line);
    return line;
  }
  return std::nullopt;
}

void LineReader::read_json(const Json& json, ImportLine& line) const {
  if (!json.is_object()) {
    line.refuse(line_error(line.number, "", "import.not_an_object",
                           {"每行应是一个 JSON 对象", "each line is a JSON object"}));
    return;
  }
  read_entity(json, line);
  for (const auto& [name, value] : json.items()) {
    if (name == "entity") continue;
    if (name == "values") {
      if (value.is_object()) {
        line.values = value;
      } else {
        line.refuse(line_error(line.number, "values", "import.bad_values",
                               {"“values”应是对象，例如 {\"city\": \"武汉\"}",
                                "'values' is an object such as {\"city\": \"Wuhan\"}"}));
      }
      continue;
    }
    if (name != "id" && name != "at" && name != "status") {
      line.refuse(line_error(
          line.number, record::shortened(name), "import.unknown_member",
          {"行里没有成员“" + record::shortened(name) + "”；字段写在“values”里",
           "a line has no member '" + record::shortened(name) + "': fields stand in 'values'"},
          nearest_names(name, {"entity", "id", "values", "at", "status"})));
      continue;
    }
    if (!value.is_string()) {
      line.refuse(line_error(line.number, name, "import.bad_member",
                             {"“" + name + "”应是文本", "'" + name + "' is a text"}));
      continue;
    }
    const std::string& text = value.get_ref<const std::string&>();
    if (name == "id") line.record = text;
    if (name == "at") read_at(text, line);
    if (name == "status") read_status(text, line);
  }
  if (!json.contains("values")) {
    line.refuse(
        line_error(line.number, "values", "import.bad_values",
                   {"缺少“values”：记录的字段", "'values' is missing: the record's fields"}));
  }
  if (json.contains("id") && json["id"].is_string()) check_id(line);
}

void LineReader::check_id(ImportLine& line) const {
  const std::optional<LocalizedText> problem = record_id_problem(line.record);
  if (!problem) return;
  line.refuse(line_error(line.number, "id", "import.bad_id",
                         {"记录编号" + problem->zh, "the record's id " + problem->en}));
  line.record.clear();
}

void LineReader::read_entity(const Json& json, ImportLine& line) const {
  const auto found = json.find("entity");
  if (found == json.end() && entity_) return;
  const std::string name =
      found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  line.entity = app_->find_entity(name);
  if (line.entity) return;
  line.refuse(line_error(line.number, "entity", "import.unknown_entity",
                         {"没有“" + record::shortened(name) + "”这种记录",
                          "there is no entity '" + record::shortened(name) + "'"},
                         nearest_names(name, entity_ids(*app_))));
}

void LineReader::read_status(const std::string& text, ImportLine& line) const {
  if (text == "complete") {
    line.status = ops::RecordStatus::kComplete;
  } else if (text == "draft") {
    line.status = ops::RecordStatus::kDraft;
  } else {
    line.refuse(line_error(line.number, "status", "import.bad_status",
                           {"状态只能是 complete 或 draft", "the status is complete or draft"},
                           {"complete", "draft"}));
  }
}

void LineReader::read_at(const std::string& text, ImportLine& line) const {
  std::optional<DateTime> parsed = parse_date_time(record::shifted_text(text, shift_days_));
  if (parsed && parsed->zone.is_none()) parsed->zone = zone_;
  if (!parsed) {
    line.refuse(line_error(
        line.number, "at", "import.bad_time",
        {"“" + record::shortened(text) + "”不是日期时间，应如 2026-03-01T09:30",
         "'" + record::shortened(text) + "' is no date and time such as 2026-03-01T09:30"}));
    return;
  }
  const int64_t at_ms = parsed->utc_seconds() * 1000 + parsed->nanoseconds / 1'000'000;
  // Nothing was recorded before computers, or later than now.
  constexpr int64_t kDayMs = 86'400'000;
  if (at_ms < 0 || at_ms > now_ms_ + kDayMs) {
    line.refuse(line_error(line.number, "at", "import.bad_time",
                           {"记录时间“" + record::shortened(text) + "”早于 1970 年或晚于现在",
                            "the record cannot be of '" + record::shortened(text) +
                                "': before 1970, or yet to come"}));
    return;
  }
  line.at_ms = at_ms;
}

void LineReader::shift(ImportLine& line) const {
  if (shift_days_ == 0 || !line.entity) return;
  for (const model::Field& field : line.entity->fields) {
    const auto found = line.values.find(field.id);
    if (found == line.values.end()) continue;
    record::behavior_of(field.type).shift_days(field, *found, shift_days_);
  }
}

std::optional<ImportLine> LineReader::next_row(const FindByTitle& find_by_title) {
  while (std::optional<CsvRow> row = take_csv_row(rest_, delimiter_)) {
    ImportLine line{.number = first_line_ + lines_read_, .entity = entity_};
    lines_read_ += row->line_count;
    if (std::all_of(row->cells.begin(), row->cells.end(), is_blank)) continue;
    if (row->open_quote) {
      line.refuse(line_error(line.number, "", "import.open_quote",
                             {"引号没有结束，这一行之后的内容都读成了它的一部分",
                              "a quotation mark is never closed: all that follows is read as part "
                              "of this line"}));
      return line;
    }
    for (size_t i = 0; i < row->cells.size(); ++i) {
      if (i < columns_.size()) {
        read_cell(columns_[i], row->cells[i], find_by_title, line);
      } else if (!is_blank(row->cells[i])) {
        line.refuse(line_error(
            line.number, "", "import.too_many_cells",
            {"这一行有 " + std::to_string(row->cells.size()) + " 格，表头只有 " +
                 std::to_string(columns_.size()) + " 列",
             "the line has " + std::to_string(row->cells.size()) + " cells, the head only " +
                 std::to_string(columns_.size()) + " columns"}));
        break;
      }
    }
    shift(line);
    return line;
  }
  return std::nullopt;
}

void LineReader::read_cell(const Column& column, const std::string& cell,
                           const FindByTitle& find_by_title, ImportLine& line) const {
  if (is_blank(cell)) return;
  switch (column.holds) {
    case Holds::kNothing:
      return;
    case Holds::kId:
      line.record = trimmed(cell);
      return check_id(line);
    case Holds::kAt:
      return read_at(trimmed(cell), line);
    case Holds::kStatus:
      return read_status(trimmed(cell), line);
    case Holds::kField:
      break;
  }
  const model::Field& field = *column.field;
  if (model::is_reference(field.type)) {
    line.values[field.id] = find_by_title(field, trimmed(cell)).value_or(trimmed(cell));
    return;
  }
  Result<Json> value = value_of_cell(field, cell);
  if (value) {
    line.values[field.id] = *std::move(value);
  } else {
    line.refuse(in_line(line.number, "values/" + field.id, value.diagnostics().front()));
  }
}

}  // namespace tollgate::engine
