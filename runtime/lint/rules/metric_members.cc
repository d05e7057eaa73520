// Metrics: what their aggregate needs, the field of their window, thresholds that do not overlap.
#include "ids.h"
#include "ranges.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Aggregate;
using model::Metric;

class MetricCheck {
 public:
  MetricCheck(const model::App& app, Findings& findings, const Metric& metric)
      : app_(app), findings_(findings), metric_(metric) {}

  void run() {
    check_id(findings_, kEntity, metric_.entity, app_.entities, child("entity"));
    const Aggregate aggregate = metric_.aggregate;
    const bool ratio = aggregate == Aggregate::kRatio;
    const bool with_value =
        aggregate != Aggregate::kCount && aggregate != Aggregate::kShare && !ratio;
    member(metric_.value.has_value(), with_value, "value");
    member(metric_.test.has_value(), aggregate == Aggregate::kShare, "test");
    member(!metric_.numerator.empty(), ratio, "numerator");
    member(!metric_.denominator.empty(), ratio, "denominator");
    if (ratio) {
      part(metric_.numerator, "numerator");
      part(metric_.denominator, "denominator");
    }
    check_window();
    check_among();
    check_thresholds();
  }

 private:
  std::string child(const char* name) const { return pointer_child(metric_.pointer, name); }

  void member(bool present, bool fits, const char* name) {
    const std::string aggregate(model::name_of(metric_.aggregate));
    if (fits && !present) {
      findings_.error("member_needed", aggregate + " 指标需要 " + name,
                      "a metric of kind " + aggregate + " needs " + name, metric_.pointer, {name});
    } else if (present && !fits) {
      findings_.error(
          "member_of_other_type", std::string(name) + " 对 " + aggregate + " 指标没有意义",
          std::string(name) + " means nothing for a metric of kind " + aggregate, child(name));
    }
  }

  void part(const std::string& id, const char* name) {
    if (id.empty() || !check_id(findings_, kMetric, id, app_.metrics, child(name))) return;
    if (app_.find_metric(id)->aggregate != Aggregate::kRatio) return;
    findings_.error("ratio_of_ratio", "比率的分子和分母不能也是比率",
                    "a ratio cannot be made of ratios", child(name));
  }

  void check_window() {
    if (!metric_.window) return;
    const std::string& name = metric_.window->field;
    check_extent();
    const std::string pointer = pointer_child(child("window"), "field");
    if (name == "created_at" || name == "updated_at") return;
    const model::Field* field = check_field(findings_, app_, metric_.entity, name, pointer);
    if (field == nullptr || model::has_day(field->type)) return;
    findings_.error(
        "window_not_a_date", "时间范围的字段" + quoted(*field).zh + "应是日期或日期时间",
        "the window's field " + quoted(*field).en + " should be a date or a date and time",
        pointer);
  }

  void check_extent() {
    const std::string at = child("window");
    const Json& raw = (*app_.raw)[Json::json_pointer(at)];
    const bool days = raw.contains("days");
    if (!days && !metric_.window->period) {
      findings_.error("member_needed", "时间范围需要天数或时间段",
                      "a window needs days or a period", at, {"days", "period"});
    } else if (days && metric_.window->period) {
      findings_.error("member_of_other_type", "有时间段时，天数没有意义",
                      "days mean nothing beside a period", pointer_child(at, "days"));
    }
    if (metric_.window->before && !metric_.window->period) {
      findings_.error("member_of_other_type", "没有时间段时，“上一个”没有意义",
                      "before means nothing without a period", pointer_child(at, "before"));
    }
  }

  void check_among() {
    if (!metric_.among) return;
    const std::string at = child("among");
    if (metric_.aggregate == Aggregate::kRatio || metric_.aggregate == Aggregate::kCountDistinct) {
      findings_.error("member_of_other_type",
                      "比率和去重计数不能只算排在前面的分组；请写在比率的分子里",
                      "a ratio or a distinct count cannot be among top groups; a ratio's numerator "
                      "can",
                      at);
    }
    for (const auto& [id, name] :
         {std::pair(&metric_.among->metric, "metric"), std::pair(&metric_.among->of, "of")}) {
      const std::string pointer = pointer_child(at, name);
      if (id->empty() || !check_id(findings_, kMetric, *id, app_.metrics, pointer)) continue;
      if (!app_.find_metric(*id)->among) continue;
      findings_.error("among_of_among", "排名用的指标不能自己也只算排在前面的分组",
                      "the metric that ranks cannot itself be among top groups", pointer);
    }
  }

  void check_thresholds() {
    const auto& all = metric_.thresholds;
    for (size_t i = 0; i < all.size(); ++i) {
      check_range(findings_, all[i].at_least, all[i].below, all[i].pointer);
      for (size_t j = 0; j < i; ++j) {
        if (all[i].level == all[j].level ||
            !ranges_overlap(all[i].at_least, all[i].below, all[j].at_least, all[j].below)) {
          continue;
        }
        const std::string a(model::name_of(all[j].level));
        const std::string b(model::name_of(all[i].level));
        findings_.error("threshold_overlap", "阈值 " + a + " 与 " + b + " 有重叠",
                        "the thresholds " + a + " and " + b + " overlap", all[i].pointer);
      }
    }
  }

  const model::App& app_;
  Findings& findings_;
  const Metric& metric_;
};

}  // namespace

void metric_members(const model::App& app, Findings& findings) {
  for (const Metric& metric : app.metrics) MetricCheck(app, findings, metric).run();
}

}  // namespace tollgate::lint
