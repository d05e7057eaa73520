// Newcomers beside those who were there before, and what the best do that others don't.
#include "tollgate/insight/newcomers.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "../quick_filter/found_tags.h"
#include "../require.h"
#include "tollgate/base/civil.h"
#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"
#include "tollgate/base/turn.h"

namespace tollgate::query {
namespace {

constexpr int64_t kMaxMonths = 24;
constexpr int64_t kMaxPeopleLookedAt = 5'000;  // people who are looked at
constexpr const char* kCreated = "created_at";

// Months since 1970-01.
int64_t month_number(int64_t day) {
  const CivilDate date = civil_from_days(day);
  return (date.year - 1970) * 12 + date.month - 1;
}
int64_t first_day_of(int64_t month) {
  return days_from_civil(1970 + floor_divide(month, 12), int(floor_modulo(month, 12)) + 1, 1);
}
// "2026-03".
std::optional<int64_t> month_of_key(const Json& key) {
  if (!key.is_string()) return std::nullopt;
  const std::optional<Date> first = parse_date(key.get_ref<const std::string&>() + "-01");
  return first ? std::optional(month_number(first->days)) : std::nullopt;
}

// A metric over time whose records belong to people.
struct OwnedMetric {
  const model::Metric* metric = nullptr;
  std::string owner;  // the field
};

std::vector<OwnedMetric> owned_metrics(const Context& context) {
  const model::App& app = context.model();
  std::vector<OwnedMetric> owned;
  if (!app.users) return owned;
  for (const model::Metric& metric : app.metrics) {
    const model::Entity* entity = app.find_entity(metric.entity);
    if (!metric.window || !entity || entity->owner.empty()) continue;
    if (metric.aggregate != model::Aggregate::kCount &&
        metric.aggregate != model::Aggregate::kSum) {
      continue;
    }
    const model::Field* field = entity->find_field(entity->owner);
    if (!field || field->entity != app.users->entity) continue;
    const model::Grouping by(model::Expression{entity->owner, "/owner"});
    if (!context.sight->withholds(metric, {by})) owned.push_back({&metric, entity->owner});
  }
  // What people bring in tells more of them than how often they do something.
  std::ranges::stable_partition(owned, [](const OwnedMetric& each) {
    return each.metric->aggregate == model::Aggregate::kSum;
  });
  return owned;
}

// What the best differ in, from one turn to the next.
struct BestSoFar final : TurnNote {
  std::vector<std::string> people;  // keys
  TagsSoFar tags;
};

struct OneOfThem {
  std::string id;
  std::string title;
  std::optional<int64_t> since;  // day
  std::map<int64_t, Decimal> by_month;
};

class Newcomers {
 public:
  Newcomers(const Context& context, const messages::InsightPeopleRequest& request)
      : context_(context), texts_(context.texts()), request_(request) {}

  Result<messages::InsightPeopleReply> run() {
    owned_ = owned_metrics(context_);
    for (const OwnedMetric& each : owned_) {
      reply_.metrics.push_back({.id = each.metric->id, .label = texts_.of(each.metric->label)});
    }
    name_dates();
    if (owned_.empty()) return std::move(reply_);
    Result<OwnedMetric> chosen = chosen_metric();
    if (!chosen) return std::move(chosen).error();
    Result<std::string> since = chosen_date();
    if (!since) return std::move(since).error();
    reply_.metric = chosen->metric->id;
    reply_.since = *since;
    read(*chosen, *since);
    say(*chosen);
    return std::move(reply_);
  }

 private:
  std::string tr(const std::string& zh, const std::string& en) const {
    return texts_.of(LocalizedText{zh, en});
  }

  void name_dates() {
    const auto& users = context_.model().users;
    const model::Entity* people = users ? context_.model().find_entity(users->entity) : nullptr;
    if (!people) return;
    for (const model::Field& field : people->fields) {
      if (!model::has_day(field.type) || context_.sight->hides(people->id, field.id)) continue;
      reply_.dates.push_back({.id = field.id, .label = texts_.of(field.label)});
    }
    reply_.dates.push_back({.id = kCreated, .label = tr("建档时间", "Added to the app")});
  }

  Result<OwnedMetric> chosen_metric() const {
    const std::string wanted = request_.metric.value_or(owned_.front().metric->id);
    std::vector<std::string> ids;
    for (const OwnedMetric& each : owned_) {
      if (each.metric->id == wanted) return each;
      ids.push_back(each.metric->id);
    }
    return unknown("metric", wanted, "/params/metric", ids);
  }

  Result<std::string> chosen_date() const {
    const std::string wanted = request_.since.value_or(reply_.dates.front().id);
    std::vector<std::string> ids;
    for (const auto& each : reply_.dates) {
      if (each.id == wanted) return wanted;
      ids.push_back(each.id);
    }
    return unknown("field", wanted, "/params/since", ids);
  }

  metrics::MetricSlice slice(const model::Metric& metric, const std::string& owner,
                             bool by_month) const {
    metrics::MetricSlice slice;
    slice.group_by.emplace_back(model::Expression{owner, "/owner"});
    if (by_month) {
      slice.group_by.emplace_back(model::Expression{metric.window->field, "/month"},
                                  model::TimeUnit::kMonth);
    }
    slice.days = {first_day_of(month_number(context_.today()) - kMaxMonths),
                  first_day_of(month_number(context_.today())) - 1};
    if (!metric.may_reveal_totals) slice.sight = context_.sight->for_metrics();
    return slice;
  }

  // Whoever has a record of any of the metrics.
  void find_people(const std::string& since) {
    std::set<std::string> ids;
    for (const OwnedMetric& each : owned_) {
      for (const metrics::GroupValue& value : context_.app.metrics->read(
               *each.metric, slice(*each.metric, each.owner, false), context_.today())) {
        const Json key = stored_json(value.keys.front());
        if (key.is_string()) ids.insert(key.get<std::string>());
      }
    }
    const store::RecordPage page = context_.sight->list({.entity = context_.model().users->entity,
                                                         .sort = {{"title", false}},
                                                         .limit = kMaxPeopleLookedAt});
    for (const store::StoredRecord& record : page.records) {
      if (ids.contains(record.state.id)) add_person(record, since);
    }
  }

  void add_person(const store::StoredRecord& record, const std::string& since) {
    OneOfThem person{record.state.id, record.title, std::nullopt, {}};
    std::string text;
    if (since == kCreated) {
      text = context_.app.records->facts(record.state).created_at;
    } else if (const Json& value = record.state.value(since); value.is_string()) {
      text = value.get<std::string>();
    }
    if (const auto day = parse_date(text.substr(0, 10))) person.since = day->days;
    place_of_[person.id] = people_.size();
    people_.push_back(std::move(person));
  }

  void read(const OwnedMetric& chosen, const std::string& since) {
    find_people(since);
    int64_t earliest = month_number(context_.today());
    for (const metrics::GroupValue& value : context_.app.metrics->read(
             *chosen.metric, slice(*chosen.metric, chosen.owner, true), context_.today())) {
      const Json key = stored_json(value.keys[0]);
      const std::optional<int64_t> month = month_of_key(stored_json(value.keys[1]));
      if (!key.is_string() || !month || !value.value) continue;
      const auto at = place_of_.find(key.get<std::string>());
      if (at == place_of_.end()) continue;
      people_[at->second].by_month[*month] = *value.value;
      earliest = std::min(earliest, *month);
    }
    // The first month that there is anything of may have begun before that.
    const int64_t end = month_number(context_.today());
    first_ = std::max(earliest + 1, end - kMaxMonths);
    months_ = std::max<int64_t>(0, end - first_);
    std::vector<insight::PersonMonths> given;
    for (const OneOfThem& person : people_) {
      insight::PersonMonths each;
      each.begun = person.since ? std::max<int64_t>(-1, month_number(*person.since) - first_) : -1;
      for (int64_t month = first_; month < end; ++month) {
        each.figures.push_back(figure(person, month));
      }
      given.push_back(std::move(each));
    }
    found_ = insight::newcomers(given);
  }

  static Decimal figure(const OneOfThem& person, int64_t month) {
    const auto found = person.by_month.find(month);
    return found == person.by_month.end() ? Decimal() : found->second;
  }

  void say(const OwnedMetric& chosen) {
    reply_.people = int64_t(people_.size());
    if (months_ > 0) {
      reply_.from = to_text(Date{first_day_of(first_)});
      reply_.to = to_text(Date{first_day_of(first_ + months_) - 1});
    }
    if (found_.median) {
      reply_.median = texts_.metric(*chosen.metric, *found_.median);
    }
    reply_.half_after = found_.half_after;
    for (const insight::NewcomerMonths& each : found_.of) {
      const OneOfThem& person = people_[each.person];
      messages::Newcomer out;
      out.person = person.id;
      out.title = person.title;
      out.since = to_text(Date{person.since.value_or(0)});
      out.months = each.months;
      out.reached_after = each.reached_after;
      out.text = texts_.metric(*chosen.metric, figure(person, first_ + months_ - 1));
      reply_.newcomers.push_back(std::move(out));
    }
    std::ranges::stable_sort(reply_.newcomers,
                             [](const auto& a, const auto& b) { return a.since < b.since; });
    say_sentences();
    say_top(chosen);
  }

  void say_sentences() {
    const std::string all = std::to_string(found_.of.size());
    if (!found_.median) {
      reply_.notes.push_back(
          tr("这段时间之前就在的人不到 " + std::to_string(insight::kLeastEstablished) +
                 " 位，没有可比的中位数",
             "fewer than " + std::to_string(insight::kLeastEstablished) +
                 " people were there before, so there is no median to compare with"));
      return;
    }
    if (found_.of.empty()) {
      reply_.notes.push_back(tr("这段时间没有新人", "nobody began in this time"));
      return;
    }
    const std::string reached = std::to_string(found_.reached);
    reply_.sentences.push_back(
        tr(all + " 位新人中有 " + reached + " 位已达到老员工中位数（每月 " + *reply_.median + "）",
           reached + " of " + all + " newcomers have reached the median of the others (" +
               *reply_.median + " a month)"));
    if (found_.half_after) {
      const std::string months = std::to_string(*found_.half_after);
      reply_.sentences.push_back(tr(
          "一半的新人在第 " + months + " 个整月内达到",
          "half of them do within " + months + (months == "1" ? " whole month" : " whole months")));
    } else {
      reply_.notes.push_back(tr("达到的还不到一半，或新人太少，说不出要几个月",
                                "less than half have come that far, or too few began: how many "
                                "months it takes cannot be said"));
    }
  }

  // Ranked by what they did in the time that was looked at.
  void say_top(const OwnedMetric& chosen) {
    std::vector<std::pair<Decimal, const OneOfThem*>> ranked;
    for (const OneOfThem& person : people_) {
      Decimal sum;
      for (const auto& [month, value] : person.by_month) sum = add(sum, value).value_or(sum);
      ranked.emplace_back(sum, &person);
    }
    std::ranges::stable_sort(
        ranked, [](const auto& a, const auto& b) { return compare(a.first, b.first) > 0; });
    const size_t fifth = (ranked.size() + 4) / 5;
    std::vector<std::string> keys;
    for (size_t i = 0; i < fifth && compare(ranked[i].first, Decimal()) > 0; ++i) {
      reply_.top.people.push_back(ranked[i].second->title);
      keys.push_back(write_json(Json(ranked[i].second->id)));
    }
    std::vector<const model::Metric*> metrics;
    for (const OwnedMetric& each : owned_) {
      if (each.owner == chosen.owner) metrics.push_back(each.metric);
    }
    if (Turn::was_left()) return;  // these are not all of them yet
    BestSoFar own;
    BestSoFar* best = Turn::note<BestSoFar>();
    if (best == nullptr) best = &own;
    if (best->people != keys) {
      best->tags = {};
      best->people = keys;
    }
    TagsSoFar& so_far = best->tags;
    if (!find_tags_together(context_, {metrics, chosen.owner}, keys, so_far)) return;
    if (!so_far.tags.empty()) reply_.top.tags = so_far.tags.front();
    if (reply_.top.tags.empty()) {
      reply_.notes.push_back(tr("前 20% 与其他人没有看得出的差别，或人数、记录太少",
                                "the best fifth do nothing clearly different, or there are too "
                                "few people or records"));
    } else {
      reply_.notes.push_back(tr("他们这样做，不等于别人照做就会一样",
                                "that they do it does not say that others who did would be alike"));
    }
  }

  const Context& context_;
  const Texts texts_;
  const messages::InsightPeopleRequest& request_;
  messages::InsightPeopleReply reply_;
  std::vector<OwnedMetric> owned_;
  std::vector<OneOfThem> people_;
  std::map<std::string, size_t> place_of_;
  int64_t first_ = 0;   // month
  int64_t months_ = 0;  // whole ones
  insight::Newcomers found_;
};

}  // namespace

Result<messages::InsightPeopleReply> newcomers_and_best(
    const Source& source, const Viewer& viewer, const messages::InsightPeopleRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  return Newcomers(*context, request).run();
}

}  // namespace tollgate::query
