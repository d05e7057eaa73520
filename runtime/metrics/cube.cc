#include "cube.h"

#include <algorithm>
#include <bit>

#include "tollgate/metrics/window.h"

namespace tollgate::metrics {
namespace {

// For what is missing: a key's 0 is "null".
uint32_t code_at(const ChunkView::Numbers& numbers, size_t row) {
  return has_bit(*numbers.present, row) ? uint32_t(numbers.narrow[row] * int64_t(numbers.unit)) : 0;
}

int128 units_at(const ChunkView::Numbers& numbers, size_t row) {
  const int128 number = numbers.wide.empty() ? int128(numbers.narrow[row]) : numbers.wide[row];
  return number * numbers.unit;
}

template <typename Each>
void for_rows(const RowBits& rows, Each each) {
  for (size_t w = 0; w < rows.size(); ++w) {
    for (uint64_t left = rows[w]; left != 0; left &= left - 1) {
      each(w * 64 + size_t(std::countr_zero(left)));
    }
  }
}

}  // namespace

void ChunkView::open(size_t number, size_t first, size_t last) {
  number_ = number;
  first_ = first;
  last_ = last;
  ++opened_;
  selections_.clear();
}

const ChunkView::Numbers& ChunkView::numbers(Column& column) {
  Unpacked& unpacked = unpacked_[&column];
  if (unpacked.opened == opened_) return unpacked.numbers;
  unpacked.opened = opened_;
  const PackedChunk& chunk = column.chunk(number_);
  Numbers& numbers = unpacked.numbers;
  numbers.present = &chunk.present();
  numbers.unit = int128(power_of_10(chunk.scale()));
  numbers.wide.clear();
  if (chunk.is_narrow()) {
    numbers.narrow.resize(kChunkRows);
    chunk.read(numbers.narrow.data());
  } else {
    numbers.wide.resize(kChunkRows);
    chunk.read_wide(numbers.wide.data());
  }
  return numbers;
}

RowBits ChunkView::select(const CubeColumns& columns, int64_t today) {
  RowBits rows = columns.there->chunk(number_).present();
  for (size_t row = 0; row < first_; ++row) put_bit(rows, row, false);
  for (size_t row = last_; row < kChunkRows; ++row) put_bit(rows, row, false);
  const DayRange range = columns.window ? columns.days_on(today) : DayRange{};
  if (columns.window) {
    const PackedChunk& days = columns.day->chunk(number_);
    const int128 unit = int128(power_of_10(days.scale()));
    if (days.most() * unit < range.first || days.least() * unit > range.last) return RowBits{};
  }
  for (Column* condition : {columns.filter, columns.seen}) {
    if (condition == nullptr) continue;
    const RowBits& holds = condition->chunk(number_).present();
    for (size_t w = 0; w < rows.size(); ++w) rows[w] &= holds[w];
  }
  if (!columns.window) return rows;
  const Numbers& days = numbers(*columns.day);
  for (size_t w = 0; w < rows.size(); ++w) {
    rows[w] &= (*days.present)[w];
    if (rows[w] == 0) continue;
    uint64_t inside = 0;
    for (size_t i = 0; i < 64; ++i) {
      const int64_t day = days.narrow[w * 64 + i] * int64_t(days.unit);
      inside |= uint64_t{day >= range.first && day <= range.last} << i;
    }
    rows[w] &= inside;
  }
  return rows;
}

const RowBits& ChunkView::selected(const CubeColumns& columns, int64_t today) {
  for (const Selection& made : selections_) {
    if (made.of->selects_as(columns)) return made.rows;
  }
  // Room for all from the start: what was given out stays where it is.
  constexpr size_t kMaxAtOnce = 64;
  selections_.reserve(kMaxAtOnce);
  if (selections_.size() == kMaxAtOnce) selections_.pop_back();
  return selections_.emplace_back(Selection{&columns, select(columns, today)}).rows;
}

void Cube::empty() {
  numbers_.assign(columns_.dimensions.size(), CodeMap());
  prefixes_.assign(columns_.dimensions.size(), 0);
  groups_.clear();
  codes_.clear();
  distinct_ = CodeMap();
  lost_extreme_ = false;
}

// The groups of the first dimensions are numbered, and each with the next code again.
size_t Cube::group_at(const uint32_t* codes) {
  const size_t dimensions = columns_.dimensions.size();
  if (dimensions == 0) {
    if (groups_.empty()) groups_.emplace_back(kind_);
    return 0;
  }
  uint64_t prefix = 0;
  for (size_t d = 0; d < dimensions; ++d) {
    int64_t& number = numbers_[d][prefix << 32 | codes[d]];
    if (number == 0) {
      if (d + 1 == dimensions) {
        groups_.emplace_back(kind_);
        codes_.insert(codes_.end(), codes, codes + dimensions);
        number = int64_t(groups_.size());
      } else {
        number = int64_t(++prefixes_[d]);
      }
    }
    prefix = uint64_t(number);
  }
  return size_t(prefix) - 1;
}

template <typename Add>
void Cube::for_selected(ChunkView& view, const RowBits& rows, Add add) {
  std::vector<const ChunkView::Numbers*> keys;
  for (Column* dimension : columns_.dimensions) keys.push_back(&view.numbers(*dimension));
  std::vector<uint32_t> codes(keys.size());
  for_rows(rows, [&](size_t row) {
    for (size_t d = 0; d < keys.size(); ++d) codes[d] = code_at(*keys[d], row);
    const size_t group = group_at(codes.data());
    groups_[group].change_records(1);
    add(group, row);
    ++touched_;
  });
}

void Cube::change_distinct(size_t group, uint32_t code, int64_t by) {
  if (code == Words::kNull) return;
  int64_t& records = distinct_[uint64_t(group) << 32 | code];
  const bool was = records > 0;
  records += by;
  const bool is = records > 0;
  groups_[group].change_distinct(by, int64_t{is} - int64_t{was});
}

void Cube::scan(ChunkView& view, int64_t today) {
  using enum model::Aggregate;
  const RowBits& rows = view.selected(columns_, today);
  if (std::all_of(rows.begin(), rows.end(), [](uint64_t word) { return word == 0; })) return;
  const ChunkView::Numbers* values = columns_.value ? &view.numbers(*columns_.value) : nullptr;
  switch (kind_) {
    case kShare:
      for_selected(view, rows, [&](size_t group, size_t row) {
        groups_[group].change_counted(1, values && has_bit(*values->present, row));
      });
      return;
    case kCountDistinct:
      for_selected(view, rows, [&](size_t group, size_t row) {
        if (values) change_distinct(group, code_at(*values, row), 1);
      });
      return;
    case kSum:
    case kAverage:
    case kMedian:
    case kMinimum:
    case kMaximum:
      for_selected(view, rows, [&](size_t group, size_t row) {
        if (values && has_bit(*values->present, row)) {
          groups_[group].change(units_at(*values, row), 1);
        }
      });
      return;
    default:
      for_selected(view, rows, [&](size_t group, size_t) { groups_[group].change_counted(1); });
  }
}

bool Cube::counts(int64_t row, int64_t today) const {
  if (!columns_.there->is(row)) return false;
  if (columns_.filter && !columns_.filter->is(row)) return false;
  if (columns_.seen && !columns_.seen->is(row)) return false;
  if (!columns_.window) return true;
  const std::optional<int128> day = columns_.day->get(row);
  const DayRange range = columns_.days_on(today);
  return day && *day >= range.first && *day <= range.last;
}

void Cube::change(int64_t row, int64_t today, int64_t by) {
  using enum model::Aggregate;
  if (!counts(row, today)) return;
  ++touched_;
  Codes codes;
  for (Column* dimension : columns_.dimensions) {
    codes.push_back(uint32_t(dimension->get(row).value_or(Words::kNull)));
  }
  const size_t group = group_at(codes.data());
  Aggregate& aggregate = groups_[group];
  aggregate.change_records(by);
  const std::optional<int128> value =
      columns_.value ? columns_.value->get(row) : std::optional<int128>();
  switch (kind_) {
    case kShare:
      aggregate.change_counted(by, value.has_value());
      return;
    case kCountDistinct:
      return change_distinct(group, uint32_t(value.value_or(Words::kNull)), by);
    case kSum:
    case kAverage:
    case kMedian:
    case kMinimum:
    case kMaximum:
      if (value) aggregate.change(*value, by);
      if (aggregate.lost_extreme()) lost_extreme_ = true;
      return;
    default:
      aggregate.change_counted(by);
  }
}

void Cube::rows_of(ChunkView& view, int64_t today, const Codes& codes,
                   std::vector<int64_t>& found) {
  RowBits rows = view.selected(columns_, today);
  for (size_t d = 0; d < codes.size(); ++d) {
    const ChunkView::Numbers& keys = view.numbers(*columns_.dimensions[d]);
    for_rows(rows, [&](size_t row) {
      if (code_at(keys, row) != codes[d]) put_bit(rows, row, false);
    });
  }
  for_rows(rows, [&](size_t row) { found.push_back(int64_t(view.number() * kChunkRows + row)); });
}

size_t Cube::bytes() const {
  size_t sum = groups_.size() * sizeof(Aggregate) + codes_.size() * sizeof(uint32_t);
  for (const CodeMap& numbers : numbers_) sum += numbers.bytes();
  return sum + distinct_.bytes();
}

}  // namespace tollgate::metrics
