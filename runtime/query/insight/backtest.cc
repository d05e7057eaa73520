#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>

#include "../require.h"
#include "../rows.h"
#include "actions.h"
#include "kept_words.h"
#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/turn.h"
#include "tollgate/insight/usual_date.h"

namespace tollgate::query {
namespace {

constexpr int64_t kHalfAYear = 183;
constexpr int64_t kMaxBacktestDays = 3660;
constexpr int64_t kBacktestRows = 20;

// Records of the last days, and those of them that would have been stopped.
struct StoppedRows {
  int64_t checked = 0;
  std::vector<int64_t> rows;
};

// What is known from one turn to the next. A record counts as it was when it was read.
struct BacktestData final : TurnNote {
  std::string under;  // the app, the day: of another one nothing is known
  enum class Step { kActions, kTargets, kAll } step = Step::kActions;
  int64_t next_row = 0;  // of the records with the action
  StoppedRows stopped;
  KeptWords links;
  std::vector<int8_t> reached;  // by link: 1 never did it, 2 did
  int64_t next_target = 0;      // row of the outcome's records
  KeptWords keys;
  StoppedRows held;
  std::vector<int8_t> known;  // by key: 1 all stopped, 2 not, 3 none
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
  reply.days = std::clamp<int64_t>(request.days.value_or(kHalfAYear), 1, kMaxBacktestDays);
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
  BacktestData own;
  BacktestData* data = Turn::note<BacktestData>();
  if (data == nullptr) data = &own;
  const std::string under = context->app.hash + " " + std::to_string(context->today());
  if (data->under != under) *data = BacktestData();
  data->under = under;

  std::vector<metrics::SampleColumn> columns = {
      {Kind::kDay, {date, "/day"}}, {Kind::kCondition, {action->expression, "/action"}}};
  if (link) columns.push_back({Kind::kKey, {link->from, "/link"}});
  using Step = BacktestData::Step;
  if (data->step == Step::kActions) {
    data->links.begin_turn();
    const auto words = context->app.metrics->sample(
        sample_of(*context, entity, columns), context->today(),
        [&](const metrics::SampleChunk& chunk) {
          for (size_t i = 0; i < chunk.rows.size(); ++i) {
            const double day = chunk.columns[0][i];
            if (!(day >= double(first)) || day > double(context->today())) continue;
            const bool done = chunk.columns[1][i] == 1;
            ++data->stopped.checked;
            if (!done) data->stopped.rows.push_back(chunk.rows[i]);
            const auto code = link ? uint32_t(chunk.columns[2][i]) : 0;
            if (code == 0) continue;
            const size_t number = data->links.number_of(chunk, 2, code);
            if (data->reached.size() <= number) data->reached.resize(number + 1);
            data->reached[number] = std::max<int8_t>(data->reached[number], done ? 2 : 1);
          }
        },
        &data->next_row);
    if (!words) return unreadable;
    data->step = Step::kTargets;
    if (Turn::is_over({1, 2})) return reply;
  }

  if (link && data->step == Step::kTargets) {
    std::unordered_map<std::string_view, int8_t> reached;
    for (size_t number = 1; number < data->reached.size(); ++number) {
      reached.emplace(data->links.text(uint32_t(number)), data->reached[number]);
    }
    // Those of the outcome's records that stand on records which were all
    // stopped.
    data->keys.begin_turn();
    const auto keys = context->app.metrics->sample(
        sample_of(*context, *target, {{Kind::kKey, {link->to, "/link"}}}), context->today(),
        [&](const metrics::SampleChunk& chunk) {
          for (size_t i = 0; i < chunk.rows.size(); ++i) {
            const auto code = uint32_t(chunk.columns[0][i]);
            if (code == 0) continue;
            const uint32_t number = data->keys.number_of(chunk, 0, code);
            if (data->known.size() <= number) data->known.resize(size_t{number} + 1);
            int8_t& known = data->known[number];
            if (known == 0) {
              const auto found = reached.find(data->keys.text(number));
              known = found == reached.end() ? 3 : found->second;
            }
            if (known == 3) continue;
            ++data->held.checked;
            if (known == 1) data->held.rows.push_back(chunk.rows[i]);
          }
        },
        &data->next_target);
    if (!keys) return unreadable;
  }
  data->step = Step::kAll;
  reply.stopped.push_back(listed(*context, entity, data->stopped, action->field, limit));
  if (link) reply.stopped.push_back(listed(*context, *target, data->held, nullptr, limit));
  reply.change = change_of(*context, *action);
  return reply;
}

}  // namespace tollgate::query
