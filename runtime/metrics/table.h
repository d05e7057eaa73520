// The columns of one entity, and the cubes that are made of them.
//
//   Table table(entity, source);
//   Table::Slot& slot = table.slot(metric, slice);
//   table.prepare({&slot});                   // columns, new rows, the cube
//   slot.cube.groups();
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cube.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::metrics {

class Table {
 public:
  Table(const model::Entity& entity, MetricSource& source);

  // A metric cut along the groups and the filtered fields of a slice.
  struct Slot {
    Cube cube;
    bool broken = false;  // an expression does not compile: nothing counts
    bool filled = false;
    int64_t last_use = 0;
  };
  Slot& slot(const model::Metric& metric, const MetricSlice& slice);
  // False where the request ran out of work: nothing was made.
  bool prepare(const std::vector<Slot*>& slots);
  bool refuses(const Slot& slot) const;
  // False where the request ran out of work, or an expression does not work.
  bool sample(const SampleRequest& request, const std::function<void(const SampleChunk&)>& visit,
              SampleWords& words);
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
  Column& day_column(const std::string& field, const std::shared_ptr<const Sight>& sight);
  // nullptr where the sight hides nothing of what is read.
  std::shared_ptr<const Lens> lens_for(const std::shared_ptr<const Sight>& sight,
                                       const std::vector<feel::Dependency>& reads) const;
  ReadSlots reads_of(const std::vector<Column*>& columns) const;
  bool make_columns();
  bool renew(int64_t row);
  void fill(const std::vector<Slot*>& slots, int64_t from, int64_t to);
  template <typename Goes>
  void drop_columns(Goes goes);

  const model::Entity& entity_;
  MetricSource& source_;
  const record::Names& names_;
  std::map<std::string, std::unique_ptr<Column>, std::less<>> columns_;
  Column* there_ = nullptr;
  std::vector<Column*> unmade_;
  int64_t rows_ = 0;        // as many have a value in each column that is made
  int64_t kept_rows_ = 0;   // those that are kept
  bool made_ = false;       // records were looked at, if there were any
  std::set<int64_t> late_;  // rows whose values are out of date
  size_t unkept_ = 0;       // rows changed since columns were kept
  bool keeps_ = true;       // until writing has failed
  std::map<std::string, std::unique_ptr<Slot>> slots_;
  int64_t today_ = INT64_MIN;
  int64_t uses_ = 0;
  Cost cost_;
};

}  // namespace tollgate::metrics
