#include "filler.h"

#include <algorithm>

#include "tollgate/feel/shared_work.h"
#include "tollgate/record/batch.h"

namespace tollgate::metrics {
namespace {

constexpr size_t kBlock = 64;

}  // namespace

const std::vector<feel::Value>& Evaluator::seen_by(const Lens& lens,
                                                   const std::vector<feel::Value>& slots,
                                                   size_t records) {
  if (shown_for_ == &lens) return shown_;
  shown_for_ = &lens;
  shown_.clear();
  const size_t stride = names_.size();
  std::vector<feel::Value> one;
  for (size_t i = 0; i < records; ++i) {
    one.assign(slots.begin() + ptrdiff_t(i * stride), slots.begin() + ptrdiff_t((i + 1) * stride));
    lens.show(one, names_.user());
    shown_.insert(shown_.end(), one.begin(), one.end());
  }
  return shown_;
}

bool Evaluator::run_rule(Column& column, const std::vector<feel::Value>& slots, size_t records) {
  results_.assign(records, feel::Value());
  column.work_left = std::min(column.work_left + records * kWorkPerRecord, kMaxMetricWork);
  feel::SharedWork work(column.work_left);
  record::run_batch(*column.spec().rule, slots, results_, context_);
  column.work_left -= work.used();
  if (!work.exhausted()) return true;
  if (work.exhausted_around()) return false;
  column.refused = true;
  return true;
}

bool Evaluator::run(const std::vector<Column*>& columns, const std::vector<feel::Value>& slots,
                    size_t records, const Give& give) {
  shown_for_ = nullptr;
  const feel::Value yes = feel::Value::boolean(true);
  for (Column* column : columns) {
    const ColumnSpec& spec = column->spec();
    if (spec.use == ColumnUse::kThere) {
      for (size_t i = 0; i < records; ++i) give(*column, i, yes);
      continue;
    }
    if (column->refused) continue;
    const std::vector<feel::Value>& seen = spec.lens ? seen_by(*spec.lens, slots, records) : slots;
    if (spec.slot) {
      for (size_t i = 0; i < records; ++i) give(*column, i, seen[i * names_.size() + *spec.slot]);
    }
    if (spec.rule == nullptr) continue;
    if (!run_rule(*column, seen, records)) return false;
    for (size_t i = 0; i < records && !column->refused; ++i) give(*column, i, results_[i]);
  }
  return true;
}

Filler::Filler(std::vector<Column*> columns, int64_t old_rows, const record::Names& names,
               record::RuleContext context)
    : columns_(std::move(columns)), old_rows_(old_rows), evaluator_(names, context) {}

void Filler::open(size_t chunk) {
  chunk_ = chunk;
  open_ = true;
  const auto first_row = static_cast<int64_t>(chunk * kChunkRows);
  building_.clear();
  for (Column* column : columns_) {
    Building& building = building_.emplace_back(Building{column, std::vector<int128>(kChunkRows)});
    if (first_row >= old_rows_) continue;
    const PackedChunk& before = column->chunk(chunk);
    const size_t old_rows = std::min(size_t(old_rows_ - first_row), kChunkRows);
    for (size_t row = 0; row < old_rows; ++row) {
      const std::optional<int128> value = before.get(row);
      if (!value) continue;
      building.values[row] = *value;
      put_bit(building.present, row, true);
    }
  }
}

void Filler::close() {
  for (Building& building : building_) {
    building.column->put_chunk(chunk_, PackedChunk::pack(building.values, building.present));
  }
  building_.clear();
  open_ = false;
}

bool Filler::flush() {
  if (rows_.empty()) return true;
  const ZoneRef zone = evaluator_.time_zone();
  Building* building = nullptr;
  const bool done = evaluator_.run(
      columns_, slots_, rows_.size(), [&](Column& column, size_t record, const feel::Value& value) {
        if (building == nullptr || building->column != &column) {
          building = &*std::find_if(building_.begin(), building_.end(),
                                    [&](const Building& b) { return b.column == &column; });
        }
        const std::optional<int128> stored = column.stored(value, zone);
        const size_t row = size_t(rows_[record]) % kChunkRows;
        put_bit(building->present, row, stored.has_value());
        if (stored) building->values[row] = *stored;
      });
  rows_.clear();
  slots_.clear();
  return done;
}

bool Filler::add(int64_t row, record::RecordView&& view) {
  const size_t chunk = size_t(row) / kChunkRows;
  if ((rows_.size() == kBlock || chunk != chunk_) && !flush()) return false;
  if (!open_ || chunk != chunk_) {
    if (open_) close();
    open(chunk);
  }
  rows_.push_back(row);
  for (feel::Value& value : view.slots) slots_.push_back(std::move(value));
  return true;
}

bool Filler::finish() {
  if (!flush()) return false;
  if (open_) close();
  return true;
}

}  // namespace tollgate::metrics
