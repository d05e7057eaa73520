// One metric, cut along dimensions (groups and filters): an aggregate for each combination of
// words, made by scans of columns and moved by the difference that a record makes.
//
//   Cube cube(metric.aggregate, {.there = …, .dimensions = {city}, .value = amount});
//   cube.scan(view_of_chunk, rows);       // chunk after chunk
//   cube.change(row, -1);  …write the columns…  cube.change(row, 1);
//   cube.find({3});                       // the aggregate of word 3
//
// With a window only records whose day lies in it count; today says where it lies (window.h).
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "code_map.h"
#include "column.h"
#include "tollgate/metrics/aggregate.h"
#include "tollgate/metrics/window.h"

namespace tollgate::metrics {

struct CubeColumns {
  Column* there = nullptr;   // complete records
  Column* filter = nullptr;  // nullptr: all of them
  Column* seen = nullptr;    // nullptr: all of them
  Column* day = nullptr;     // with a window
  std::optional<model::Window> window;
  std::optional<DayRange> days;  // instead of those that the window holds today
  std::vector<Column*> dimensions;
  Column* value = nullptr;  // what is added up, compared, told apart, or tested

  template <typename Each>
  void for_each(Each each) const {
    each(there);
    for (Column* column : {filter, seen, day, value}) {
      if (column != nullptr) each(column);
    }
    for (Column* column : dimensions) each(column);
  }
  DayRange days_on(int64_t today) const { return days ? *days : days_of(*window, today); }
  // Which rows count, and nothing else.
  bool selects_as(const CubeColumns& other) const {
    return filter == other.filter && seen == other.seen && day == other.day &&
           window == other.window && days == other.days;
  }
};

// One chunk of rows, unpacked column by column as cubes ask for them.
class ChunkView {
 public:
  struct Numbers {
    std::vector<int64_t> narrow;
    std::vector<int128> wide;  // instead, where 64 bits are too short
    int128 unit = 1;
    const RowBits* present = nullptr;
  };
  // Rows [first, last) of the chunk are looked at.
  void open(size_t number, size_t first, size_t last);
  const Numbers& numbers(Column& column);
  // The rows that count for such a cube today.
  const RowBits& selected(const CubeColumns& columns, int64_t today);
  size_t number() const { return number_; }

 private:
  struct Selection {
    const CubeColumns* of;
    RowBits rows;
  };
  RowBits select(const CubeColumns& columns, int64_t today);

  size_t number_ = 0;
  size_t first_ = 0;
  size_t last_ = 0;
  uint64_t opened_ = 0;
  struct Unpacked {
    uint64_t opened = 0;
    Numbers numbers;
  };
  std::unordered_map<Column*, Unpacked> unpacked_;
  std::vector<Selection> selections_;
};

class Cube {
 public:
  Cube(model::Aggregate kind, CubeColumns columns) : kind_(kind), columns_(std::move(columns)) {
    empty();
  }

  const CubeColumns& columns() const { return columns_; }
  void empty();
  void scan(ChunkView& view, int64_t today);
  // The record of the row, if it counts now.
  void change(int64_t row, int64_t today, int64_t by);
  bool counts(int64_t row, int64_t today) const;

  using Codes = std::vector<uint32_t>;
  size_t groups() const { return groups_.size(); }
  const Aggregate& group(size_t number) const { return groups_[number]; }
  const uint32_t* codes(size_t number) const {
    return codes_.data() + number * columns_.dimensions.size();
  }
  // The rows of a chunk that count now and have these codes.
  void rows_of(ChunkView& view, int64_t today, const Codes& codes, std::vector<int64_t>& rows);

  // Aggregates changed since the start: what keeping up has cost.
  int64_t touched() const { return touched_; }
  bool lost_extreme() const { return lost_extreme_; }
  size_t bytes() const;

 private:
  size_t group_at(const uint32_t* codes);
  template <typename Add>
  void for_selected(ChunkView& view, const RowBits& rows, Add add);
  void change_distinct(size_t group, uint32_t code, int64_t by);

  model::Aggregate kind_;
  CubeColumns columns_;
  std::vector<CodeMap> numbers_;    // of groups, dimension after dimension
  std::vector<uint64_t> prefixes_;  // how many there are of the first dimensions
  std::vector<Aggregate> groups_;
  std::vector<uint32_t> codes_;
  CodeMap distinct_;  // records by group and value
  int64_t touched_ = 0;
  bool lost_extreme_ = false;
};

}  // namespace tollgate::metrics
