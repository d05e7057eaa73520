#include <nlohmann/json.hpp>

#include "asked_list.h"
#include "cursor.h"
#include "export/cells.h"
#include "export/csv.h"
#include "export/workbook.h"
#include "require.h"
#include "rows.h"
#include "tollgate/base/base64.h"
#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/temporal.h"

namespace tollgate::query {
namespace {

// A piece ends with the page of rows that reaches one of these.
constexpr int64_t kPageRows = 100;
constexpr int64_t kPieceRows = limits::kRows;
constexpr size_t kPieceBytes = size_t{1} << 20;
constexpr size_t kMaxExportCursorBytes = 8192;
constexpr std::string_view kSheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// Where the pieces have come to. It travels as the cursor: nothing is kept between them.
struct Progress {
  std::string app;                   // the version in force: another one has other columns
  std::optional<std::string> after;  // as a list's; without it the rows that were passed count
  int64_t done = 0;                  // rows
  ZipStream sheet{.path = kSheetPath};
};

messages::RecordListRequest list_request(const messages::ListExportRequest& request) {
  messages::RecordListRequest list;
  list.view = request.view;
  list.entity = request.entity;
  list.search = request.search;
  list.filters = request.filters;
  list.sort = request.sort;
  list.columns = request.columns;
  list.drafts = request.drafts;
  list.only_drafts = request.only_drafts;
  return list;
}

Diagnostic refused(const std::string& label) {
  return make_error("query.export_refused",
                    {"您的角色不能导出“" + label + "”；可请管理员在应用的权限中加上导出",
                     "your role may not export '" + label +
                         "'; whoever looks after the app can add it to its permissions"},
                    {.pointer = "/params"});
}

Diagnostic wrong_export_cursor() {
  return make_error("query.cursor_wrong",
                    {"“cursor”不是这次导出给出的，或应用已有新版本；请从头导出",
                     "'cursor' is not what this export gave, or the app has a new version: begin "
                     "the export again"},
                    {.pointer = "/params/cursor"});
}

Diagnostic too_long() {
  return make_error("query.export_too_long",
                    {"一个工作表最多 1,048,576 行；请先筛选，或导出为 CSV",
                     "a sheet has at most 1,048,576 rows: filter first, or export as CSV"},
                    {.pointer = "/params/format"});
}

std::string text_of(const Progress& progress) {
  const Json after = progress.after ? Json(*progress.after) : Json();
  return write_json(Json::array({progress.app, after, progress.done, progress.sheet.crc,
                                 progress.sheet.size, progress.sheet.packed_size}));
}

bool take_count(const Json& value, uint64_t most, uint64_t& count) {
  if (!value.is_number_unsigned() && !value.is_number_integer()) return false;
  if (value.is_number_integer() && !value.is_number_unsigned() && value.get<int64_t>() < 0) {
    return false;
  }
  count = value.get<uint64_t>();
  return count <= most;
}

// From outside: anything may be in it.
std::optional<Progress> progress_of(const std::string& cursor, const std::string& app) {
  if (cursor.size() > kMaxExportCursorBytes) return std::nullopt;
  const Result<Json> read = parse_json(cursor, {.max_depth = 2});
  if (!read || !read->is_array() || read->size() != 6 || (*read)[0] != app) return std::nullopt;
  const Json& parts = *read;
  Progress progress{.app = app};
  if (parts[1].is_string()) {
    progress.after = parts[1].get<std::string>();
  } else if (!parts[1].is_null()) {
    return std::nullopt;
  }
  uint64_t done = 0;
  uint64_t crc = 0;
  if (!take_count(parts[2], INT64_MAX / 2, done) || !take_count(parts[3], UINT32_MAX, crc) ||
      !take_count(parts[4], kMaxZipBytes, progress.sheet.size) ||
      !take_count(parts[5], kMaxZipBytes, progress.sheet.packed_size)) {
    return std::nullopt;
  }
  progress.done = static_cast<int64_t>(done);
  progress.sheet.crc = static_cast<uint32_t>(crc);
  return progress;
}

// What no file system minds in a name.
std::string file_name(const std::string& label, const std::string& day, std::string_view ending) {
  std::string name = label + " " + day;
  for (char& c : name) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20;
    if (is_control || std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos) c = ' ';
  }
  return name + "." + std::string(ending);
}

class Export {
 public:
  Export(const Context& context, AskedList list, bool is_sheet, Progress progress)
      : list_(std::move(list)),
        rows_(context, *list_.entity, list_.view, list_.columns),
        cells_(context, *list_.entity, rows_.shown()),
        is_sheet_(is_sheet),
        is_first_(progress.done == 0),
        progress_(std::move(progress)) {
    rows_.keep_decisions();
  }

  Result<messages::ListExportReply> piece(const std::string& label) {
    messages::ListExportReply reply;
    std::string out;
    if (is_first_) out = is_sheet_ ? sheet_begin(cells_.heads()) : first_line();
    bool has_more = true;
    while (has_more && reply.rows < kPieceRows && out.size() < kPieceBytes) {
      Result<FoundRows> found = next_page();
      if (!found) return std::move(found).error();
      reply.total = found->total;
      for (const store::StoredRecord& record : found->records) out += line(record);
      const auto count = static_cast<int64_t>(found->records.size());
      reply.rows += count;
      progress_.after = std::move(found->next);
      has_more = count == kPageRows;
    }
    if (is_sheet_) {
      if (reply.total >= kMaxSheetRows || progress_.done >= kMaxSheetRows) return too_long();
      reply.bytes = to_base64(zipped(std::move(out), label, has_more));
      if (progress_.sheet.size > kMaxZipBytes - kPieceBytes) return too_long();
    } else {
      reply.text = std::move(out);
    }
    reply.done = progress_.done;
    if (has_more) reply.cursor = text_of(progress_);
    return reply;
  }

 private:
  std::string first_line() const { return std::string(kByteOrderMark) + csv_head(cells_.heads()); }

  Result<FoundRows> next_page() {
    store::RecordQuery query = list_.query;
    query.limit = kPageRows;
    if (!progress_.after) query.offset = progress_.done;
    if (!set_place(query, progress_.after)) return wrong_export_cursor();
    return rows_.find(query);
  }

  std::string line(const store::StoredRecord& record) {
    ++progress_.done;
    const std::vector<ExportCell> cells = cells_.of(record);
    return is_sheet_ ? sheet_line(progress_.done + 1, cells) : csv_line(cells);
  }

  std::string zipped(std::string sheet, const std::string& label, bool has_more) {
    if (!has_more) sheet += sheet_end();
    const ZipFiles files = workbook_files(label);
    std::string out;
    if (is_first_) out = zip_files(files) + zip_open(progress_.sheet);
    out += zip_part(progress_.sheet, sheet, !has_more);
    if (!has_more) out += zip_close(files, progress_.sheet);
    return out;
  }

  const AskedList list_;
  Rows rows_;
  const ExportCells cells_;
  const bool is_sheet_;
  const bool is_first_;
  Progress progress_;
};

}  // namespace

Result<messages::ListExportReply> export_list(const Source& source, const Viewer& viewer,
                                              const messages::ListExportRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<AskedList> list = asked_list(*context, list_request(request));
  if (!list) return std::move(list).error();
  const std::string label = label_of(*context, *list);
  if (!context->sight->rights().exports(list->entity->id)) return refused(label);

  Progress progress{.app = context->app.hash};
  if (request.cursor) {
    std::optional<Progress> read = progress_of(*request.cursor, progress.app);
    if (!read) return wrong_export_cursor();
    progress = std::move(*read);
  }
  const bool is_sheet = request.format == "xlsx";
  Result<messages::ListExportReply> reply =
      Export(*context, std::move(*list), is_sheet, std::move(progress)).piece(label);
  if (!reply) return reply;
  reply->file_name = file_name(label, to_text(Date{context->today()}), request.format);
  reply->media_type = is_sheet ? std::string(kSheetType) : "text/csv; charset=utf-8";
  return reply;
}

}  // namespace tollgate::query
