#include <nlohmann/json.hpp>

#include "../cursor.h"
#include "../require.h"
#include "../rows.h"
#include "found_tags.h"
#include "listed_groups.h"
#include "tollgate/base/limits.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::query {
namespace {

// What is asked of: a filter of the app, or one in somebody's own words.
struct AskedOf {
  model::QuickFilter filter;
  std::vector<model::Metric> metrics;  // that the app does not have
};

Result<AskedOf> asked_of(const Context& context, const messages::QuickFilterRowsRequest& request) {
  const model::App& app = context.model();
  if (request.text) {
    const insight::Vocabulary words = vocabulary_of(context);
    insight::Question question = insight::read_question(*request.text, words);
    if (question.filter) return AskedOf{*question.filter, std::move(question.metrics)};
    return make_error("query.nothing_asked",
                      {"这句话里没有能懂的条件", "nothing in the text was understood"},
                      {.pointer = "/params/text"});
  }
  const std::string id = request.quick_filter.value_or("");
  const model::QuickFilter* filter = app.find_quick_filter(id);
  if (filter) return AskedOf{*filter, {}};
  return unknown("quick_filter", id, "/params/quick_filter", ids_of(app.quick_filters));
}

const model::Metric* metric_called(const Context& context, const AskedOf& asked,
                                   const std::string& id) {
  for (const model::Metric& metric : asked.metrics) {
    if (metric.id == id) return &metric;
  }
  return context.model().find_metric(id);
}

std::vector<const model::Metric*> metrics_of(const Context& context, const AskedOf& asked) {
  std::vector<const model::Metric*> metrics;
  for (const std::string& id : asked.filter.metrics) {
    if (const model::Metric* metric = metric_called(context, asked, id)) metrics.push_back(metric);
  }
  return metrics;
}

// The metric that a tag rests on; without a tag the filter's first.
Result<TagRows> rows_behind(const Context& context, const AskedOf& asked,
                            const messages::QuickFilterRowsRequest& request) {
  const model::App& app = context.model();
  const std::string group = write_json(request.group);
  std::string id = asked.filter.metrics.empty() ? "" : asked.filter.metrics.front();
  if (request.tag) {
    const model::Tag* preset = nullptr;
    for (const model::Tag& tag : asked.filter.tags) {
      if (tag.id == *request.tag) preset = &tag;
    }
    if (!preset) {
      auto found = found_tag_rows(context, {metrics_of(context, asked), asked.filter.group_by.text},
                                  group, *request.tag);
      if (found) return *std::move(found);
      return unknown("tag", *request.tag, "/params/tag", ids_of(asked.filter.tags));
    }
    if (!preset->metric.empty()) id = preset->metric;
  }
  const model::Metric* metric = metric_called(context, asked, id);
  if (!metric) return unknown("metric", id, "/params/quick_filter", ids_of(app.metrics));
  TagRows rows;
  rows.label = app.text_for(metric->label, context.viewer.locale);
  if (const auto slice = metric_slice(context, *metric, model::Grouping(asked.filter.group_by))) {
    rows.rows = context.app.metrics->rows(*metric, *slice, {group}, context.today());
  }
  if (metric->aggregate == model::Aggregate::kRatio) metric = app.find_metric(metric->numerator);
  rows.entity = metric ? app.find_entity(metric->entity) : nullptr;
  if (!rows.entity) return unknown("entity", "", "/params/quick_filter", ids_of(app.entities));
  return rows;
}

// The view's columns, and before them those that show what the tag says.
std::vector<model::Column> columns_with(const Context& context, const TagRows& rows,
                                        const model::View* view) {
  std::vector<model::Column> columns;
  if (rows.paths.empty()) return columns;
  if (view) columns = view->columns;
  if (!view) {
    for (const model::Field& field : rows.entity->fields) {
      if (!info_of(field.type).is_compact || columns.size() == 4) continue;
      model::Column& column = columns.emplace_back();
      column.id = column.field = field.id;
    }
  }
  size_t at = columns.empty() ? 0 : 1;
  for (const std::string& path : rows.paths) {
    const bool shown = std::any_of(columns.begin(), columns.end(), [&](const model::Column& c) {
      return c.field == path || (c.value && c.value->text == path);
    });
    const size_t dot = path.find('.');
    const model::Field* field = rows.entity->find_field(path.substr(0, dot));
    if (shown || !field || context.sight->hides(rows.entity->id, field->id)) continue;
    model::Column column;
    column.id = path;
    if (dot == std::string::npos) {
      column.field = path;
    } else {
      const model::Entity* target = context.model().find_entity(field->entity);
      const model::Field* member = target ? target->find_field(path.substr(dot + 1)) : nullptr;
      if (!member || context.sight->hides(target->id, member->id)) continue;
      column.value = model::Expression{path, "/columns"};
      column.label = member->label;
    }
    columns.insert(columns.begin() + std::ptrdiff_t(at++), std::move(column));
  }
  return columns;
}

}  // namespace

Result<messages::QuickFilterRowsReply> quick_filter_rows(
    const Source& source, const Viewer& viewer, const messages::QuickFilterRowsRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<AskedOf> asked = asked_of(*context, request);
  if (!asked) return std::move(asked).error();
  Result<TagRows> behind = rows_behind(*context, *asked, request);
  if (!behind) return std::move(behind).error();
  const model::App& app = context->model();
  const model::View* view = view_of(app, behind->entity->id);
  store::RecordQuery query{.entity = behind->entity->id,
                           .rows = std::move(behind->rows),
                           .offset = bounded(request.offset, 0, INT64_MAX),
                           .limit = bounded(request.limit, kDefaultRows, limits::kRows)};
  if (view) query.sort = query_of(*context, *view).sort;
  if (Status placed = set_place(query, request.after); !placed) return std::move(placed).error();
  Rows rows(*context, *behind->entity, view, columns_with(*context, *behind, view));
  store::RecordPage page = context->sight->list(query);
  messages::QuickFilterRowsReply reply;
  reply.label = behind->label;
  reply.columns = rows.columns();
  for (const store::StoredRecord& record : page.records) reply.rows.push_back(rows.row(record));
  reply.total = page.total;
  if (page.next) reply.next = cursor_of(query, *page.next);
  if (const model::Form* form = app.form_of(behind->entity->id)) reply.form = form->id;
  return reply;
}

}  // namespace tollgate::query
