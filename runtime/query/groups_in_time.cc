#include "groups_in_time.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tollgate/metrics/period.h"

namespace tollgate::query {
namespace {

constexpr size_t kLongestGap = 100;

// The periods between two, the later ones first.
void fill_gap(const metrics::Period& earlier, const std::optional<metrics::Period>& later,
              ZoneRef zone, size_t most, const MakeGroup& empty,
              std::vector<messages::Group>& groups) {
  if (!later) return;
  std::vector<messages::Group> gap;
  for (metrics::Period at = later->previous(zone); earlier < at; at = at.previous(zone)) {
    if (gap.size() == kLongestGap) return;
    if (groups.size() + gap.size() == most) break;
    gap.push_back(empty(at.key()));
  }
  for (messages::Group& group : gap) groups.push_back(std::move(group));
}

LocalizedText now_words(model::TimeUnit unit) {
  switch (unit) {
    case model::TimeUnit::kHour:
      return {"本小时", "this hour"};
    case model::TimeUnit::kDay:
      return {"今天", "today"};
    case model::TimeUnit::kWeek:
      return {"本周", "this week"};
    case model::TimeUnit::kMonth:
      return {"本月", "this month"};
    case model::TimeUnit::kQuarter:
      return {"本季度", "this quarter"};
  }
  return {};
}

}  // namespace

std::vector<messages::Group> groups_in_time(const WidgetNumbers& numbers,
                                            const model::Grouping& group_by,
                                            std::vector<messages::Group> groups, size_t most,
                                            const MakeGroup& empty) {
  const ZoneRef zone = record::zone_of(numbers.model());
  const metrics::Period now = metrics::Period::at(numbers.now(), *group_by.by, zone);
  std::map<metrics::Period, messages::Group> by_period;
  std::vector<messages::Group> ordered;  // backwards
  for (messages::Group& group : groups) {
    const std::string key = group.key.is_string() ? group.key.get<std::string>() : std::string();
    if (const auto period = metrics::Period::from_key(key, *group_by.by)) {
      by_period.emplace(*period, std::move(group));
    } else {
      ordered.push_back(std::move(group));
    }
  }
  if (by_period.empty()) return ordered;
  by_period.try_emplace(now, empty(now.key()));
  by_period.at(now).current_label = numbers.texts().of(now_words(*group_by.by));
  std::optional<metrics::Period> later;
  for (auto it = by_period.rbegin(); it != by_period.rend() && ordered.size() < most; ++it) {
    fill_gap(it->first, later, zone, most, empty, ordered);
    if (ordered.size() < most) ordered.push_back(std::move(it->second));
    later = it->first;
  }
  std::reverse(ordered.begin(), ordered.end());
  return ordered;
}

}  // namespace tollgate::query
