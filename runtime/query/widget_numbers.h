// The numbers of a dashboard's widgets, narrowed by its filters, as replies show them. What it is
// made from must outlive it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "context.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/query/texts.h"

namespace tollgate::query {

class WidgetNumbers {
 public:
  // Field and the key of its value; they narrow every metric whose entity has the field.
  using Narrowing = std::vector<std::pair<std::string, std::string>>;
  WidgetNumbers(const Context& context, Narrowing narrowing);

  live::AppRules& app() const { return app_; }
  const model::App& model() const { return *app_.model; }
  const Texts& texts() const { return texts_; }
  const Narrowing& narrowing() const { return narrowing_; }
  int64_t today() const { return today_; }

  metrics::MetricSlice slice(std::vector<model::Expression> group_by) const {
    return {.group_by = std::move(group_by), .where = narrowing_};
  }
  std::vector<metrics::GroupValue> read(const model::Metric& metric,
                                        std::vector<model::Expression> group_by) const;

  messages::Group group(const model::Metric& metric, const model::Expression& group_by,
                        const metrics::GroupValue& value) const;
  messages::Cell cell(const model::Metric& metric, const std::optional<Decimal>& value) const;
  std::string group_label(const model::Metric& metric, const model::Expression& group_by,
                          const Json& key) const;

 private:
  live::AppRules& app_;
  Texts texts_;
  Narrowing narrowing_;
  int64_t today_;
};

std::optional<std::string> value_text(const std::optional<Decimal>& value);
std::string level_name(const model::Metric& metric, const std::optional<Decimal>& value);
std::string format_name(const model::Metric& metric);

// By value, those without one last, then by label.
void order_groups(std::vector<messages::Group>& groups, bool descending);
// Sorts a widget's groups and keeps as many as it shows.
void take_groups(std::vector<messages::Group> groups, const model::Widget& widget,
                 const std::optional<int64_t>& limit, messages::Widget& out);

}  // namespace tollgate::query
