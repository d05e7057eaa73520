// The columns of one entity, and the cubes that are made of them.
//
//   Table table(entity, source);
//   Table::Slot& slot = table.slot(metric, slice);
//   table.prepare({&slot});                   // columns, new rows, the cube
//   slot.cube.groups();
//
// Columns and cubes of many records are made in turns (base/turn.h). What is made so far stays, and
// records may change between two turns: rows that were read already are then read once more.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cube.h"
#include "filler.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::metrics {

// In place of a window's field: when a record came.
inline constexpr const char* kCreatedAt = "created_at";

class Table {
 public:
  Table(const model::Entity& entity, MetricSource& source);

  // A metric cut along the groups and the filtered fields of a slice.
  struct Slot {
    Cube cube;
    bool broken = false;    // an expression does not compile: nothing counts
    int64_t filled_to = 0;  // the cube counts rows below
    int64_t last_use = 0;
  };
  Slot& slot(const model::Metric& metric, const MetricSlice& slice);
  // The columns that the slots read. False where the request ran out of work, or its turn was over
  // before all was made.
  bool make(const std::vector<Slot*>& slots);
  // The same, and the cubes.
  bool prepare(const std::vector<Slot*>& slots);
  // Counts anew what was noted, but makes no columns that are missing.
  void catch_up();
  bool refuses(const Slot& slot) const;
  // False where the request ran out of work or its turn is over, or an expression does not work.
  bool sample(const SampleRequest& request, const std::function<void(const SampleChunk&)>& visit,
              SampleWords& words, int64_t* next);
  std::vector<int64_t> rows_of(Slot& slot, const Cube::Codes& codes);

  void touch(const std::string& id);
  void note(const std::string& id);
  // Before any slot is asked for: what reads the clock is dropped at a new day.
  void move_to(int64_t today);
  bool is_made() const { return made_; }
  void keep();
  void bound_memory();
  Cost cost() const;
  size_t bytes() const;

 private:
  Column& column(ColumnSpec spec);
  Column& column_of(ColumnUse use, const model::Expression& expression,
                    std::optional<model::TimeUnit> by, const record::Rule* rule,
                    const std::shared_ptr<const Sight>& sight);
  // What the day of a column is read from: a field, or when the record came.
  void find_day(ColumnSpec& spec) const;
  Column& day_column(const std::string& field, const std::shared_ptr<const Sight>& sight);
  // nullptr where the sight hides nothing of what is read.
  std::shared_ptr<const Lens> lens_for(const std::shared_ptr<const Sight>& sight,
                                       const std::vector<feel::Dependency>& reads) const;
  ReadSlots reads_of(const std::vector<Column*>& columns) const;
  // Values of many rows in the making.
  struct Making {
    Filler filler;
    int64_t next;                 // the first row that was not read yet
    std::set<int64_t> late = {};  // rows that changed after they were read
  };
  std::vector<Column*> made_columns() const;
  bool is_unmade(const Column* column) const;
  bool needs_unmade(const std::vector<Slot*>& slots) const;
  bool read_rows(Making& making, int64_t to);
  bool extend();
  bool make_columns();
  void stop(std::unique_ptr<Making>& making, int64_t rows);
  bool renew(int64_t row);
  bool renew_late();
  bool bring_up(bool all);
  bool fill(const std::vector<Slot*>& slots);
  template <typename Goes>
  void drop_columns(Goes goes);

  const model::Entity& entity_;
  MetricSource& source_;
  const record::Names& names_;
  std::map<std::string, std::unique_ptr<Column>, std::less<>> columns_;
  Column* there_ = nullptr;
  std::vector<Column*> unmade_;
  std::unique_ptr<Making> making_;     // of columns that are missing
  std::unique_ptr<Making> extending_;  // of rows that came, in all others
  int64_t rows_ = 0;                   // as many have a value in each column that is made
  int64_t kept_rows_ = 0;              // those that are kept
  bool made_ = false;                  // records were looked at, if there were any
  std::set<int64_t> late_;             // rows whose values are out of date
  size_t unkept_ = 0;                  // rows changed since columns were kept
  bool keeps_ = true;                  // until writing has failed
  std::map<std::string, std::unique_ptr<Slot>> slots_;
  int64_t today_ = INT64_MIN;
  int64_t uses_ = 0;
  Cost cost_;
};

}  // namespace tollgate::metrics
