// Makes the values of many rows: rules run over blocks of records, column by column, and chunks are
// packed as they are full.
#pragma once

#include <functional>
#include <vector>

#include "column.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/record/names.h"

namespace tollgate::metrics {

// What the columns' rules give for records that lie one behind the other in `slots`, names.size()
// values each. False where the request ran out of work.
class Evaluator {
 public:
  Evaluator(const record::Names& names, record::RuleContext context)
      : names_(names), context_(context) {}

  ZoneRef time_zone() const { return context_.time_zone; }

  using Give = std::function<void(Column& column, size_t record, const feel::Value& value)>;
  bool run(const std::vector<Column*>& columns, const std::vector<feel::Value>& slots,
           size_t records, const Give& give);

 private:
  bool run_rule(Column& column, const std::vector<feel::Value>& slots, size_t records);
  const std::vector<feel::Value>& seen_by(const Lens& lens, const std::vector<feel::Value>& slots,
                                          size_t records);

  const record::Names& names_;
  record::RuleContext context_;
  std::vector<feel::Value> results_;
  std::vector<feel::Value> shown_;
  const Lens* shown_for_ = nullptr;
};

class Filler {
 public:
  // Rows below `old_rows` keep the values that the columns have.
  Filler(std::vector<Column*> columns, int64_t old_rows, const record::Names& names,
         record::RuleContext context);

  const std::vector<Column*>& columns() const { return columns_; }
  // In the order of rows. False where the request ran out of work.
  bool add(int64_t row, record::RecordView&& view);
  // Runs the rules for all that was added, so that records may change before more comes.
  bool flush();
  bool finish();

 private:
  struct Building {
    Column* column;
    std::vector<int128> values;
    RowBits present = {};
  };
  void open(size_t chunk);
  void close();

  std::vector<Column*> columns_;
  int64_t old_rows_;
  Evaluator evaluator_;
  std::vector<Building> building_;
  bool open_ = false;
  size_t chunk_ = 0;
  std::vector<int64_t> rows_;
  std::vector<feel::Value> slots_;
};

}  // namespace tollgate::metrics
