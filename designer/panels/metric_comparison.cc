// "Compared with …": a metric's number beside another, on the present data.
#include <nlohmann/json.hpp>

#include "metric_parts.h"
#include "tollgate/base/decimal.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr const char* kPeriodBefore = "@before";

const Json* widget_of(const LiveAnswer& answer) {
  if (!answer.reply) return nullptr;
  const auto widget = answer.reply->find("widget");
  return widget == answer.reply->end() ? nullptr : &*widget;
}

// "+12.5%": by how much of the other it is more; of shares, by how many points.
std::string change_words(const Ui& ui, const Json& now, const Json& other) {
  const std::optional<Decimal> a = Decimal::parse(text_member(now, "value"));
  const std::optional<Decimal> b = Decimal::parse(text_member(other, "value"));
  if (!a || !b) return {};
  const bool points = text_member(now, "format") == "percent";
  const std::optional<Decimal> difference = subtract(*a, *b);
  const std::optional<Decimal> part = !difference ? std::nullopt
                                      : points    ? difference
                                                  : divide(*difference, b->abs());
  const std::optional<Decimal> hundred = part ? multiply(*part, Decimal(100)) : std::nullopt;
  const std::optional<Decimal> rounded =
      hundred ? round_to(*hundred, 1, Rounding::kHalfUp) : std::nullopt;
  if (!rounded) return {};
  const std::string sign = rounded->negative() || rounded->is_zero() ? "" : "+";
  return sign + rounded->to_text() + (points ? ui.tr(" 个百分点", " points") : "%");
}

}  // namespace

void metric_comparison(DesignSession& session, const std::string& metric,
                       const LiveAnswer& answer) {
  Ui& ui = session.ui;
  const Json* now = widget_of(answer);
  if (now == nullptr) return;
  const auto before = now->find("before");
  const bool has_before = before != now->end() && before->is_object();
  std::vector<Choice> choices;
  if (has_before) {
    choices.push_back(
        {kPeriodBefore, ui.tr("前一段同样长的时间", "the period before"), Icon::kNone});
  }
  const Json* metrics = session.at("/metrics");
  const std::string self = text_member(*session.at(metric), "id");
  for (size_t i = 0; metrics != nullptr && metrics->is_array() && i < metrics->size(); ++i) {
    const std::string id = text_member((*metrics)[i], "id");
    if (id.empty() || id == self) continue;
    choices.push_back({id, session.label((*metrics)[i]), Icon::kMetric});
  }
  if (choices.empty()) return;
  const std::string key = "compared:" + path_of_ids(session.json(), metric);
  const auto kept = session.drafts.find(key);
  std::string with = kept != session.drafts.end() ? kept->second : has_before ? kPeriodBefore : "";
  const std::string name = ui.tr("与什么比较", "Compared with");
  gap(ui, 12);
  caption(ui, name);
  if (auto picked =
          combo(ui, "compared", with, choices,
                {.name = name, .empty_label = ui.tr("不比较", "Nothing"), .clearable = true})) {
    with = *picked;
    session.drafts[key] = with;
  }
  const Json* other = nullptr;
  if (with == kPeriodBefore && has_before) other = &*before;
  if (with != kPeriodBefore && !with.empty()) {
    other = widget_of(session.live.ask("metric#compared", "metric.read", {{"metric", with}}));
  }
  if (other == nullptr) return;
  gap(ui, 4);
  std::string words = text_member(*other, "text");
  if (words.empty()) words = ui.tr("没有数据", "no data");
  if (with == kPeriodBefore) {
    words += ui.tr("（", " (") + text_member(*other, "from") + " – " + text_member(*other, "to") +
             ui.tr("）", ")");
  }
  const std::string change = change_words(ui, *now, *other);
  paragraph(ui, change.empty() ? words : words + ui.tr("，相差 ", ", a difference of ") + change,
            {.size = 13.5f, .colour = theme::kTextSoft}, "comparison");
}

}  // namespace tollgate::designer
