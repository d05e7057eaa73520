// A blank of a metric's sentence. What no longer belongs to the metric goes with it.
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/typed_number.h"
#include "tollgate/designer/document/commands.h"

namespace tollgate::designer {
namespace {

constexpr int kUsualDays = 30;
constexpr int kMaxDays = 3660;

void keep_only(Json& metric, std::string_view aggregate) {
  const bool ratio = aggregate == "ratio";
  const bool of_value = !ratio && aggregate != "count" && aggregate != "share";
  if (!of_value) metric.erase("value");
  if (aggregate != "share") metric.erase("test");
  if (!ratio) {
    metric.erase("numerator");
    metric.erase("denominator");
  } else {
    metric.erase("filter");
    metric.erase("window");
  }
  // What must be there stands empty until it is filled: the list of problems leads to it.
  if (of_value && !metric.contains("value")) metric["value"] = "";
  if (aggregate == "share" && !metric.contains("test")) metric["test"] = "";
}

Result<int64_t> number_in(const std::string& value, int64_t least, int64_t most) {
  const std::optional<Decimal> number = read_typed_number(value);
  const std::string text = number ? number->to_text() : value;
  char* end = nullptr;
  const long long whole = std::strtoll(text.c_str(), &end, 10);
  if (text.empty() || *end != '\0' || whole < least || whole > most) {
    const std::string from = std::to_string(least);
    const std::string to = std::to_string(most);
    return make_error("designer.no_such_number",
                      {"请填写 " + from + " 到 " + to + " 之间的整数",
                       "please write a whole number from " + from + " to " + to});
  }
  return whole;
}

Status fill(Json& metric, const FillBlank& command) {
  const std::string& value = command.value;
  switch (command.blank) {
    case MetricBlank::kAggregate: {
      metric["aggregate"] = value;
      keep_only(metric, value);
      if (value == "share" || value == "ratio") metric["format"] = "percent";
      if (value == "count" || value == "count_distinct") metric.erase("format");
      break;
    }
    case MetricBlank::kEntity:
      // Fields of other records say nothing about these.
      metric["entity"] = value;
      for (const char* member : {"value", "test", "filter", "window"}) metric.erase(member);
      keep_only(metric, metric.value("aggregate", ""));
      break;
    case MetricBlank::kValue:
      metric["value"] = value;
      break;
    case MetricBlank::kNumerator:
    case MetricBlank::kDenominator:
      metric[command.blank == MetricBlank::kNumerator ? "numerator" : "denominator"] = value;
      break;
    case MetricBlank::kWindow:
      if (value.empty()) {
        metric.erase("window");
      } else {
        const auto window = metric.find("window");
        const bool there = window != metric.end() && window->is_object();
        if (!there) metric["window"] = {{"days", kUsualDays}};
        metric["window"]["field"] = value;
      }
      break;
    case MetricBlank::kSpan: {
      Json next = {{"field", metric["window"].value("field", "")}};
      if (value == "days") {
        next["days"] = kUsualDays;
      } else {
        const bool before = value.ends_with('<');
        next["period"] = before ? value.substr(0, value.size() - 1) : value;
        if (before) next["before"] = true;
      }
      metric["window"] = std::move(next);
      break;
    }
    case MetricBlank::kDays: {
      Result<int64_t> days = number_in(value, 1, kMaxDays);
      if (!days) return std::move(days).error();
      metric["window"]["days"] = *days;
      break;
    }
    case MetricBlank::kFormat:
      if (value == "number") {
        metric.erase("format");
      } else {
        metric["format"] = value;
      }
      break;
    case MetricBlank::kDecimals: {
      if (value.empty()) {
        metric.erase("decimals");
        break;
      }
      Result<int64_t> digits = number_in(value, 0, 6);
      if (!digits) return std::move(digits).error();
      metric["decimals"] = *digits;
      break;
    }
  }
  return ok_status();
}

}  // namespace

Result<Change> plan(const Json& document, const FillBlank& command) {
  const Json* metric = object_at(document, command.metric);
  if (metric == nullptr) return gone(command.metric);
  const auto window = metric->find("window");
  const bool in_window = command.blank == MetricBlank::kSpan || command.blank == MetricBlank::kDays;
  if (in_window && (window == metric->end() || !window->is_object())) {
    return gone(command.metric + "/window");
  }
  Change change;
  change.title = {"修改指标", "Change metric"};
  Json next = *metric;
  Status filled = fill(next, command);
  if (!filled) return std::move(filled).error();
  if (next == *metric) return change;
  if (command.blank == MetricBlank::kDays) change.merge_key = "days " + command.metric;
  change.edits.push_back({EditKind::kSet, command.metric, std::move(next)});
  return change;
}

}  // namespace tollgate::designer
