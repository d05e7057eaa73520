#include "tollgate/insight/effect.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "../require.h"
#include "measures.h"
#include "tollgate/base/civil.h"
#include "tollgate/base/temporal.h"
#include "tollgate/base/turn.h"

namespace tollgate::query {
namespace {

using insight::EffectWarning;

constexpr int kNumberDigits = 3;
constexpr int kShareOfAllDigits = 4;
constexpr int kPDigits = 6;
constexpr double kLevel = 0.05;

std::string date_text(int64_t day) { return to_text(Date{day}); }

std::string brief_number(double number) {
  return number_text(number, std::fabs(number) < 10 ? 2 : 1).value_or("–");
}

std::string percent_words(double share) {
  return number_text(share * 100, std::fabs(share) < 0.1 ? 1 : 0).value_or("–") + "%";
}

messages::Spread spread_message(const statistics::Spread& spread) {
  messages::Spread out;
  out.count = spread.count;
  if (spread.count == 0) return out;
  out.mean = number_text(spread.mean, kNumberDigits);
  out.median = number_text(spread.median, kNumberDigits);
  out.deviation = number_text(spread.deviation, kNumberDigits);
  out.low_quarter = number_text(spread.low_quarter, kNumberDigits);
  out.high_quarter = number_text(spread.high_quarter, kNumberDigits);
  return out;
}

messages::Coefficient coefficient_message(const statistics::Coefficient& c) {
  messages::Coefficient out;
  out.left_out = c.left_out;
  if (c.left_out) return out;
  out.value = number_text(c.value, kNumberDigits);
  out.error = number_text(c.error, kNumberDigits);
  out.low = number_text(c.interval.low, kNumberDigits);
  out.high = number_text(c.interval.high, kNumberDigits);
  out.p = number_text(c.p, kPDigits);
  return out;
}

// The words of an effect, in the viewer's language.
class EffectWords {
 public:
  EffectWords(const Texts& texts, const Measure& measure, const MeasureData& read,
              const insight::Effect& effect)
      : texts_(texts), measure_(measure), read_(read), effect_(effect) {}

  std::vector<std::string> sentences() const {
    std::vector<std::string> out;
    const statistics::Spread& a = effect_.before;
    const statistics::Spread& b = effect_.after;
    if (a.count == 0 || b.count == 0) return out;
    out.push_back(tr("平均从 " + unit(a.mean) + " 变为 " + unit(b.mean) + "，中位数从 " +
                         unit(a.median) + " 变为 " + unit(b.median),
                     "the mean went from " + unit(a.mean) + " to " + unit(b.mean) +
                         ", the median from " + unit(a.median) + " to " + unit(b.median)));
    if (a.count > 1 && b.count > 1) out.push_back(difference());
    const statistics::SpreadsCompared& s = effect_.spreads;
    if (std::isfinite(s.ratio) && s.ratio > 0) out.push_back(spread(s));
    if (effect_.has_model) add_model(out);
    return out;
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> out;
    for (const insight::EffectNote& note : effect_.warnings) out.push_back(warning(note));
    if (read_.never_ended > 0) {
      const std::string n = std::to_string(read_.never_ended);
      out.push_back(tr(n + " 个已开始、还没有结束，不在其中；越近的时期，没结束的越多",
                       n + " have begun and not ended, and are not in it; the closer to "
                           "today, the more of them"));
    }
    if (read_.ended_before > 0) {
      const std::string n = std::to_string(read_.ended_before);
      out.push_back(
          tr(n + " 个结束早于开始，没有算进去", n + " ended before they began and are left out"));
    }
    out.push_back(
        tr("同一天前后还可能有别的变化；这里的数字说明差多少，不能证"
           "明就是这项改变带来的",
           "other things may have changed at that time, too; these "
           "figures say how much "
           "differs, not that this change was the cause"));
    return out;
  }

  std::string term(const insight::EffectTerm& term, const std::string& label) const {
    const statistics::Coefficient& c = term.coefficient;
    if (c.left_out) {
      return tr("“" + label + "”与其他项分不开",
                "“" + label + "” cannot be told apart from the others");
    }
    // Of a share: from never to always.
    const std::string from_to = signed_unit(c.value) + range(c.interval.low, c.interval.high);
    if (!(c.p < kLevel)) {
      return tr("“" + label + "”看不出关系" + range(c.interval.low, c.interval.high),
                "“" + label + "”: no clear relation" + range(c.interval.low, c.interval.high));
    }
    return tr("“" + label + "”从没有到每次都有，相差 " + from_to,
              "“" + label + "” from never to always goes with " + from_to);
  }

 private:
  std::string tr(const std::string& zh, const std::string& en) const {
    return texts_.of(LocalizedText{zh, en});
  }
  std::string unit(double number) const {
    return brief_number(number) + (measure_.unit.empty() ? "" : " " + measure_.unit);
  }
  std::string signed_unit(double number) const { return (number > 0 ? "+" : "") + unit(number); }
  std::string range(double low, double high) const {
    return tr("（" + brief_number(low) + "～" + brief_number(high) + "）",
              " (" + brief_number(low) + " to " + brief_number(high) + ")");
  }

  std::string difference() const {
    const statistics::MeansCompared& m = effect_.means;
    const std::string words = range(m.interval.low, m.interval.high);
    if (!(m.p < kLevel)) {
      return tr("平均数的差别不出偶然的范围" + words,
                "the means differ by no more than chance" + words);
    }
    const std::string by = unit(std::fabs(m.difference));
    return m.difference < 0 ? tr("平均少了 " + by + words, "on average " + by + " less" + words)
                            : tr("平均多了 " + by + words, "on average " + by + " more" + words);
  }

  std::string spread(const statistics::SpreadsCompared& s) const {
    const std::string from = brief_number(effect_.before.deviation);
    const std::string to = brief_number(effect_.after.deviation);
    const std::string by = percent_words(std::fabs(1 - s.ratio));
    if (!(s.p < kLevel)) {
      return tr("标准差 " + from + " → " + to + "，看不出变窄或变宽",
                "the standard deviation went from " + from + " to " + to +
                    ", not clearly narrower or wider");
    }
    return s.ratio < 1
               ? tr("标准差 " + from + " → " + to + "，收窄 " + by,
                    "the standard deviation narrowed by " + by + ", from " + from + " to " + to)
               : tr("标准差 " + from + " → " + to + "，变宽 " + by,
                    "the standard deviation widened by " + by + ", from " + from + " to " + to);
  }

  void add_model(std::vector<std::string>& out) const {
    const std::string share = percent_words(effect_.process.share);
    const std::string market = percent_words(effect_.controls_share);
    std::string controls_zh;
    std::string controls_en;
    for (const std::string& label : read_.control_labels) {
      controls_zh += (controls_zh.empty() ? "" : "、") + label;
      controls_en += (controls_en.empty() ? "" : ", ") + label;
    }
    if (controls_zh.empty()) controls_zh = controls_en = tr("（没有对照项）", "no controls");
    const bool found = effect_.process.p < kLevel;
    if (!read_.process_labels.empty()) {
      out.push_back(
          found ? tr(controls_zh + "解释了 " + market + " 的差异，过程指标另外解释 " + share,
                     controls_en + " explain " + market +
                         " of what differs, and the process another " + share)
                : tr(controls_zh + "解释了 " + market + " 的差异；过程指标另外的 " + share +
                         " 不出偶然的范围",
                     controls_en + " explain " + market + " of what differs; the other " + share +
                         " of the process are no more than chance"));
    }
    const statistics::Coefficient& change = effect_.change;
    const statistics::Coefficient& beside = effect_.change_beside_process;
    if (change.left_out) return;
    out.push_back(tr("扣除" + controls_zh + "后，前后相差 " + signed_unit(change.value) +
                         range(change.interval.low, change.interval.high),
                     "with " + controls_en + " held equal, before and after differ by " +
                         signed_unit(change.value) +
                         range(change.interval.low, change.interval.high)));
    if (beside.left_out || read_.process_labels.empty()) return;
    out.push_back(tr("再扣除过程指标，还剩 " + signed_unit(beside.value) +
                         range(beside.interval.low, beside.interval.high),
                     "with the process held equal, too, " + signed_unit(beside.value) +
                         range(beside.interval.low, beside.interval.high) + " is left"));
  }

  std::string name_of_id(const std::string& id) const {
    for (size_t i = 0; i < read_.data.process.size(); ++i) {
      if (read_.data.process[i].id == id) return read_.process_labels[i];
    }
    for (size_t i = 0; i < read_.data.controls.size(); ++i) {
      if (read_.data.controls[i].id == id) return read_.control_labels[i];
    }
    return id;
  }

  std::string warning(const insight::EffectNote& note) const {
    const std::string n = number_text(note.number, 0).value_or("–");
    switch (note.warning) {
      case EffectWarning::kTooFew:
        return tr("一边只有 " + n + " 个，太少，没有做回归",
                  "one side has only " + n + ", too few for a regression");
      case EffectWarning::kFewPerTerm:
        return tr("每个系数平均只有 " + n + " 个样本，系数不稳",
                  "only about " + n + " records for each coefficient: they are not firm");
      case EffectWarning::kLeftOut:
        return tr("“" + name_of_id(note.id) + "”（或它的一部分）能由其他项算出，分不出它自己的作用",
                  "“" + name_of_id(note.id) +
                      "”, or a part of it, follows from the others: its own part "
                      "cannot be told");
      case EffectWarning::kChangeIsCalendar:
        return tr("这项改变与月份等对照项几乎同时变化，分不出是哪一个",
                  "the change came together with the controls, such as the "
                  "month: which of them it is cannot be told");
      case EffectWarning::kTrendBefore:
        return tr("改变之前就在变：每 30 天 " + signed_unit(note.number) + "，照此下去也会不同",
                  "it was moving before: " + signed_unit(note.number) +
                      " in 30 days, and would have gone on");
      case EffectWarning::kSkewed:
        return tr("残差偏斜（偏度 " + brief_number(note.number) + "），样本少时区间偏乐观",
                  "residuals are skewed (" + brief_number(note.number) +
                      "): with few samples intervals are too narrow");
      case EffectWarning::kUnevenSpread:
        return tr("残差的大小不均匀（Breusch–Pagan），区间只是大概",
                  "residuals spread unevenly (Breusch–Pagan): intervals are rough");
      case EffectWarning::kPulled:
        return tr(n + " 个样本单独就会拉动结果，请看看它们是否填对",
                  n + " samples pull the result by themselves; see whether they "
                      "are right");
      case EffectWarning::kIncomplete:
        return tr(n + " 个缺过程指标，不在回归里",
                  n + " lack process figures and are not in the regression");
    }
    return {};
  }

  const Texts& texts_;
  const Measure& measure_;
  const MeasureData& read_;
  const insight::Effect& effect_;
};

void put_effect(const insight::Effect& effect, messages::InsightEffectReply& reply) {
  reply.before = spread_message(effect.before);
  reply.after = spread_message(effect.after);
  messages::Coefficient difference;
  difference.value = number_text(effect.means.difference, kNumberDigits);
  difference.low = number_text(effect.means.interval.low, kNumberDigits);
  difference.high = number_text(effect.means.interval.high, kNumberDigits);
  difference.p = number_text(effect.means.p, kPDigits);
  reply.difference = std::move(difference);
  if (const auto ratio = number_text(effect.spreads.ratio, kShareOfAllDigits)) {
    messages::InsightEffectReplyNarrowed narrowed;
    narrowed.ratio = *ratio;
    narrowed.low = number_text(effect.spreads.interval.low, kShareOfAllDigits);
    narrowed.high = number_text(effect.spreads.interval.high, kShareOfAllDigits);
    narrowed.p = number_text(effect.spreads.p, kPDigits);
    reply.narrowed = std::move(narrowed);
  }
  reply.bins.emplace();
  for (const insight::EffectBin& bin : effect.bins) {
    messages::InsightEffectReplyBin out;
    out.from = number_text(bin.from, kNumberDigits).value_or("");
    out.to = number_text(bin.to, kNumberDigits).value_or("");
    out.before = bin.before;
    out.after = bin.after;
    reply.bins->push_back(std::move(out));
  }
}

messages::InsightEffectReplyModel model_message(const insight::Effect& effect,
                                                const MeasureData& read, const EffectWords& words) {
  messages::InsightEffectReplyModel model;
  model.units = effect.units;
  model.r_squared = number_text(effect.r_squared, kShareOfAllDigits).value_or("0");
  model.adjusted_r_squared =
      number_text(effect.adjusted_r_squared, kShareOfAllDigits).value_or("0");
  model.controls_share = number_text(effect.controls_share, kShareOfAllDigits).value_or("0");
  model.process_share = number_text(effect.process.share, kShareOfAllDigits).value_or("0");
  model.process_p = number_text(effect.process.p, kPDigits);
  model.controls = read.control_labels;
  for (size_t i = 0; i < effect.terms.size(); ++i) {
    messages::InsightEffectReplyModelTerm term;
    term.id = effect.terms[i].id;
    term.label = read.process_labels[i];
    term.coefficient = coefficient_message(effect.terms[i].coefficient);
    term.deviation = number_text(effect.terms[i].deviation, kNumberDigits);
    term.sentence = words.term(effect.terms[i], read.process_labels[i]);
    model.terms.push_back(std::move(term));
  }
  model.change = coefficient_message(effect.change);
  model.change_beside_process = coefficient_message(effect.change_beside_process);
  return model;
}

// What is known from one turn to the next.
struct EffectNotes final : TurnNote {
  std::string under;  // the app, the day: of another one nothing is known
  MeasureData read;
  insight::EffectSoFar so_far;
};

}  // namespace

Result<messages::InsightEffectReply> effect_of_change(
    const Source& source, const Viewer& viewer, const messages::InsightEffectRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const Texts texts = context->texts();
  messages::InsightEffectReply reply;
  const std::vector<Measure> measures = measures_of(*context);
  const Measure* measure = measures.empty() ? nullptr : &measures.front();
  for (const Measure& each : measures) {
    reply.measures.push_back({});
    reply.measures.back().id = each.id;
    reply.measures.back().label = each.label;
    if (request.measure == each.id) measure = &each;
  }
  if (request.measure && (!measure || measure->id != *request.measure)) {
    return unknown("measure", *request.measure, "/params/measure", ids_of(measures));
  }
  if (!measure) return reply;
  EffectNotes own;
  EffectNotes* notes = Turn::note<EffectNotes>();
  if (notes == nullptr) notes = &own;
  const std::string under = context->app.hash + " " + std::to_string(context->today());
  if (notes->under != under) *notes = EffectNotes();
  notes->under = under;
  MeasureData& read = notes->read;
  if (!read_measure(*context, *measure, read)) {
    return make_error("insight.not_readable",
                      {"这些记录不能一起统计：有的规则无法计算，或计算量太大",
                       "these records cannot be counted together: a rule does "
                       "not work, or takes "
                       "too much work"},
                      {.pointer = "/params/measure"});
  }
  reply.measure = measure->id;
  if (!measure->unit.empty()) reply.unit = measure->unit;
  reply.units = int64_t(read.data.value.size());
  std::vector<int64_t> days = read.data.day;
  if (!days.empty()) {
    std::sort(days.begin(), days.end());
    reply.from = date_text(days.front());
    reply.to = date_text(days.back());
    read.data.change_day = days[days.size() / 2];
  }
  if (request.date) {
    const std::optional<Date> date = parse_date(*request.date);
    if (!date) {
      return make_error(
          "insight.bad_date",
          {"“" + request.date->substr(0, 20) + "”不是日期，应如 2026-03-01",
           "'" + request.date->substr(0, 20) + "' is no date; one is like 2026-03-01"},
          {.pointer = "/params/date"});
    }
    read.data.change_day = date->days;
  }
  reply.date = date_text(read.data.change_day);
  const std::optional<insight::Effect> made = insight::go_on_with_effect(read.data, notes->so_far);
  if (!made) return reply;  // the turn is over
  const insight::Effect& effect = *made;
  const EffectWords words(texts, *measure, read, effect);
  put_effect(effect, reply);
  if (effect.has_model) reply.model = model_message(effect, read, words);
  reply.sentences = words.sentences();
  reply.notes = words.notes();
  if (!context->sight->is_whole()) {
    reply.notes.push_back(texts.of(
        LocalizedText{"只统计了您能看到的记录", "only records that you may see are counted"}));
  }
  return reply;
}

}  // namespace tollgate::query
