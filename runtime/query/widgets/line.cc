#include "widgets/kinds.h"

namespace tollgate::query {

Shown kind_metrics(const live::AppRules& app, const model::LineWidget& widget) {
  return only(app.model->find_metric(widget.metric));
}

Grouping kind_grouping(const live::AppRules&, const model::LineWidget& widget) {
  return widget.group_by;
}

// A line goes the way time goes, whatever order a document names.
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::LineWidget& kind, messages::Widget& out) {
  model::Widget in_time = widget;
  in_time.descending.reset();
  fill_groups(numbers, in_time, {kind.metric, kind.group_by, kind.limit, kind.split_by}, out);
  if (kind.area) out.area = true;
}

}  // namespace tollgate::query
