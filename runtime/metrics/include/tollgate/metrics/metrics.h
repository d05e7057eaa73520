// The numbers of an app's metrics, by group, kept up to date by difference as records change.
//
//   Metrics metrics(app, source);
//   std::vector<GroupValue> by_city = metrics.read(metric, {.group_by = {city}}, today);
//   metrics.touch("visit", "v1");         // after a save: only what v1 gives is counted anew
//
// What metrics read of each record stands in columns (column.h), made once and then changed row by
// row; they are kept where the source says. A metric cut along certain dimensions is a cube: made
// by one scan of the columns that it reads when it is first asked for, from then on only changed.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"
#include "tollgate/feel/value.h"
#include "tollgate/metrics/aggregate.h"
#include "tollgate/metrics/column_store.h"
#include "tollgate/metrics/sight.h"
#include "tollgate/metrics/window.h"
#include "tollgate/model/app.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::metrics {

// Which slots of a record's names are read (record/names.h); fields of others may be left out.
using ReadSlots = std::vector<bool>;

// Where records and compiled expressions come from. Each record of an entity has a row, counted
// from 0 in the order in which they came; a row is never another record's.
class MetricSource {
 public:
  virtual ~MetricSource() = default;
  using Visit = std::function<void(int64_t row, record::RecordView&& view)>;
  // One more than the last row.
  virtual int64_t rows(std::string_view entity) = 0;
  // The complete records in rows `from` and later, by row; visit returns false to stop.
  virtual void scan(std::string_view entity, int64_t from, const ReadSlots& reads,
                    const std::function<bool(int64_t row, record::RecordView&& view)>& visit) = 0;
  // The record of a row; false when it is not complete (any more).
  virtual bool load(std::string_view entity, int64_t row, const ReadSlots& reads,
                    const Visit& visit) = 0;
  virtual std::optional<int64_t> row_of(std::string_view entity, const std::string& id) = 0;
  // By id.
  virtual std::vector<std::string> ids(std::string_view entity,
                                       const std::vector<int64_t>& rows) = 0;
  // nullptr when the expression does not work on records of the entity.
  virtual const record::Rule* rule(const model::Expression& expression,
                                   std::string_view entity) = 0;
  virtual const record::Names& names(std::string_view entity) = 0;
  virtual record::RuleContext context() = 0;
  // nullptr: columns are kept nowhere.
  virtual ColumnStore* columns() { return nullptr; }
};

// One key per dimension: the wire value as canonical JSON ("null" for none).
using GroupKey = std::vector<std::string>;

// How a metric is cut: into groups, and to the records whose field has a value.
struct MetricSlice {
  std::vector<model::Grouping> group_by;
  // Field id and the value's key. A metric whose entity has no such field is not narrowed.
  std::vector<std::pair<std::string, std::string>> where;
  // Whose numbers they are; nullptr: of all records and fields.
  std::shared_ptr<const Sight> sight = nullptr;
  // Instead of the days of the metric's window. A metric without one knows no days.
  std::optional<DayRange> days = std::nullopt;
  // For looking back with an earlier day as today: of a metric without a window only the records
  // that had come by then, as they are now.
  bool as_of = false;
};

struct GroupValue {
  GroupKey keys;                 // one per group_by
  std::optional<Decimal> value;  // nullopt: an average, share, ratio or extreme of nothing
  int64_t count = 0;             // records that the value rests on
};

// A metric's groups by number instead of by word, for comparing many of them. Groups of two metrics
// of one entity that are made by the same expression, for the same reader, have the same numbers.
struct Cells {
  size_t dimensions = 0;
  std::vector<uint32_t> codes;   // of each cell one per dimension; 0 is "null"
  std::vector<int64_t> records;  // of each cell
  std::vector<int64_t> met;      // share: those where the test held
  size_t size() const { return records.size(); }
  // Valid until the metrics change.
  std::function<const std::string&(size_t dimension, uint32_t code)> word;
};

// What is read of single records, for statistics over them.
struct SampleColumn {
  enum class Kind : uint8_t { kCondition, kNumber, kKey, kDay };
  Kind kind = Kind::kNumber;
  model::Expression expression;                      // of a day: the field's id
  std::optional<model::TimeUnit> by = std::nullopt;  // kKey
};
struct SampleRequest {
  std::string entity;
  std::optional<model::Expression> filter;
  std::optional<model::Window> window;
  std::vector<SampleColumn> columns;
  std::shared_ptr<const Sight> sight;  // nullptr: of all records and fields
};
// The words of a column of the request by their numbers; valid until the metrics change.
using SampleWords = std::function<const std::string&(size_t column, uint32_t code)>;
// Some of the records, in the order in which they came. A condition is 0 or 1; a key its number (0:
// null), by the column's words; what is missing is NaN.
struct SampleChunk {
  std::vector<int64_t> rows;
  std::vector<std::vector<double>> columns;
  SampleWords word;
};

// A group's key from a value, as canonical JSON: a reference's id, a text, a number's text.
std::string key_of(const feel::Value& value);

// What the metric says of a group without records.
std::optional<Decimal> value_of_nothing(const model::Metric& metric);

// The level that the value reaches, nullopt for none.
std::optional<model::Threshold> level_of(const model::Metric& metric,
                                         const std::optional<Decimal>& value);

// What the rules of a metric may take, in units of work (feel/work.h): so much ahead, and for each
// record about as much as it takes to read one. A metric that takes more has no values at all;
// whoever reads it must ask take_refusal() and give an error rather than an empty answer.
inline constexpr uint64_t kMaxMetricWork = 50'000'000;
inline constexpr uint64_t kWorkPerRecord = 20'000;

struct Cost {
  int64_t scans = 0;    // records looked at to make columns
  int64_t samples = 0;  // records counted anew by touch()
  int64_t touched = 0;  // aggregates changed
};

class Table;

class Metrics {
 public:
  Metrics(std::shared_ptr<const model::App> app, MetricSource& source);
  ~Metrics();

  using Needs = std::vector<std::pair<const model::Metric*, MetricSlice>>;
  // Makes the cubes that are missing for all of these, with one scan per entity.
  void prepare(const Needs& needs, int64_t today);
  // The columns alone, ahead of whoever asks: what a million records take is making these.
  void make_columns(const Needs& needs, int64_t today);
  // Why a metric that was read since the last call has no values: metrics.too_much_work.
  std::optional<Diagnostic> take_refusal() { return std::exchange(refusal_, std::nullopt); }
  // Groups in the order of their keys. Without group_by exactly one, also when nothing counts.
  std::vector<GroupValue> read(const model::Metric& metric, const MetricSlice& slice,
                               int64_t today);
  // nullopt where it cannot be made: for ratios, those among top groups, and without values
  // (take_refusal).
  std::optional<Cells> cells(const model::Metric& metric, const MetricSlice& slice, int64_t today);
  // Visits the records that count, some thousands at a time. nullopt where it cannot be made.
  // With `next`, in turns (base/turn.h): from that row on, which is then where it ended; a record
  // counts as it was when it was visited.
  std::optional<SampleWords> sample(const SampleRequest& request, int64_t today,
                                    const std::function<void(const SampleChunk&)>& visit,
                                    int64_t* next = nullptr);
  // By row of the entity, as a sample gives them.
  std::vector<std::string> ids(std::string_view entity, const std::vector<int64_t>& rows);
  // Records of the group that count now, by id.
  std::vector<std::string> records(const model::Metric& metric, const MetricSlice& slice,
                                   const GroupKey& keys, int64_t today);
  // The same by row.
  std::vector<int64_t> rows(const model::Metric& metric, const MetricSlice& slice,
                            const GroupKey& keys, int64_t today);

  // A record was saved or discarded, or one that it refers to changed.
  void touch(std::string_view entity, const std::string& id);
  // The same of many records: what was noted is counted anew by catch_up(), or before anything is
  // read.
  void note(std::string_view entity, const std::string& id);
  void catch_up();
  // Forgets all numbers; they are made again when asked for.
  void clear();
  bool knows(std::string_view entity) const;
  Cost cost() const;

  // Writes what was made and changed, where columns are kept. Done now and then by itself.
  void keep();
  // Memory of columns and cubes, about.
  size_t bytes() const;

 private:
  using Totals = std::vector<std::pair<GroupKey, Aggregate>>;
  Totals collect(const model::Metric& metric, const MetricSlice& slice, int64_t today);
  // Among the top groups alone.
  Totals collect_among(const model::Metric& metric, const MetricSlice& slice, int64_t today);
  // Keys of the groups at the top; the same for all who count the same.
  std::vector<std::string> top_groups(const model::Among& among, const MetricSlice& slice,
                                      int64_t today);
  std::vector<GroupValue> read_ratio(const model::Metric& metric, const MetricSlice& slice,
                                     int64_t today);
  // nullptr for a metric of no entity.
  Table* table_of(const model::Metric& metric);
  template <typename Make>
  void for_slots(const Needs& needs, int64_t today, Make make);
  void move_to(int64_t today);
  void bound_memory();

  std::shared_ptr<const model::App> app_;
  MetricSource& source_;
  std::map<std::string, std::unique_ptr<Table>, std::less<>> tables_;
  int64_t today_ = INT64_MIN;
  std::optional<Diagnostic> refusal_;
};

}  // namespace tollgate::metrics
