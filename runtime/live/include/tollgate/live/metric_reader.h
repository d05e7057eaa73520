// What metrics count: complete records from the store, and where what they read is kept.
#pragma once

#include <map>
#include <string>

#include "tollgate/live/records.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::live {

class MetricReader final : public metrics::MetricSource, public metrics::ColumnStore {
 public:
  // `app_text` is the document in force; all must outlive it.
  MetricReader(Records& records, store::Store& store, const Clock& clock,
               const std::string& app_text);

  int64_t rows(std::string_view entity) override { return store_.rows(entity); }
  void scan(std::string_view entity, int64_t from, const metrics::ReadSlots& reads,
            const std::function<bool(int64_t row, record::RecordView&& view)>& visit) override;
  bool load(std::string_view entity, int64_t row, const metrics::ReadSlots& reads,
            const Visit& visit) override;
  std::optional<int64_t> row_of(std::string_view entity, const std::string& id) override {
    return store_.row_of(entity, id);
  }
  std::vector<std::string> ids(std::string_view entity, const std::vector<int64_t>& rows) override;
  const record::Rule* rule(const model::Expression& expression, std::string_view entity) override;
  const record::Names& names(std::string_view entity) override;
  record::RuleContext context() override { return records_.rules(clock_); }
  metrics::ColumnStore* columns() override { return keeps_ ? this : nullptr; }
  // For an app that is not in force: the kept columns are those of the one that is.
  void keep_nothing() { keeps_ = false; }

  metrics::KeptColumns columns(std::string_view entity) override;
  std::string chunk(int64_t column, size_t number) override {
    return store_.metric_chunk(column, number);
  }
  std::vector<std::string> words(int64_t column) override { return store_.metric_words(column); }
  std::vector<int64_t> write(std::string_view entity, int64_t rows,
                             const std::vector<metrics::ColumnChanges>& changes) override;

 private:
  void read(const model::Entity& entity, int64_t from, int64_t limit,
            const metrics::ReadSlots& reads,
            const std::function<bool(int64_t row, record::RecordView&& view)>& visit);
  // What the document says of records: columns made under other rules do not count.
  const std::string& stamp();

  Records& records_;
  store::Store& store_;
  const Clock& clock_;
  const std::string& app_text_;
  std::string stamp_;
  bool keeps_ = true;
};

}  // namespace tollgate::live
