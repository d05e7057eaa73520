// Records as rows of a list. The context must outlive them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "context.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/query/texts.h"

namespace tollgate::query {

// Of a list, where a request does not say how many.
inline constexpr int64_t kDefaultRows = 50;

// A page of rows, as record.list and its relatives reply.
struct RowPage {
  std::vector<messages::Column> columns;
  std::vector<messages::Row> rows;
  int64_t total = 0;
  std::optional<std::string> next = std::nullopt;  // cursor of the page behind it
};

// What a list found, as the viewer sees it.
struct FoundRows {
  std::vector<store::StoredRecord> records;
  int64_t total = 0;
  std::optional<std::string> next = std::nullopt;  // cursor of what stands behind them
};

class Rows {
 public:
  // Without a view: the entity's first fields.
  Rows(const Context& context, const model::Entity& entity, const model::View* view);
  // With other columns than the view's; none: the view's.
  Rows(const Context& context, const model::Entity& entity, const model::View* view,
       std::vector<model::Column> columns);

  std::vector<messages::Column> columns() const;
  const std::vector<model::Column>& shown() const { return columns_; }
  messages::Row row(const store::StoredRecord& record) const;
  // The query's page, narrowed by the view's own filter (not by its pool, owner or order).
  RowPage page(const store::RecordQuery& query) const;
  // The same before anything is written as a row.
  FoundRows find(const store::RecordQuery& query) const;
  // Of several pages of one list: which rows SQL cannot choose is decided once for all of them.
  void keep_decisions();
  // The query with the view's filter, as the store alone can answer it, for reading `fields`; what
  // the viewer may not see is empty. In turns (Sight::as_stored): nullopt when the turn is over,
  // and where the view's filter is no rule, so that it has no rows.
  std::optional<store::RecordQuery> as_stored(const store::RecordQuery& query,
                                              const std::vector<std::string>& fields) const;

 private:
  struct Narrowed {
    store::RecordQuery query;
    Sight::Passes passes;  // what SQL cannot say of the view's filter
  };
  // nullopt: the view's filter is no rule, and gives nothing.
  std::optional<Narrowed> narrowed(const store::RecordQuery& query,
                                   const std::vector<std::string>& read) const;
  bool passes(const ops::RecordState& state, const record::Rule& rule,
              const record::Names& names) const;
  // `read`: fields that are read beside those that the query names.
  store::RecordQuery as_seen(store::RecordQuery query, const std::vector<std::string>& read) const;
  FoundRows listed(const store::RecordQuery& query, const Sight::Passes& passes = {}) const;
  messages::Cell cell(const model::Column& column, const Json& values,
                      const record::RecordView& view) const;

  const Context& context_;
  live::AppRules& app_;
  const model::Entity& entity_;
  const model::View* view_;
  std::vector<model::Column> columns_;
  Texts texts_;
  std::vector<bool> reads_;  // by names' slots, what columns read; empty: none has an expression
  std::shared_ptr<RowSieve> own_decisions_;
  RowSieve* decisions_ = nullptr;  // null: each page decides for itself
};

// The entity's list for people: the first view that is not one person's own, else the first.
const model::View* view_of(const model::App& app, const std::string& entity);

// The view's pool, owner and order as a query.
store::RecordQuery query_of(const Context& context, const model::View& view);

// The viewer's part of the metric by group; nullopt where it may not be told.
std::optional<metrics::MetricSlice> metric_slice(const Context& context,
                                                 const model::Metric& metric,
                                                 const model::Grouping& group_by);

// A group's key as people read it: the group_by path's field tells how.
std::string group_label(const model::App& app, const Texts& texts, const std::string& entity,
                        const model::Grouping& group_by, const Json& key);

}  // namespace tollgate::query
