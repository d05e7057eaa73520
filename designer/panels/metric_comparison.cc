// "Compared with …": a metric's number beside another, on the present data.
#include <nlohmann/json.hpp>

#include "blanks.h"
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

// What the number is compared with: kPeriodBefore, a metric's id, "" for nothing. No part of the
// document.
std::string compared_key(const DesignSession& session, const std::string& metric) {
  return "compared:" + path_of_ids(session.json(), metric);
}

bool has_period_before(const LiveAnswer& answer) {
  const Json* now = widget_of(answer);
  if (now == nullptr) return false;
  const auto before = now->find("before");
  return before != now->end() && before->is_object();
}

std::string compared_with(const DesignSession& session, const std::string& metric,
                          const LiveAnswer& answer) {
  const auto kept = session.drafts.find(compared_key(session, metric));
  if (kept != session.drafts.end()) return kept->second;
  return has_period_before(answer) ? kPeriodBefore : "";
}

}  // namespace

void comparison_blank(DesignSession& session, const std::string& metric, const LiveAnswer& answer,
                      Flow& flow) {
  Ui& ui = session.ui;
  std::vector<NamedChoice> choices;
  if (has_period_before(answer)) {
    choices.push_back({kPeriodBefore, ui.tr("前一段同样长的时间", "the period before")});
  }
  const Json* metrics = session.at("/metrics");
  const std::string self = text_member(*session.at(metric), "id");
  for (size_t i = 0; metrics != nullptr && metrics->is_array() && i < metrics->size(); ++i) {
    const std::string id = text_member((*metrics)[i], "id");
    if (id.empty() || id == self) continue;
    choices.push_back({id, session.label((*metrics)[i])});
  }
  if (choices.empty()) return;
  flow.words(ui.tr("与", "compared with"));
  if (auto picked = choose_blank(session, flow,
                                 {.key = "compared",
                                  .name = ui.tr("与什么比较", "Compared with"),
                                  .value = compared_with(session, metric, answer),
                                  .choices = std::move(choices),
                                  .empty = ui.tr("（不比较）", "nothing"),
                                  .clearable = true})) {
    session.drafts[compared_key(session, metric)] = *picked;
  }
  if (session.locale() != "en") flow.words("相比");
}

void comparison_number(DesignSession& session, const std::string& metric,
                       const LiveAnswer& answer) {
  Ui& ui = session.ui;
  const Json* now = widget_of(answer);
  if (now == nullptr) return;
  const std::string with = compared_with(session, metric, answer);
  const Json* other = nullptr;
  if (with == kPeriodBefore && has_period_before(answer)) other = &now->at("before");
  if (with != kPeriodBefore && !with.empty()) {
    other = widget_of(session.live.ask("metric#compared", "metric.read", {{"metric", with}}));
  }
  if (other == nullptr) return;
  gap(ui, 4);
  std::string words = text_member(*other, "text");
  if (words.empty()) words = ui.tr("没有数据", "no data");
  words = ui.tr("相比的数字：", "Compared with: ") + words;
  if (with == kPeriodBefore) {
    words += ui.tr("（", " (") + text_member(*other, "from") + " – " + text_member(*other, "to") +
             ui.tr("）", ")");
  }
  const std::string change = change_words(ui, *now, *other);
  paragraph(ui, change.empty() ? words : words + ui.tr("，相差 ", ", a difference of ") + change,
            {.size = 13.5f, .colour = theme::kTextSoft}, "comparison");
}

}  // namespace tollgate::designer
