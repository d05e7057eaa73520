#include "measures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

#include "tollgate/base/civil.h"
#include "tollgate/insight/question.h"
#include "tollgate/insight/usual_date.h"

namespace tollgate::query {
namespace {

using MeasureKind = metrics::SampleColumn::Kind;

constexpr size_t kMaxControls = 3;
constexpr size_t kMaxProcess = 8;
constexpr size_t kMaxMeasures = 30;
constexpr size_t kMaxControlOptions = 40;
// Months say something of a season only where most of them were there.
constexpr int64_t kDaysOfSeasons = 300;
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

bool is_control(const model::Field& field) {
  return model::is_single_choice(field.type) && !field.multiple && field.options.size() > 1 &&
         field.options.size() <= kMaxControlOptions;
}

struct ControlField {
  std::string expression;
  std::string label;
};

// Choices of the records, or of what the link refers to.
std::vector<ControlField> controls_of(const Context& context, const model::Entity& entity,
                                      const std::string& link) {
  std::vector<ControlField> controls;
  const Texts texts = context.texts();
  const model::Field* reference = entity.find_field(link);
  const model::Entity* of = &entity;
  std::string prefix;
  if (reference && model::is_reference(reference->type)) {
    if (const model::Entity* target = context.model().find_entity(reference->entity)) {
      of = target;
      prefix = reference->id + ".";
    }
  }
  const model::Workflow* flow = context.model().workflow_of(of->id);
  for (const model::Field& field : of->fields) {
    if (!is_control(field) || (flow && flow->stage_field == field.id)) continue;
    const std::string expression = prefix + field.id;
    if (!may_tell_of(context, entity, expression + " != null")) continue;
    controls.push_back({expression, texts.of(field.label)});
    if (controls.size() == kMaxControls) break;
  }
  return controls;
}

std::vector<RecordAction> process_of(const Context& context, const model::Entity& entity) {
  std::vector<RecordAction> process;
  for (RecordAction& action : actions_of(context, entity)) {
    if (action.kind == RecordAction::Kind::kChoice || process.size() == kMaxProcess) continue;
    process.push_back(std::move(action));
  }
  return process;
}

void add_season(MeasureData& out, const Texts& texts) {
  const std::vector<int64_t>& days = out.data.day;
  if (days.empty()) return;
  const auto [first, last] = std::minmax_element(days.begin(), days.end());
  if (*last - *first < kDaysOfSeasons) return;
  insight::EffectControl month{"month", {}};
  for (const int64_t day : days) month.codes.push_back(uint32_t(civil_from_days(day).month));
  out.data.controls.push_back(std::move(month));
  out.control_labels.push_back(texts.of(LocalizedText{"月份", "month"}));
}

// One unit a record.
bool read_records(const Context& context, const Measure& measure, MeasureData& out) {
  const model::Metric& metric = *measure.metric;
  const model::Entity& entity = *context.model().find_entity(metric.entity);
  const std::string date =
      metric.window ? metric.window->field : insight::usual_date_of(context.model(), entity);
  const std::vector<ControlField> controls = controls_of(context, entity, "");
  const std::vector<RecordAction> process = process_of(context, entity);
  metrics::SampleRequest request{.entity = entity.id, .filter = metric.filter};
  request.sight = context.sight->for_metrics();
  request.columns = {{MeasureKind::kDay, {date, "/day"}}, {MeasureKind::kNumber, *metric.value}};
  const Texts texts = context.texts();
  const bool begins = out.words.size() < controls.size() || out.next_row == 0;
  if (begins) out = {};
  out.words.resize(controls.size());
  for (const ControlField& c : controls) {
    request.columns.push_back({MeasureKind::kKey, {c.expression, "/control"}});
    if (!begins) continue;
    out.data.controls.push_back({c.expression, {}});
    out.control_labels.push_back(c.label);
  }
  for (const RecordAction& action : process) {
    request.columns.push_back({MeasureKind::kCondition, {action.expression, "/process"}});
    if (!begins) continue;
    out.data.process.push_back({action.id, {}});
    out.process_labels.push_back(label_of(texts, action));
  }
  for (KeptWords& words : out.words) words.begin_turn();
  const auto words = context.app.metrics->sample(
      request, context.today(),
      [&](const metrics::SampleChunk& chunk) {
        for (size_t i = 0; i < chunk.rows.size(); ++i) {
          const double day = chunk.columns[0][i];
          const double value = chunk.columns[1][i];
          if (day != day || value != value) continue;
          out.data.day.push_back(int64_t(day));
          out.data.value.push_back(value);
          size_t column = 2;
          for (size_t c = 0; c < out.words.size(); ++c, ++column) {
            const auto code = uint32_t(chunk.columns[column][i]);
            out.data.controls[c].codes.push_back(out.words[c].number_of(chunk, column, code));
          }
          for (insight::EffectProcess& each : out.data.process) {
            each.values.push_back(chunk.columns[column++][i]);
          }
        }
      },
      &out.next_row);
  if (words) add_season(out, texts);
  return words.has_value();
}

struct Ended {
  double day = std::numeric_limits<double>::infinity();
  std::vector<uint32_t> controls;
  double began = std::numeric_limits<double>::infinity();
  double records = 0;
  std::vector<double> done;  // of the process, up to the end
};

// One unit a link key: days from its first start to its first end.
class BetweenReader {
 public:
  BetweenReader(const Context& context, const Measure& measure, MeasureData& out)
      : context_(context), measure_(measure), out_(out) {}

  bool run() {
    const Texts texts = context_.texts();
    if (!read_ends(texts) || !read_starts(texts)) return false;
    std::vector<std::string> keys;
    for (const auto& [key, ended] : ends_) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    for (const std::string& key : keys) add_unit(ends_.at(key));
    add_season(out_, texts);
    return true;
  }

 private:
  bool read_ends(const Texts& texts) {
    const model::Entity& entity = *context_.model().find_entity(measure_.end->entity);
    const std::vector<ControlField> controls = controls_of(context_, entity, measure_.link.to);
    metrics::SampleRequest request{.entity = entity.id, .filter = measure_.end->filter};
    request.sight = context_.sight->for_metrics();
    request.columns = {{MeasureKind::kKey, {measure_.link.to, "/link"}},
                       {MeasureKind::kDay, {measure_.end->window->field, "/day"}}};
    for (const ControlField& c : controls) {
      request.columns.push_back({MeasureKind::kKey, {c.expression, "/control"}});
      out_.data.controls.push_back({c.expression, {}});
      out_.control_labels.push_back(c.label);
    }
    (void)texts;
    std::map<uint32_t, Ended> by_code;
    const auto words = context_.app.metrics->sample(
        request, context_.today(), [&](const metrics::SampleChunk& chunk) {
          for (size_t i = 0; i < chunk.rows.size(); ++i) {
            const double day = chunk.columns[1][i];
            if (chunk.columns[0][i] == 0 || day != day) continue;
            Ended& ended = by_code[uint32_t(chunk.columns[0][i])];
            if (!(day < ended.day)) continue;
            ended.day = day;
            ended.controls.clear();
            for (size_t c = 0; c < controls.size(); ++c) {
              ended.controls.push_back(uint32_t(chunk.columns[2 + c][i]));
            }
          }
        });
    if (!words) return false;
    for (auto& [code, ended] : by_code) ends_.emplace((*words)(0, code), std::move(ended));
    return true;
  }

  bool read_starts(const Texts& texts) {
    const model::Entity& entity = *context_.model().find_entity(measure_.start->entity);
    const std::vector<RecordAction> process = process_of(context_, entity);
    metrics::SampleRequest request{.entity = entity.id, .filter = measure_.start->filter};
    request.sight = context_.sight->for_metrics();
    request.columns = {{MeasureKind::kKey, {measure_.link.from, "/link"}},
                       {MeasureKind::kDay, {measure_.start->window->field, "/day"}}};
    for (const RecordAction& action : process) {
      request.columns.push_back({MeasureKind::kCondition, {action.expression, "/process"}});
      out_.data.process.push_back({action.id, {}});
      out_.process_labels.push_back(label_of(texts, action));
    }
    struct Started {
      double day;
      std::vector<double> done;
    };
    std::unordered_map<uint32_t, std::vector<Started>> by_code;
    const auto words = context_.app.metrics->sample(
        request, context_.today(), [&](const metrics::SampleChunk& chunk) {
          for (size_t i = 0; i < chunk.rows.size(); ++i) {
            const double day = chunk.columns[1][i];
            if (chunk.columns[0][i] == 0 || day != day) continue;
            Started started{day, {}};
            for (size_t p = 0; p < process.size(); ++p) {
              started.done.push_back(chunk.columns[2 + p][i]);
            }
            by_code[uint32_t(chunk.columns[0][i])].push_back(std::move(started));
          }
        });
    if (!words) return false;
    for (const auto& [code, all] : by_code) {
      const auto found = ends_.find((*words)(0, code));
      if (found == ends_.end()) {
        ++out_.never_ended;
        continue;
      }
      Ended& ended = found->second;
      ended.done.assign(process.size(), 0);
      for (const Started& started : all) {
        ended.began = std::min(ended.began, started.day);
        if (started.day > ended.day) continue;
        ended.records += 1;
        for (size_t p = 0; p < process.size(); ++p) ended.done[p] += started.done[p];
      }
    }
    return true;
  }

  void add_unit(const Ended& ended) {
    if (!std::isfinite(ended.began)) return;
    if (ended.began > ended.day) {
      ++out_.ended_before;
      return;
    }
    out_.data.day.push_back(int64_t(ended.day));
    out_.data.value.push_back(ended.day - ended.began);
    for (size_t c = 0; c < ended.controls.size(); ++c) {
      out_.data.controls[c].codes.push_back(ended.controls[c]);
    }
    for (size_t p = 0; p < out_.data.process.size(); ++p) {
      out_.data.process[p].values.push_back(ended.records > 0 ? ended.done[p] / ended.records
                                                              : kNoNumber);
    }
  }

  const Context& context_;
  const Measure& measure_;
  MeasureData& out_;
  std::unordered_map<std::string, Ended> ends_;
};

std::string event_words(const Context& context, const Texts& texts, const model::Metric& metric) {
  const model::Entity* entity = context.model().find_entity(metric.entity);
  if (!metric.filter && entity) return texts.of(entity->label);
  return insight::label_without_window(context.model(), metric, texts.locale());
}

void add_between(const Context& context, std::vector<Measure>& measures) {
  const Texts texts = context.texts();
  const std::vector<const model::Metric*> events = outcomes_of(context);
  for (const model::Metric* end : events) {
    for (const model::Metric* start : events) {
      if (start == end || start->entity == end->entity || start->filter) continue;
      const model::Entity* from = context.model().find_entity(start->entity);
      const model::Entity* to = context.model().find_entity(end->entity);
      const std::optional<RecordLink> link = link_between(context, *from, *to);
      if (!link) continue;
      Measure measure;
      measure.id = "between/" + start->id + "/" + end->id;
      const std::string a = event_words(context, texts, *start);
      const std::string b = event_words(context, texts, *end);
      measure.label = texts.of(LocalizedText{"从首次" + a + "到首次" + b,
                                             "From the first of " + a + " to the first of " + b});
      measure.unit = texts.of(LocalizedText{"天", "days"});
      measure.start = start;
      measure.end = end;
      measure.link = *link;
      measures.push_back(std::move(measure));
    }
    break;  // what most count as success; other ends are steps on the way
  }
}

}  // namespace

std::vector<Measure> measures_of(const Context& context) {
  const model::App& app = context.model();
  const Texts texts = context.texts();
  std::vector<Measure> measures;
  add_between(context, measures);
  for (const model::Metric& metric : app.metrics) {
    const model::Entity* entity = app.find_entity(metric.entity);
    if (metric.aggregate != model::Aggregate::kAverage || !metric.value || !entity) continue;
    if (!context.sight->rights().may_some(access::Action::kRead, entity->id) ||
        context.sight->withholds(metric, {})) {
      continue;
    }
    const std::string date =
        metric.window ? metric.window->field : insight::usual_date_of(app, *entity);
    if (date.empty() || context.sight->hides(entity->id, date)) continue;
    Measure measure;
    measure.id = "metric/" + metric.id;
    measure.label = insight::label_without_window(app, metric, texts.locale());
    measure.metric = &metric;
    measures.push_back(std::move(measure));
    if (measures.size() == kMaxMeasures) break;
  }
  return measures;
}

bool read_measure(const Context& context, const Measure& measure, MeasureData& out) {
  if (out.is_read) return true;
  if (!measure.metric) out = {};  // its two samples are put together at once
  out.is_read = measure.metric ? read_records(context, measure, out)
                               : BetweenReader(context, measure, out).run();
  return out.is_read;
}

}  // namespace tollgate::query
