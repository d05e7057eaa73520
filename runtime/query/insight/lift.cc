#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "../require.h"
#include "actions.h"
#include "kept_words.h"
#include "outcome_events.h"
#include "tollgate/base/civil.h"
#include "tollgate/base/turn.h"
#include "tollgate/insight/lift.h"
#include "tollgate/insight/usual_date.h"

namespace tollgate::query {
namespace {

constexpr int64_t kUsualLiftDays = 60;
constexpr int64_t kMaxLiftDays = 730;
constexpr int64_t kLookBack = 730;
constexpr size_t kMaxUnits = 2'000'000;
constexpr int kRatioDigits = 2;
constexpr int kShareDigits = 4;
constexpr int kChanceDigits = 6;

std::string iso_day(int64_t day) {
  const CivilDate date = civil_from_days(day);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
}

std::string percent_of(double share) {
  const double percent = share * 100;
  return number_text(percent, percent < 10 ? 1 : 0).value_or("–") + "%";
}

messages::SuccessShare side_of(int64_t count, int64_t met) {
  messages::SuccessShare side;
  side.count = count;
  side.met = met;
  const statistics::Interval interval = statistics::wilson(double(met), double(count));
  side.share = number_text(count > 0 ? double(met) / double(count) : 0, kShareDigits).value_or("0");
  side.low = number_text(interval.low, kShareDigits).value_or("0");
  side.high = number_text(interval.high, kShareDigits).value_or("1");
  return side;
}

const char* verdict_name(insight::LiftVerdict verdict) {
  switch (verdict) {
    case insight::LiftVerdict::kRaises:
      return "raises";
    case insight::LiftVerdict::kLowers:
      return "lowers";
    case insight::LiftVerdict::kNotClear:
      return "not_clear";
    case insight::LiftVerdict::kTooFew:
      break;
  }
  return "too_few";
}

LocalizedText lift_sentence(const insight::Lift& lift, int64_t days) {
  const statistics::RatioOfShares& r = lift.ratio;
  const std::string n1 = std::to_string(r.all.with);
  const std::string n0 = std::to_string(r.all.without);
  const std::string p1 = percent_of(r.share_with);
  const std::string p0 = percent_of(r.share_without);
  const std::string d = std::to_string(days);
  const std::string ratio = number_text(r.ratio, kRatioDigits).value_or("–");
  const std::string low = number_text(r.interval.low, kRatioDigits).value_or("–");
  const std::string high = number_text(r.interval.high, kRatioDigits).value_or("–");
  switch (lift.verdict) {
    case insight::LiftVerdict::kTooFew:
      return {"样本太少，说不准：做了 " + n1 + " 次，没做 " + n0 + " 次",
              "too few to say: done " + n1 + " times, not done " + n0 + " times"};
    case insight::LiftVerdict::kNotClear:
      return {
          "看不出差别：做了 " + p1 + "（" + n1 + " 次），没做 " + p0 + "（" + n0 + " 次）",
          "no clear difference: done " + p1 + " (" + n1 + "), not done " + p0 + " (" + n0 + ")"};
    case insight::LiftVerdict::kRaises:
    case insight::LiftVerdict::kLowers:
      break;
  }
  return {d + " 天内成功：做了 " + p1 + "（" + n1 + " 次），没做 " + p0 + "（" + n0 + " 次），是 " +
              ratio + " 倍（" + low + "～" + high + "）",
          "success within " + d + " days: done " + p1 + " (" + n1 + "), not done " + p0 + " (" +
              n0 + "), " + ratio + " times (" + low + " to " + high + ")"};
}

template <typename Row>
void put_lift(const insight::Lift& lift, int64_t days, const Texts& texts, Row& row) {
  const statistics::RatioOfShares& r = lift.ratio;
  row.with = side_of(r.all.with, r.all.with_met);
  row.without = side_of(r.all.without, r.all.without_met);
  row.ratio = number_text(r.ratio, kRatioDigits);
  row.low = number_text(r.interval.low, kRatioDigits);
  row.high = number_text(r.interval.high, kRatioDigits);
  row.verdict = verdict_name(lift.verdict);
  if (lift.verdict != insight::LiftVerdict::kTooFew) {
    row.p = number_text(r.p, kChanceDigits);
    row.adjusted_p = number_text(lift.adjusted_p, kChanceDigits);
  }
  row.sentence = texts.of(lift_sentence(lift, days));
}

// Where actions are recorded: entities with a date that belong to the outcome's
// records.
struct ActionPlace {
  const model::Entity* entity = nullptr;
  RecordLink link;
  std::string date;
  std::vector<RecordAction> actions;
};

std::vector<ActionPlace> action_places(const Context& context, const model::Metric& outcome) {
  std::vector<ActionPlace> places;
  const model::Entity* target = context.model().find_entity(outcome.entity);
  for (const model::Entity& entity : context.model().entities) {
    const auto& users = context.model().users;
    if (users && users->entity == entity.id) continue;
    const std::optional<RecordLink> link = link_between(context, entity, *target);
    const std::string date = insight::usual_date_of(context.model(), entity);
    if (!link || date.empty() || context.sight->hides(entity.id, date)) continue;
    if (&entity == target && date == outcome.window->field) continue;  // it only dates successes
    std::vector<RecordAction> actions = actions_of(context, entity);
    if (!actions.empty()) places.push_back({&entity, *link, date, std::move(actions)});
  }
  std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) {
    return a.actions.size() > b.actions.size();
  });
  return places;
}

// What is known from one turn to the next.
struct LiftData final : TurnNote {
  std::string under;  // the app, the day: of another one nothing is known
  enum class Step { kEvents, kHistory, kUnits, kLifts } step = Step::kEvents;
  EventDays events;
  StageHistory history;
  int64_t next_row = 0;
  KeptWords clusters;
  std::vector<int64_t> days;  // by unit
  insight::LiftUnits units;
  std::vector<insight::Taken> taken;
  int64_t too_late = 0;
  insight::LiftsSoFar found;
};

class LiftQuestion {
 public:
  LiftQuestion(const Context& context, const model::Metric& outcome, const ActionPlace& place,
               int64_t days, LiftData& data)
      : context_(context),
        texts_(context.texts()),
        outcome_(outcome),
        place_(place),
        days_(days),
        data_(data) {}

  // In turns: says nothing in `reply` yet where its turn is over.
  Status run(bool by_stage, messages::InsightLiftReply& reply) {
    using Step = LiftData::Step;
    if (data_.step == Step::kEvents) {
      if (!read_events(context_, outcome_, place_.link.to, data_.events)) return refused();
      data_.step = Step::kHistory;
      if (Turn::is_over({1, 4})) return ok_status();
    }
    const model::Workflow* flow = context_.model().workflow_of(outcome_.entity);
    if (!by_stage) flow = nullptr;
    if (data_.step == Step::kHistory) {
      if (flow && !data_.history.read(context_, *flow, place_.link.to)) return ok_status();
      data_.step = Step::kUnits;
      if (flow && Turn::is_over({2, 4})) return ok_status();
    }
    if (flow && !data_.history.is_empty()) {
      data_.units.stages = uint32_t(flow->stages.size());
    } else if (flow) {
      note({"没有按阶段分开：推进的时间没有留下记录（导入的数据没有）",
            "not by stage: when stages were entered is not on record "
            "(imported data has none)"});
    }
    if (flow && data_.history.is_cut()) {
      note({"按阶段只看了前 5 万条记录", "by stage only the first 50,000 records were looked at"});
    }
    if (data_.step == Step::kUnits) {
      if (!read_units()) return refused();
      data_.step = Step::kLifts;
      if (Turn::is_over({3, 4})) return ok_status();
    }
    if (!insight::go_on_with_lifts(data_.units, data_.taken, data_.found)) return ok_status();
    const std::vector<insight::Lift>& found = data_.found.lifts;
    put_rows(found, flow, reply);
    put_frame(found, reply);
    return ok_status();
  }

 private:
  static Diagnostic refused() {
    return make_error("insight.not_readable",
                      {"这些记录不能一起统计：有的规则无法计算，或计算量太大",
                       "these records cannot be counted together: a rule does "
                       "not work, or takes "
                       "too much work"},
                      {.pointer = "/params"});
  }
  void note(LocalizedText text) { notes_.push_back(texts_.of(text)); }

  bool read_units() {
    const int64_t today = context_.today();
    const int64_t last = today - days_;
    const int64_t first = last - kLookBack + 1;
    metrics::SampleRequest request{.entity = place_.entity->id};
    request.sight = context_.sight->for_metrics();
    using Kind = metrics::SampleColumn::Kind;
    request.columns = {{Kind::kDay, {place_.date, "/day"}},
                       {Kind::kKey, {place_.link.from, "/link"}}};
    // Many actions of one field are known by the same condition; "true" needs
    // no column.
    std::map<std::string, size_t> column_of;
    const auto column = [&](const std::string& expression) -> size_t {
      if (expression == "true") return 0;
      const auto [at, fresh] = column_of.try_emplace(expression, request.columns.size());
      if (fresh) request.columns.push_back({Kind::kCondition, {expression, "/action"}});
      return at->second;
    };
    std::vector<std::pair<size_t, size_t>> columns;  // whether it was done, whether that is known
    for (const RecordAction& action : place_.actions) {
      const size_t done = column(action.expression);
      columns.emplace_back(done, column(action.known));
    }
    data_.taken.resize(place_.actions.size());
    data_.clusters.begin_turn();
    const auto words = context_.app.metrics->sample(
        request, today,
        [&](const metrics::SampleChunk& chunk) {
          for (size_t i = 0; i < chunk.rows.size(); ++i) {
            const double day = chunk.columns[0][i];
            if (!(day >= double(first)) || chunk.columns[1][i] == 0) continue;
            if (day > double(last)) {
              ++data_.too_late;
              continue;
            }
            if (data_.days.size() == kMaxUnits) continue;
            const auto code = uint32_t(chunk.columns[1][i]);
            data_.units.cluster.push_back(data_.clusters.number_of(chunk, 1, code) - 1);
            data_.days.push_back(int64_t(day));
            for (size_t a = 0; a < place_.actions.size(); ++a) {
              const auto [done, known_by] = columns[a];
              const bool known = known_by == 0 || chunk.columns[known_by][i] == 1;
              data_.taken[a].push_back(int8_t(known ? chunk.columns[done][i] == 1 : -1));
            }
          }
        },
        &data_.next_row);
    if (!words) return false;
    std::vector<const std::vector<int64_t>*> successes;
    for (uint32_t number = 1; number <= data_.clusters.size(); ++number) {
      const auto found = data_.events.find(data_.clusters.text(number));
      successes.push_back(found == data_.events.end() ? nullptr : &found->second);
    }
    for (size_t i = 0; i < data_.days.size(); ++i) {
      const uint32_t cluster = data_.units.cluster[i];
      data_.units.success.push_back(succeeds(successes[cluster], data_.days[i]) ? 1 : 0);
      if (data_.units.stages > 0) {
        data_.units.stage.push_back(
            data_.history.stage_on(data_.clusters.text(cluster + 1), data_.days[i]));
      }
    }
    return true;
  }

  bool succeeds(const std::vector<int64_t>* days, int64_t day) const {
    if (!days) return false;
    const auto next = std::lower_bound(days->begin(), days->end(), day);
    return next != days->end() && *next <= day + days_;
  }

  void put_rows(const std::vector<insight::Lift>& found, const model::Workflow* flow,
                messages::InsightLiftReply& reply) {
    std::vector<size_t> order;
    for (size_t a = 0; a < found.size(); ++a) {
      // What everybody or nobody did has nothing to be compared with.
      const statistics::Cluster& all = found[a].ratio.all;
      if (all.with > 0 && all.without > 0) order.push_back(a);
    }
    // What was found first, then what is not clear, then too few; the surest
    // first.
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      const auto rank = [&](size_t i) {
        const insight::LiftVerdict v = found[i].verdict;
        return v == insight::LiftVerdict::kTooFew     ? 2
               : v == insight::LiftVerdict::kNotClear ? 1
                                                      : 0;
      };
      return rank(a) != rank(b) ? rank(a) < rank(b) : found[a].ratio.p < found[b].ratio.p;
    });
    for (const size_t a : order) {
      const RecordAction& action = place_.actions[a];
      messages::InsightLiftReplyRow row;
      row.id = action.id;
      row.label = label_of(texts_, action);
      row.may_be_compulsory = action.field != nullptr && action.kind != RecordAction::Kind::kChoice;
      put_lift(found[a], days_, texts_, row);
      for (size_t s = 0; s < found[a].stages.size(); ++s) {
        const statistics::Cluster& all = found[a].stages[s].ratio.all;
        if (all.with + all.without == 0) continue;
        messages::InsightLiftReplyRowStage stage;
        stage.label = texts_.of(flow->stages[s].label);
        put_lift(found[a].stages[s], days_, texts_, stage);
        row.stages.push_back(std::move(stage));
      }
      reply.rows.push_back(std::move(row));
    }
  }

  void put_frame(const std::vector<insight::Lift>& found, messages::InsightLiftReply& reply) {
    const std::vector<int64_t>& unit_days = data_.days;
    reply.units = int64_t(unit_days.size());
    reply.clusters = int64_t(data_.clusters.size());
    reply.cluster_label = place_.link.label;
    int64_t successes = 0;
    for (const uint8_t success : data_.units.success) successes += success;
    if (reply.units > 0) {
      reply.share = number_text(double(successes) / double(reply.units), kShareDigits);
      reply.from = iso_day(*std::min_element(unit_days.begin(), unit_days.end()));
      reply.to = iso_day(*std::max_element(unit_days.begin(), unit_days.end()));
    }
    const auto tested = std::count_if(found.begin(), found.end(), [](const insight::Lift& lift) {
      return lift.verdict != insight::LiftVerdict::kTooFew;
    });
    if (tested > 0) {
      const std::string n = std::to_string(tested);
      note({"一起检验了 " + n + " 项；在找到的里面，平均每 20 项最多有 1 项是碰巧",
            n + " were tested together; of those found at most 1 in 20 is "
                "expected to be chance"});
    }
    note(
        {"做了和成功同时出现，不等于做了就会成功：做的人可能本来就不一样，要确"
         "认请做对照试行",
         "done and successful together is not successful because of it: who "
         "does it may differ "
         "anyway; to be sure, try it with some and not with others"});
    if (data_.too_late > 0) {
      const std::string late = std::to_string(data_.too_late);
      const std::string d = std::to_string(days_);
      note({"最近 " + d + " 天的 " + late + " 条还没有等够时间，没有算进去",
            late + " records of the last " + d +
                " days have not had their time yet and are left out"});
    }
    if (!context_.sight->is_whole()) {
      note({"只统计了您能看到的记录", "only records that you may see are counted"});
    }
    reply.notes = notes_;
  }

  const Context& context_;
  const Texts texts_;
  const model::Metric& outcome_;
  const ActionPlace& place_;
  int64_t days_;
  LiftData& data_;
  std::vector<std::string> notes_;
};

}  // namespace

Result<messages::InsightLiftReply> lift_of_actions(const Source& source, const Viewer& viewer,
                                                   const messages::InsightLiftRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const Texts texts = context->texts();
  messages::InsightLiftReply reply;
  const std::vector<const model::Metric*> outcomes = outcomes_of(*context);
  const model::Metric* outcome = outcomes.empty() ? nullptr : outcomes.front();
  std::vector<std::string> ids;
  for (const model::Metric* metric : outcomes) {
    ids.push_back(metric->id);
    reply.outcomes.push_back({});
    reply.outcomes.back().id = metric->id;
    reply.outcomes.back().label = texts.of(metric->label);
    if (request.outcome == metric->id) outcome = metric;
  }
  if (request.outcome && (!outcome || outcome->id != *request.outcome)) {
    return unknown("metric", *request.outcome, "/params/outcome", ids);
  }
  if (!outcome) return reply;
  const std::vector<ActionPlace> places = action_places(*context, *outcome);
  const ActionPlace* place = places.empty() ? nullptr : &places.front();
  ids.clear();
  for (const ActionPlace& each : places) {
    ids.push_back(each.entity->id);
    reply.entities.push_back({});
    reply.entities.back().id = each.entity->id;
    reply.entities.back().label = texts.of(each.entity->label);
    if (request.entity == each.entity->id) place = &each;
  }
  if (request.entity && (!place || place->entity->id != *request.entity)) {
    return unknown("entity", *request.entity, "/params/entity", ids);
  }
  if (!place) return reply;
  reply.outcome = outcome->id;
  reply.entity = place->entity->id;
  reply.days = std::clamp<int64_t>(request.days.value_or(kUsualLiftDays), 1, kMaxLiftDays);
  LiftData own;
  LiftData* data = Turn::note<LiftData>();
  if (data == nullptr) data = &own;
  const std::string under = context->app.hash + " " + std::to_string(context->today());
  if (data->under != under) *data = LiftData();
  data->under = under;
  LiftQuestion question(*context, *outcome, *place, *reply.days, *data);
  if (Status done = question.run(request.by_stage.value_or(false), reply); !done) {
    return std::move(done).error();
  }
  return reply;
}

}  // namespace tollgate::query
