// What is read of single records, chunk by chunk of the columns.
#include <bit>
#include <limits>

#include "table.h"
#include "tollgate/base/turn.h"

namespace tollgate::metrics {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kUnitsOfOne = 1e12;

ColumnUse use_of(SampleColumn::Kind kind) {
  switch (kind) {
    case SampleColumn::Kind::kCondition:
      return ColumnUse::kCondition;
    case SampleColumn::Kind::kNumber:
      return ColumnUse::kNumber;
    case SampleColumn::Kind::kKey:
      return ColumnUse::kKey;
    case SampleColumn::Kind::kDay:
      return ColumnUse::kDay;
  }
  return ColumnUse::kNumber;
}

// The column's values in some rows of the view's chunk.
void read_selected(ChunkView& view, Column& column, const std::vector<size_t>& rows,
                   std::vector<double>& out) {
  out.resize(rows.size());
  const ColumnUse use = column.spec().use;
  const RowBits& present = column.chunk(view.number()).present();
  if (use == ColumnUse::kCondition || use == ColumnUse::kThere) {
    for (size_t i = 0; i < rows.size(); ++i) out[i] = has_bit(present, rows[i]) ? 1 : 0;
    return;
  }
  const ChunkView::Numbers& numbers = view.numbers(column);
  const double missing = use == ColumnUse::kKey ? 0 : kMissing;
  const double unit = use == ColumnUse::kNumber ? kUnitsOfOne : 1;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!has_bit(present, rows[i])) {
      out[i] = missing;
      continue;
    }
    const int128 number =
        numbers.wide.empty() ? int128(numbers.narrow[rows[i]]) : numbers.wide[rows[i]];
    out[i] = double(number * numbers.unit) / unit;
  }
}

}  // namespace

bool Table::sample(const SampleRequest& request,
                   const std::function<void(const SampleChunk&)>& visit, SampleWords& words,
                   int64_t* next) {
  model::Metric selecting;
  selecting.entity = entity_.id;
  selecting.filter = request.filter;
  selecting.window = request.window;
  MetricSlice slice;
  slice.sight = request.sight;
  Slot& selected = slot(selecting, slice);
  std::vector<Column*> columns;
  for (const SampleColumn& wanted : request.columns) {
    if (wanted.kind == SampleColumn::Kind::kDay) {
      columns.push_back(&day_column(wanted.expression.text, request.sight));
      continue;
    }
    const record::Rule* rule = source_.rule(wanted.expression, entity_.id);
    if (rule == nullptr) return false;
    columns.push_back(
        &column_of(use_of(wanted.kind), wanted.expression, wanted.by, rule, request.sight));
  }
  if (selected.broken || !bring_up(true) || refuses(selected)) return false;
  for (const Column* column : columns) {
    if (column->refused) return false;
  }
  ChunkView view;
  SampleChunk chunk;
  bool is_looked_at = false;   // a chunk, in this turn
  std::vector<size_t> places;  // of the rows in the chunk
  words = chunk.word = [columns](size_t column, uint32_t code) -> const std::string& {
    return columns[column]->words().text(code);
  };
  const auto chunk_rows = static_cast<int64_t>(kChunkRows);
  int64_t number = next != nullptr ? *next / chunk_rows : 0;
  for (; number * chunk_rows < rows_; ++number) {
    if (next != nullptr) {
      *next = number * chunk_rows;
      if (is_looked_at && Turn::is_over({*next, rows_})) return false;
    }
    is_looked_at = true;
    view.open(size_t(number), 0, size_t(std::min(rows_ - number * chunk_rows, chunk_rows)));
    const RowBits& rows = view.selected(selected.cube.columns(), today_);
    chunk.rows.clear();
    places.clear();
    for (size_t w = 0; w < rows.size(); ++w) {
      for (uint64_t left = rows[w]; left != 0; left &= left - 1) {
        places.push_back(w * 64 + size_t(std::countr_zero(left)));
        chunk.rows.push_back(number * chunk_rows + int64_t(places.back()));
      }
    }
    if (places.empty()) continue;
    chunk.columns.resize(columns.size());
    for (size_t c = 0; c < columns.size(); ++c) {
      read_selected(view, *columns[c], places, chunk.columns[c]);
    }
    visit(chunk);
  }
  if (next != nullptr) *next = rows_;
  return true;
}

std::optional<SampleWords> Metrics::sample(const SampleRequest& request, int64_t today,
                                           const std::function<void(const SampleChunk&)>& visit,
                                           int64_t* next) {
  model::Metric of_entity;
  of_entity.entity = request.entity;
  bound_memory();
  move_to(today);
  Table* table = table_of(of_entity);
  SampleWords words;
  if (table == nullptr || !table->sample(request, visit, words, next)) return std::nullopt;
  return words;
}

std::optional<Cells> Metrics::cells(const model::Metric& metric, const MetricSlice& slice,
                                    int64_t today) {
  if (metric.aggregate == model::Aggregate::kRatio || metric.among) return std::nullopt;
  bound_memory();
  move_to(today);
  Table* table = table_of(metric);
  if (table == nullptr) return std::nullopt;
  Table::Slot& slot = table->slot(metric, slice);
  if (!table->prepare({&slot}) || slot.broken || table->refuses(slot)) return std::nullopt;
  const Cube* cube = &slot.cube;
  Cells cells;
  cells.dimensions = cube->columns().dimensions.size();
  for (size_t i = 0; i < cube->groups(); ++i) {
    const Aggregate& group = cube->group(i);
    if (group.empty()) continue;
    cells.codes.insert(cells.codes.end(), cube->codes(i), cube->codes(i) + cells.dimensions);
    cells.records.push_back(group.records());
    cells.met.push_back(group.met());
  }
  cells.word = [cube](size_t dimension, uint32_t code) -> const std::string& {
    return cube->columns().dimensions[dimension]->words().text(code);
  };
  return cells;
}

std::vector<std::string> Metrics::ids(std::string_view entity, const std::vector<int64_t>& rows) {
  return source_.ids(entity, rows);
}

}  // namespace tollgate::metrics
