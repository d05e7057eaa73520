#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "../require.h"
#include "../rows.h"
#include "actions.h"
#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"
#include "tollgate/insight/usual_date.h"

namespace tollgate::query {
namespace {

constexpr int64_t kHalfAYear = 183;
constexpr int64_t kMostBacktestDays = 3660;
constexpr int64_t kBacktestRows = 20;

// Records of the last days, and those of them that would have been stopped.
struct StoppedRows {
  int64_t checked = 0;
  std::vector<int64_t> rows;
};

messages::InsightBacktestReplyStopped listed(const Context& context, const model::Entity& entity,
                                             StoppedRows stopped, const model::Field* shown,
                                             int64_t limit) {
  const Texts texts = context.texts();
  const model::View* view = view_of(context.model(), entity.id);
  std::vector<model::Column> columns;
  if (view && shown) {
    columns = view->columns;
    const bool is_shown = std::any_of(columns.begin(), columns.end(),
                                      [&](const model::Column& c) { return c.field == shown->id; });
    if (!is_shown) {
      model::Column column;
      column.id = column.field = shown->id;
      columns.insert(columns.begin() + std::min<std::ptrdiff_t>(1, std::ptrdiff_t(columns.size())),
                     std::move(column));
    }
  }
  messages::InsightBacktestReplyStopped out;
  out.entity = entity.id;
  out.label = texts.of(entity.label);
  out.checked = stopped.checked;
  store::RecordQuery query{
      .entity = entity.id, .rows = std::move(stopped.rows), .offset = 0, .limit = limit};
  if (view) query.sort = query_of(context, *view).sort;
  Rows rows(context, entity, view, std::move(columns));
  const store::RecordPage page = context.sight->list(query);
  out.columns = rows.columns();
  for (const store::StoredRecord& record : page.records) out.rows.push_back(rows.row(record));
  out.total = page.total;
  const std::string n = std::to_string(out.checked);
  const std::string m = std::to_string(out.total);
  out.sentence =
      texts.of(LocalizedText{n + " 条" + out.label + "里，" + m + " 条会被拦下",
                             m + " of " + n + " " + out.label + " would have been stopped"});
  return out;
}

metrics::SampleRequest sample_of(const Context& context, const model::Entity& entity,
                                 std::vector<metrics::SampleColumn> columns) {
  metrics::SampleRequest request{.entity = entity.id};
  request.columns = std::move(columns);
  request.sight = context.sight->for_metrics();
  return request;
}

// The change of the app: the field is asked for, or must be answered so. The
// designer shows it before anything holds.
std::optional<Json> change_of(const Context& context, const RecordAction& action) {
  if (!action.field || action.kind == RecordAction::Kind::kChoice) return std::nullopt;
  Json change = {{"entity", action.entity->id}, {"field", action.field->id}};
  if (action.kind == RecordAction::Kind::kEvidence) {
    change["required"] = true;
    return change;
  }
  Json message = Json::object();
  for (const std::string& locale : context.model().locales) {
    const std::string label = label_of(Texts(context.model(), context.sight, locale), action);
    message[locale] = locale.starts_with("zh") ? "必须做到：" + label : "Needed: " + label;
  }
  const std::string slug = action.criterion ? action.criterion->id : action.field->id;
  change["validation"] = {{"id", "compulsory_" + slug},
                          {"test", action.expression},
                          {"message", std::move(message)},
                          {"severity", "error"}};
  return change;
}

}  // namespace

Result<messages::InsightBacktestReply> backtest(const Source& source, const Viewer& viewer,
                                                const messages::InsightBacktestRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const std::optional<RecordAction> action = action_named(*context, request.action);
  if (!action) return unknown("action", request.action, "/params/action", {});
  const model::Entity& entity = *action->entity;
  const std::string date = insight::usual_date_of(app, entity);
  const Diagnostic unreadable = make_error(
      "insight.not_readable", {"这些记录不能一起统计", "these records cannot be counted together"},
      {.pointer = "/params/action"});
  if (date.empty()) return unreadable;
  messages::InsightBacktestReply reply;
  reply.label = label_of(context->texts(), *action);
  reply.days = std::clamp<int64_t>(request.days.value_or(kHalfAYear), 1, kMostBacktestDays);
  const int64_t limit = bounded(request.limit, kBacktestRows, limits::kRows);
  const int64_t first = context->today() - reply.days + 1;
  const model::Metric* outcome = nullptr;
  for (const model::Metric* metric : outcomes_of(*context)) {
    if (request.outcome ? metric->id == *request.outcome : outcome == nullptr) outcome = metric;
  }
  const model::Entity* target = outcome ? app.find_entity(outcome->entity) : nullptr;
  const std::optional<RecordLink> link =
      target && target != &entity ? link_between(*context, entity, *target) : std::nullopt;

  using Kind = metrics::SampleColumn::Kind;
  std::vector<metrics::SampleColumn> columns = {
      {Kind::kDay, {date, "/day"}}, {Kind::kCondition, {action->expression, "/action"}}};
  if (link) columns.push_back({Kind::kKey, {link->from, "/link"}});
  StoppedRows stopped;
  std::vector<int8_t> reached;  // by link code: 1 never did it, 2 did
  const auto words = context->app.metrics->sample(
      sample_of(*context, entity, columns), context->today(),
      [&](const metrics::SampleChunk& chunk) {
        for (size_t i = 0; i < chunk.rows.size(); ++i) {
          const double day = chunk.columns[0][i];
          if (!(day >= double(first)) || day > double(context->today())) continue;
          const bool done = chunk.columns[1][i] == 1;
          ++stopped.checked;
          if (!done) stopped.rows.push_back(chunk.rows[i]);
          const auto code = link ? size_t(chunk.columns[2][i]) : 0;
          if (code == 0) continue;
          if (reached.size() <= code) reached.resize(code + 1);
          reached[code] = std::max<int8_t>(reached[code], done ? 2 : 1);
        }
      });
  if (!words) return unreadable;
  reply.stopped.push_back(listed(*context, entity, std::move(stopped), action->field, limit));

  if (link) {
    std::unordered_set<std::string> did;
    std::unordered_set<std::string> never;
    for (size_t code = 1; code < reached.size(); ++code) {
      if (reached[code] > 0) (reached[code] == 2 ? did : never).insert((*words)(2, uint32_t(code)));
    }
    // Those of the outcome's records that stand on records which were all
    // stopped.
    StoppedRows held;
    std::vector<int8_t> known;  // by code: 1 all stopped, 2 not, 3 none
    std::vector<std::pair<int64_t, uint32_t>> rows;
    const auto keys = context->app.metrics->sample(
        sample_of(*context, *target, {{Kind::kKey, {link->to, "/link"}}}), context->today(),
        [&](const metrics::SampleChunk& chunk) {
          for (size_t i = 0; i < chunk.rows.size(); ++i) {
            if (chunk.columns[0][i] != 0)
              rows.emplace_back(chunk.rows[i], uint32_t(chunk.columns[0][i]));
          }
        });
    if (!keys) return unreadable;
    for (const auto& [row, code] : rows) {
      if (known.size() <= code) known.resize(code + 1);
      if (known[code] == 0) {
        const std::string& key = (*keys)(0, code);
        known[code] = never.contains(key) ? 1 : did.contains(key) ? 2 : 3;
      }
      if (known[code] == 3) continue;
      ++held.checked;
      if (known[code] == 1) held.rows.push_back(row);
    }
    reply.stopped.push_back(listed(*context, *target, std::move(held), nullptr, limit));
  }
  reply.change = change_of(*context, *action);
  return reply;
}

}  // namespace tollgate::query
