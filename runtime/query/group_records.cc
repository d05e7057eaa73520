// The records of a list by what a field has: how many there are of each, and sums.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "asked_list.h"
#include "group_tallies.h"
#include "list_fields.h"
#include "require.h"
#include "rows.h"
#include "tollgate/base/civil.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/temporal.h"
#include "tollgate/metrics/period.h"
#include "tollgate/query/cells.h"

namespace tollgate::query {
namespace {

constexpr size_t kMaxSums = 8;
constexpr size_t kMaxListedGroups = 500;
// So many characters of a moment say the minute: no zone's offset is finer.
constexpr size_t kMinuteCharacters = 16;

int64_t first_day(int64_t day, model::TimeUnit unit) {
  const CivilDate date = civil_from_days(day);
  switch (unit) {
    case model::TimeUnit::kWeek:
      return day - (weekday_from_days(day) - 1);
    case model::TimeUnit::kMonth:
      return days_from_civil(date.year, date.month, 1);
    case model::TimeUnit::kQuarter:
      return days_from_civil(date.year, (date.month - 1) / 3 * 3 + 1, 1);
    default:
      return day;
  }
}

int64_t last_day(int64_t first, model::TimeUnit unit) {
  const CivilDate date = civil_from_days(first);
  const int months = unit == model::TimeUnit::kQuarter ? 3 : 1;
  switch (unit) {
    case model::TimeUnit::kWeek:
      return first + 6;
    case model::TimeUnit::kMonth:
    case model::TimeUnit::kQuarter: {
      const CivilDate next = add_months({date.year, date.month, 1}, months);
      return days_from_civil(next.year, next.month, 1) - 1;
    }
    default:
      return first;
  }
}

// Which group a column's text falls into: the text itself, or a period by its first day.
class Grouped {
 public:
  Grouped(const Context& context, const model::Field& field, model::TimeUnit unit)
      : unit_(unit),
        has_day_(model::has_day(field.type)),
        is_moment_(model::info_of(field.type).column == model::ColumnKind::kDateTime),
        zone_(record::zone_of(context.model())) {}

  const std::string& key(std::string_view text) {
    if (!has_day_ || text.empty()) return same_ = text;
    const std::string_view minute = text.substr(0, is_moment_ ? kMinuteCharacters : text.size());
    const auto known = days_.find(minute);
    if (known != days_.end()) return known->second;
    std::optional<int64_t> day;
    if (!is_moment_) {
      if (const auto date = parse_date(text)) day = date->days;
    } else if (const auto moment = parse_date_time(std::string(minute) + ":00")) {
      const int64_t seconds = moment->utc_seconds();
      day = floor_divide(seconds + zone_.offset_at(seconds), kSecondsPerDay);
    }
    std::string key = day ? to_text(Date{first_day(*day, unit_)}) : std::string();
    return days_.emplace(std::string(minute), std::move(key)).first->second;
  }

 private:
  model::TimeUnit unit_;
  bool has_day_;
  bool is_moment_;
  ZoneRef zone_;
  std::string same_;
  std::map<std::string, std::string, std::less<>> days_;
};

class GroupReply {
 public:
  GroupReply(const Context& context, const model::Field& field, model::TimeUnit unit,
             const std::vector<const model::Field*>& sums)
      : context_(context), field_(field), unit_(unit), sums_(sums), texts_(context.texts()) {}

  std::vector<messages::Cell> cells(const Tally& tally) const {
    std::vector<messages::Cell> cells;
    for (size_t i = 0; i < sums_.size(); ++i) {
      cells.push_back(cell_of(*sums_[i], tally.sums[i].to_text(), texts_, false));
    }
    return cells;
  }

  messages::RecordGroupsReplyGroup group(const std::string& key, const Tally& tally) const {
    messages::RecordGroupsReplyGroup out;
    out.text = key.empty() ? texts_.of(LocalizedText{"（未填）", "(none)"}) : text_of(key);
    out.count = tally.count;
    out.sums = cells(tally);
    out.filter.field = field_.id;
    if (key.empty()) {
      out.filter.kind = "empty";
    } else if (model::has_day(field_.type)) {
      out.filter.kind = "range";
      out.filter.from = key;
      out.filter.to = to_text(Date{last_day(parse_date(key)->days, unit_)});
    } else {
      out.filter.kind = "one_of";
      out.filter.values = std::vector<std::string>{value_of(key)};
    }
    return out;
  }

  // Groups as they are shown: what comes first is less.
  bool is_before(const std::pair<const std::string, Tally>& a,
                 const std::pair<const std::string, Tally>& b) const {
    if (a.first.empty() || b.first.empty()) return !a.first.empty();
    if (model::has_day(field_.type)) return a.first > b.first;
    if (model::is_choice(field_.type)) return place(a.first) < place(b.first);
    if (a.second.count != b.second.count) return a.second.count > b.second.count;
    return a.first < b.first;
  }

 private:
  size_t place(const std::string& option) const {
    const auto& options = field_.options;
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const auto& each) { return each.id == option; });
    return static_cast<size_t>(found - options.begin());
  }
  bool is_boolean() const {
    return model::info_of(field_.type).column == model::ColumnKind::kBoolean;
  }
  std::string value_of(const std::string& key) const {
    return is_boolean() ? (key == "1" ? "true" : "false") : key;
  }
  std::string text_of(const std::string& key) const {
    if (is_boolean()) return texts_.of(field_, key == "1");
    if (!model::has_day(field_.type)) return texts_.of(field_, key);
    const ZoneRef zone = record::zone_of(context_.model());
    const feel::Value day = feel::Value::date(*parse_date(key));
    const std::optional<metrics::Period> period = metrics::Period::of(day, unit_, zone);
    return period ? texts_.of(period->words(zone)) : key;
  }

  const Context& context_;
  const model::Field& field_;
  model::TimeUnit unit_;
  const std::vector<const model::Field*>& sums_;
  Texts texts_;
};

model::TimeUnit unit_of(const std::optional<std::string>& by) {
  for (const model::TimeUnit unit :
       {model::TimeUnit::kDay, model::TimeUnit::kWeek, model::TimeUnit::kQuarter}) {
    if (by && *by == name_of(unit)) return unit;
  }
  return model::TimeUnit::kMonth;
}

}  // namespace

Result<messages::RecordGroupsReply> group_records(const Source& source, const Viewer& viewer,
                                                  const messages::RecordGroupsRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  messages::RecordListRequest of_list;
  of_list.view = request.view;
  of_list.entity = request.entity;
  of_list.search = request.search;
  of_list.filters = request.filters;
  Result<AskedList> asked = asked_list(*context, of_list);
  if (!asked) return std::move(asked).error();
  const model::Entity& entity = *asked->entity;
  const ListFields fields(*context, entity, asked->view);
  const model::Field* field = fields.groupable(request.group_by);
  if (!field) {
    return unknown("field", request.group_by, "/params/group_by", fields.groupable_ids());
  }
  std::vector<const model::Field*> sums;
  std::vector<std::string> read = {field->id};
  for (const std::string& id : request.sums.value_or(std::vector<std::string>())) {
    if (sums.size() == kMaxSums) break;
    const model::Field* sum = fields.summable(id);
    if (!sum) return unknown("field", id, "/params/sums", fields.summable_ids());
    sums.push_back(sum);
    read.push_back(id);
  }

  const Rows rows(*context, entity, asked->view);
  const std::optional<store::RecordQuery> query = rows.as_stored(asked->query, read);
  if (Turn::was_left()) return messages::RecordGroupsReply();
  GroupTallies own;
  GroupTallies* tallies = Turn::note<GroupTallies>();
  if (tallies == nullptr) tallies = &own;
  Grouped grouped(*context, *field, unit_of(request.by));
  const auto& users = context->model().users;
  const bool asks_people = users && !context->sight->is_whole();
  const GroupTallies::Asked counted{context->app.hash + request.by.value_or(""),
                                    asks_people ? users->entity : "", read};
  const auto group_of = [&](std::string_view text) -> const std::string& {
    return grouped.key(text);
  };
  if (query && !tallies->count(context->store, *query, counted, group_of)) {
    return messages::RecordGroupsReply();
  }

  const GroupReply words(*context, *field, unit_of(request.by), sums);
  Tally all = tallies->all().total;
  all.sums.resize(sums.size());
  std::vector<const std::pair<const std::string, Tally>*> ordered;
  for (const auto& each : tallies->all().groups) ordered.push_back(&each);
  const size_t listed = std::min(ordered.size(), kMaxListedGroups);
  std::partial_sort(ordered.begin(), ordered.begin() + std::ptrdiff_t(listed), ordered.end(),
                    [&](const auto* a, const auto* b) { return words.is_before(*a, *b); });
  messages::RecordGroupsReply reply;
  for (size_t i = 0; i < listed; ++i) {
    reply.groups.push_back(words.group(ordered[i]->first, ordered[i]->second));
  }
  if (ordered.size() > kMaxListedGroups)
    reply.more_groups = int64_t(ordered.size() - kMaxListedGroups);
  std::vector<model::Column> columns(sums.size());
  for (size_t i = 0; i < sums.size(); ++i) columns[i].id = columns[i].field = sums[i]->id;
  if (!columns.empty()) reply.sums = Rows(*context, entity, nullptr, columns).columns();
  reply.total = all.count;
  reply.totals = words.cells(all);
  return reply;
}

}  // namespace tollgate::query
