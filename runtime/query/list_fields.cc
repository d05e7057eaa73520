#include "list_fields.h"

#include <algorithm>

#include "require.h"
#include "tollgate/base/civil.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/temporal.h"

namespace tollgate::query {
namespace {

using model::ColumnKind;
using store::FieldTestKind;

constexpr size_t kMaxFilters = 20;
constexpr size_t kMaxFilterValues = 200;
constexpr size_t kMaxSortKeys = 4;
constexpr size_t kMaxColumns = 60;
constexpr int64_t kMaxPeriodDays = 3660;
constexpr int64_t kDefaultPeriodDays = 7;

Diagnostic wrong_filter(const std::string& pointer, LocalizedText why) {
  return make_error("query.filter_wrong", std::move(why), {.pointer = pointer});
}

std::string day_text(int64_t day) { return to_text(Date{day}); }

struct Days {
  int64_t first;
  int64_t last;
};

Days month_of(int64_t year, int month) {
  const int64_t first = days_from_civil(year, month, 1);
  return {first, first + days_in_month(year, month) - 1};
}

Days period_days(const std::string& period, int64_t today, int64_t days) {
  const CivilDate date = civil_from_days(today);
  const int64_t monday = today - (weekday_from_days(today) - 1);
  if (period == "yesterday") return {today - 1, today - 1};
  if (period == "this_week") return {monday, monday + 6};
  if (period == "last_week") return {monday - 7, monday - 1};
  if (period == "this_month") return month_of(date.year, date.month);
  if (period == "last_month") {
    const CivilDate before = add_months({date.year, date.month, 1}, -1);
    return month_of(before.year, before.month);
  }
  if (period == "this_year") {
    return {days_from_civil(date.year, 1, 1), days_from_civil(date.year, 12, 31)};
  }
  if (period == "last_days") return {today - days + 1, today};
  if (period == "next_days") return {today, today + days - 1};
  return {today, today};
}

bool is_own_column(std::string_view field) {
  return field == "title" || field == "created_at" || field == "updated_at";
}

}  // namespace

const model::Field* ListFields::seen_field(const std::string& id) const {
  const model::Field* field = entity_.find_field(id);
  return field && !context_.sight->hides(entity_.id, id) ? field : nullptr;
}

messages::ListField ListFields::offer(const model::Field& field) const {
  const Texts texts = context_.texts();
  messages::ListField out;
  out.id = field.id;
  out.field = field.id;
  out.label = texts.of(field.label);
  out.type = name_of(field.type);
  const std::optional<store::ColumnRead> column = context_.store.column(entity_.id, field.id);
  // Of very many fields not all have a column to ask.
  if (!column) return out;
  const model::FieldTypeInfo& info = model::info_of(field.type);
  const bool is_one = column->kind != ColumnKind::kJson;
  bool sorts = is_one;
  out.filter = "presence";
  if (model::is_choice(field.type)) {
    out.filter = "choice";
    out.options.emplace();
    for (const model::Option& option : field.options) {
      out.options->push_back({.id = option.id, .label = texts.of(option.label)});
    }
  } else if (column->kind == ColumnKind::kBoolean) {
    out.filter = "choice";
  } else if (model::is_reference(field.type)) {
    out.filter = "reference";
    out.entity = field.entity;
    sorts = is_one && context_.sight->tells_titles(field.entity);
  } else if (column->kind == ColumnKind::kDecimal) {
    out.filter = "number";
  } else if (model::has_day(field.type)) {
    out.filter = "date";
  } else if (column->kind == ColumnKind::kText && info.is_searchable) {
    out.filter = "text";
  }
  if (sorts) out.sortable = true;
  const bool is_group =
      *out.filter == "choice" || *out.filter == "date" || *out.filter == "reference";
  if (is_group && is_one) out.groupable = true;
  return out;
}

std::vector<messages::ListField> ListFields::offered() const {
  std::vector<messages::ListField> fields;
  std::vector<std::string> shown;
  if (view_) {
    for (const model::Column& column : view_->columns) {
      if (const model::Field* field = seen_field(column.field)) {
        fields.push_back(offer(*field));
        if (!column.label.empty()) fields.back().label = context_.texts().of(column.label);
        fields.back().id = column.id;
        shown.push_back(field->id);
      } else if (column.value) {
        messages::ListField computed;
        computed.id = column.id;
        computed.label = context_.texts().of(column.label);
        computed.type = "text";
        fields.push_back(std::move(computed));
      }
    }
  }
  for (const model::Field& field : entity_.fields) {
    if (std::find(shown.begin(), shown.end(), field.id) != shown.end()) continue;
    if (seen_field(field.id)) fields.push_back(offer(field));
  }
  return fields;
}

const model::Field* ListFields::groupable(const std::string& id) const {
  const model::Field* field = seen_field(id);
  return field && offer(*field).groupable ? field : nullptr;
}

const model::Field* ListFields::summable(const std::string& id) const {
  const model::Field* field = seen_field(id);
  return field && offer(*field).filter == "number" ? field : nullptr;
}

std::vector<std::string> ListFields::groupable_ids() const {
  std::vector<std::string> ids;
  for (const messages::ListField& each : offered()) {
    if (each.groupable) ids.push_back(*each.field);
  }
  return ids;
}

std::vector<std::string> ListFields::summable_ids() const {
  std::vector<std::string> ids;
  for (const messages::ListField& each : offered()) {
    if (each.filter == "number") ids.push_back(*each.field);
  }
  return ids;
}

std::vector<model::Column> ListFields::columns(const std::vector<std::string>& ids) const {
  std::vector<model::Column> columns;
  for (const std::string& id : ids) {
    if (columns.size() == kMaxColumns) break;
    if (view_) {
      const auto own = std::find_if(view_->columns.begin(), view_->columns.end(),
                                    [&](const model::Column& column) { return column.id == id; });
      if (own != view_->columns.end()) {
        columns.push_back(*own);
        continue;
      }
      if (id == kLocationColumn && view_->location) {
        columns.emplace_back();
        columns.back().id = id;
        columns.back().value = view_->location;
        continue;
      }
    }
    if (!seen_field(id)) continue;
    columns.emplace_back();
    columns.back().id = columns.back().field = id;
  }
  return columns;
}

// Days as the field's column compares with them.
store::FieldTest ListFields::days_of(const model::Field& field, std::optional<int64_t> first,
                                     std::optional<int64_t> last) const {
  store::FieldTest test{field.id, FieldTestKind::kRange};
  const ColumnKind kind = model::info_of(field.type).column;
  if (kind != ColumnKind::kDateTime) {
    if (first) test.from = day_text(*first);
    if (last) test.to = day_text(*last);
    return test;
  }
  const auto begin_of = [&](int64_t day) {
    return context_.store.sort_key(kind, day_text(day) + "T00:00:00");
  };
  if (first) test.from = begin_of(*first);
  if (last) test.to = begin_of(*last + 1);
  test.below_to = true;
  return test;
}

Result<store::FieldTest> ListFields::range_of(const model::Field& field,
                                              const messages::RowFilter& filter,
                                              const std::string& pointer) const {
  if (!model::has_day(field.type)) {
    store::FieldTest test{field.id, FieldTestKind::kRange};
    for (const auto& [end, to] : {std::pair(&filter.from, &test.from), {&filter.to, &test.to}}) {
      if (!*end) continue;
      const std::optional<Decimal> number = Decimal::parse(**end);
      if (!number) {
        return wrong_filter(pointer, {"范围的两端应当是数字", "the ends of the range are numbers"});
      }
      *to = number->to_text();
    }
    return test;
  }
  std::optional<int64_t> days[2];
  const std::optional<std::string>* const ends[2] = {&filter.from, &filter.to};
  for (int i = 0; i < 2; ++i) {
    if (!*ends[i]) continue;
    const std::optional<Date> date = parse_date(**ends[i]);
    if (!date || date->days < days_from_civil(1, 1, 1) ||
        date->days >= days_from_civil(9999, 12, 31)) {
      return wrong_filter(pointer, {"范围的两端应当是日期，例如 2026-03-01",
                                    "the ends of the range are days such as 2026-03-01"});
    }
    days[i] = date->days;
  }
  return days_of(field, days[0], days[1]);
}

Result<store::FieldTest> ListFields::test_of(const messages::RowFilter& filter,
                                             const std::string& pointer) const {
  const model::Field* field = seen_field(filter.field);
  const std::optional<std::string> offered = field ? offer(*field).filter : std::nullopt;
  if (!offered) {
    std::vector<std::string> ids;
    for (const messages::ListField& each : this->offered()) {
      if (each.filter) ids.push_back(*each.field);
    }
    return unknown("field", filter.field, pointer + "/field", ids);
  }
  const std::string& kind = filter.kind;
  if (kind == "empty") return store::FieldTest{field->id, FieldTestKind::kEmpty};
  if (kind == "filled") return store::FieldTest{field->id, FieldTestKind::kFilled};
  if (kind == "one_of" && (*offered == "choice" || *offered == "reference")) {
    store::FieldTest test{field->id, FieldTestKind::kOneOf};
    if (filter.values) test.values = *filter.values;
    if (test.values.empty() || test.values.size() > kMaxFilterValues) {
      return wrong_filter(pointer + "/values", {"请选 1 到 200 个值", "choose 1 to 200 values"});
    }
    return test;
  }
  if (kind == "contains" && *offered == "text") {
    Result<std::string> text = searched_text(filter.text);
    if (!text) return std::move(text).error();
    store::FieldTest test{field->id, FieldTestKind::kContains};
    test.from = std::move(*text);
    return test;
  }
  if (kind == "range" && (*offered == "number" || *offered == "date")) {
    return range_of(*field, filter, pointer);
  }
  if (kind == "period" && *offered == "date" && filter.period) {
    const int64_t count = filter.days.value_or(kDefaultPeriodDays);
    if (count < 1 || count > kMaxPeriodDays) {
      return wrong_filter(pointer + "/days", {"天数应当是 1 到 3660", "the days are 1 to 3660"});
    }
    const Days days = period_days(*filter.period, context_.today(), count);
    return days_of(*field, days.first, days.last);
  }
  const std::string label = context_.texts().of(field->label);
  return wrong_filter(pointer + "/kind", {"“" + label + "”不能这样筛选",
                                          "'" + label + "' cannot be filtered in this way"});
}

Status ListFields::narrow(const std::vector<messages::RowFilter>& filters,
                          store::RecordQuery& query) const {
  if (filters.size() > kMaxFilters) {
    return wrong_filter("/params/filters", {"最多 20 个筛选条件", "at most 20 filters"});
  }
  for (size_t i = 0; i < filters.size(); ++i) {
    Result<store::FieldTest> test = test_of(filters[i], "/params/filters/" + std::to_string(i));
    if (!test) return std::move(test).error();
    query.tests.push_back(std::move(*test));
  }
  return ok_status();
}

std::optional<store::SortBy> ListFields::sort_key(const messages::RowSort& key) const {
  store::SortBy by{key.field, key.descending.value_or(false)};
  if (is_own_column(key.field) && !entity_.find_field(key.field)) return by;
  const model::Field* field = seen_field(key.field);
  if (!field || !offer(*field).sortable) return std::nullopt;
  if (model::is_reference(field->type)) by.titles_of = field->entity;
  for (const model::Option& option : field->options) by.order.push_back(option.id);
  return by;
}

Status ListFields::sort(const std::vector<messages::RowSort>& keys,
                        store::RecordQuery& query) const {
  if (keys.size() > kMaxSortKeys) {
    return make_error("query.sort_too_long", {"最多按 4 列排序", "sort by at most 4 columns"},
                      {.pointer = "/params/sort"});
  }
  if (!keys.empty()) query.sort.clear();
  for (size_t i = 0; i < keys.size(); ++i) {
    std::optional<store::SortBy> by = sort_key(keys[i]);
    if (!by) {
      std::vector<std::string> ids;
      for (const messages::ListField& each : offered()) {
        if (each.sortable) ids.push_back(*each.field);
      }
      return unknown("field", keys[i].field, "/params/sort/" + std::to_string(i) + "/field", ids);
    }
    query.sort.push_back(std::move(*by));
  }
  return ok_status();
}

}  // namespace tollgate::query
