#include "tollgate/designer/document/metric_sentence.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

struct AggregateWords {
  std::string_view id;
  const char* zh;
  const char* en;
};

constexpr AggregateWords kAggregates[] = {{"count", "数量", "Number"},
                                          {"sum", "合计", "Sum"},
                                          {"average", "平均值", "Average"},
                                          {"median", "中位数", "Median"},
                                          {"share", "占比", "Share"},
                                          {"minimum", "最小值", "Minimum"},
                                          {"maximum", "最大值", "Maximum"},
                                          {"count_distinct", "不同值的个数", "Different values"},
                                          {"ratio", "两个指标之比", "Ratio of two metrics"}};

struct ChoiceWords {
  std::string_view id;
  const char* zh;
  const char* en;
};

constexpr ChoiceWords kFormats[] = {{"number", "数字", "a number"},
                                    {"percent", "百分比", "a percentage"},
                                    {"currency", "金额", "an amount of money"},
                                    {"duration", "时长", "a duration"}};

// Spans of time: the last days, and periods of the calendar; those before end in "<".
constexpr ChoiceWords kSpans[] = {{"days", "最近几天", "the last days"},
                                  {"week", "本周", "this week"},
                                  {"week<", "上周", "last week"},
                                  {"month", "本月", "this month"},
                                  {"month<", "上个月", "last month"},
                                  {"quarter", "本季度", "this quarter"},
                                  {"quarter<", "上个季度", "last quarter"},
                                  {"year", "今年", "this year"},
                                  {"year<", "去年", "last year"}};

bool english(std::string_view locale) { return locale == "en"; }

const char* in(std::string_view locale, const char* zh, const char* en) {
  return english(locale) ? en : zh;
}

const Json& metric_at(const Json& document, std::string_view metric) {
  static const Json none = Json::object();
  const Json* found = find_pointer(document, metric);
  return found != nullptr && found->is_object() ? *found : none;
}

bool is_reference_field(const ConditionField& field) {
  const std::optional<model::FieldType> type = model::field_type_of(field.type);
  return type && model::is_reference(*type);
}

bool is_moment(const ConditionField& field) {
  return field.kind == ValueKind::kDate || field.kind == ValueKind::kDateTime;
}

// What the aggregate can be made of.
bool fits_value(const ConditionField& field, std::string_view aggregate) {
  if (aggregate != "count_distinct") return field.kind == ValueKind::kNumber;
  return field.kind == ValueKind::kChoice || field.kind == ValueKind::kText ||
         field.kind == ValueKind::kDate || field.kind == ValueKind::kNumber ||
         is_reference_field(field);
}

std::vector<ConditionField> fields_seen(const Json& document, std::string_view metric,
                                        std::string_view locale) {
  // As its value sees them: without the current user, who is another one for each reader.
  std::vector<ConditionField> fields =
      condition_fields(document, pointer_child(metric, "value"), locale);
  std::erase_if(fields,
                [](const ConditionField& field) { return field.path.starts_with("user."); });
  return fields;
}

std::vector<BlankChoice> metric_choices(const Json& document, std::string_view metric,
                                        std::string_view locale) {
  std::vector<BlankChoice> choices;
  const Json* metrics = find_pointer(document, "/metrics");
  if (metrics == nullptr || !metrics->is_array()) return choices;
  const std::string self = text_member(metric_at(document, metric), "id");
  for (const Json& other : *metrics) {
    const std::string id = text_member(other, "id");
    if (id.empty() || id == self || text_member(other, "aggregate") == "ratio") continue;
    choices.push_back({id, label_of(document, other, locale), ""});
  }
  return choices;
}

}  // namespace

MetricSentence metric_sentence(const Json& document, std::string_view metric,
                               std::string_view locale) {
  const Json& json = metric_at(document, metric);
  const std::string aggregate = text_member(json, "aggregate");
  MetricSentence sentence;
  const Json* entity =
      find_pointer(document, pointer_by_id(document, "entities", text_member(json, "entity")));
  sentence.entity = entity == nullptr || entity == &document ? text_member(json, "entity")
                                                             : label_of(document, *entity, locale);
  const auto words = [&](const char* zh, const char* en) {
    sentence.parts.push_back({in(locale, zh, en), std::nullopt});
  };
  const auto blank = [&](MetricBlank one) { sentence.parts.push_back({"", one}); };
  if (aggregate == "ratio") {
    blank(MetricBlank::kAggregate);
    words("：", ":");
    blank(MetricBlank::kNumerator);
    words("除以", "divided by");
    blank(MetricBlank::kDenominator);
    return sentence;
  }
  const bool of_value = aggregate != "count" && aggregate != "share";
  if (english(locale)) {
    blank(MetricBlank::kAggregate);
    words("", "of");
    if (of_value) {
      blank(MetricBlank::kValue);
      words("", "over");
    }
    blank(MetricBlank::kEntity);
  } else {
    blank(MetricBlank::kEntity);
    words(of_value ? "中" : "的", "");
    if (of_value) {
      blank(MetricBlank::kValue);
      words("的", "");
    }
    blank(MetricBlank::kAggregate);
  }
  return sentence;
}

std::string blank_name(MetricBlank blank, std::string_view locale) {
  switch (blank) {
    case MetricBlank::kAggregate:
      return in(locale, "统计方式", "Way of counting");
    case MetricBlank::kEntity:
      return in(locale, "统计哪些记录", "Which records");
    case MetricBlank::kValue:
      return in(locale, "统计哪个值", "Which value");
    case MetricBlank::kNumerator:
      return in(locale, "被除的指标", "Metric that is divided");
    case MetricBlank::kDenominator:
      return in(locale, "除以的指标", "Metric to divide by");
    case MetricBlank::kWindow:
      return in(locale, "时间范围", "Time");
    case MetricBlank::kSpan:
      return in(locale, "哪段时间", "Span of time");
    case MetricBlank::kDays:
      return in(locale, "天数", "Number of days");
    case MetricBlank::kFormat:
      return in(locale, "显示为", "Shown as");
    case MetricBlank::kDecimals:
      return in(locale, "小数位", "Decimals");
  }
  return {};
}

std::string blank_value(const Json& document, std::string_view metric, MetricBlank blank) {
  const Json& json = metric_at(document, metric);
  const auto window = json.find("window");
  const bool has_window = window != json.end() && window->is_object();
  switch (blank) {
    case MetricBlank::kAggregate:
      return text_member(json, "aggregate");
    case MetricBlank::kEntity:
      return text_member(json, "entity");
    case MetricBlank::kValue:
      return text_member(json, "value");
    case MetricBlank::kNumerator:
      return text_member(json, "numerator");
    case MetricBlank::kDenominator:
      return text_member(json, "denominator");
    case MetricBlank::kWindow:
      return has_window ? text_member(*window, "field") : std::string();
    case MetricBlank::kSpan: {
      if (!has_window) return {};
      const std::string period = text_member(*window, "period");
      if (period.empty()) return "days";
      const auto before = window->find("before");
      const bool earlier = before != window->end() && before->is_boolean() && before->get<bool>();
      return earlier ? period + "<" : period;
    }
    case MetricBlank::kDays: {
      if (!has_window) return {};
      const auto days = window->find("days");
      return days != window->end() && days->is_number_integer()
                 ? std::to_string(days->get<int64_t>())
                 : std::string();
    }
    case MetricBlank::kFormat: {
      const std::string format = text_member(json, "format");
      return format.empty() ? "number" : format;
    }
    case MetricBlank::kDecimals: {
      const auto decimals = json.find("decimals");
      return decimals != json.end() && decimals->is_number_integer()
                 ? std::to_string(decimals->get<int64_t>())
                 : std::string();
    }
  }
  return {};
}

std::vector<BlankChoice> blank_choices(const Json& document, std::string_view metric,
                                       MetricBlank blank, std::string_view locale) {
  std::vector<BlankChoice> choices;
  const std::string aggregate = blank_value(document, metric, MetricBlank::kAggregate);
  switch (blank) {
    case MetricBlank::kAggregate:
      for (const AggregateWords& one : kAggregates) {
        choices.push_back({std::string(one.id), in(locale, one.zh, one.en), ""});
      }
      break;
    case MetricBlank::kEntity:
      if (const Json* entities = find_pointer(document, "/entities")) {
        for (const Json& entity : *entities) {
          choices.push_back({text_member(entity, "id"), label_of(document, entity, locale), ""});
        }
      }
      break;
    case MetricBlank::kValue:
      for (ConditionField& field : fields_seen(document, metric, locale)) {
        if (!fits_value(field, aggregate)) continue;
        choices.push_back({std::move(field.path), std::move(field.label), std::move(field.type)});
      }
      break;
    case MetricBlank::kNumerator:
    case MetricBlank::kDenominator:
      return metric_choices(document, metric, locale);
    case MetricBlank::kWindow:
      for (ConditionField& field : fields_seen(document, metric, locale)) {
        // The record's own alone: the window names a field of the entity.
        if (!is_moment(field) || field.path.find('.') != std::string::npos) continue;
        choices.push_back({std::move(field.path), std::move(field.label), std::move(field.type)});
      }
      break;
    case MetricBlank::kSpan:
      for (const ChoiceWords& one : kSpans) {
        choices.push_back({std::string(one.id), in(locale, one.zh, one.en), ""});
      }
      break;
    case MetricBlank::kDays:
      break;
    case MetricBlank::kFormat:
      for (const ChoiceWords& one : kFormats) {
        choices.push_back({std::string(one.id), in(locale, one.zh, one.en), ""});
      }
      break;
    case MetricBlank::kDecimals:
      for (int digits = 0; digits <= 6; ++digits) {
        const std::string number = std::to_string(digits);
        choices.push_back({number,
                           english(locale) ? number + (digits == 1 ? " decimal" : " decimals")
                                           : number + " 位小数",
                           ""});
      }
      break;
  }
  return choices;
}

bool has_formula(const Json& document, std::string_view metric) {
  const std::string value = blank_value(document, metric, MetricBlank::kValue);
  if (value.empty()) return false;
  const std::vector<BlankChoice> choices =
      blank_choices(document, metric, MetricBlank::kValue, "en");
  return std::none_of(choices.begin(), choices.end(),
                      [&](const BlankChoice& choice) { return choice.id == value; });
}

std::vector<ConditionField> grouping_fields(const Json& document, std::string_view metric,
                                            std::string_view locale) {
  std::vector<ConditionField> fields = fields_seen(document, metric, locale);
  std::erase_if(fields, [](const ConditionField& field) {
    const bool in_groups = field.kind == ValueKind::kChoice || field.kind == ValueKind::kBoolean ||
                           field.kind == ValueKind::kText || is_moment(field) ||
                           is_reference_field(field);
    return !in_groups;
  });
  return fields;
}

}  // namespace tollgate::designer
