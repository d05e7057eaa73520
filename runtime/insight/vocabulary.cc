#include <algorithm>

#include "tollgate/insight/question.h"

namespace tollgate::insight {
namespace {

// Where a label says its window: "近 30 天", "in 30 days", ", 30 days".
std::vector<Span> windows_in(std::string_view label, const model::Metric& metric) {
  std::vector<Span> spans;
  const std::vector<PhraseToken> tokens = phrase_tokens(label);
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == PhraseKind::kWindow) spans.push_back(tokens[i].span);
    const bool days = metric.window && tokens[i].kind == PhraseKind::kNumber &&
                      tokens[i].number == Decimal(metric.window->days);
    if (days && i > 0 && tokens[i - 1].kind == PhraseKind::kAnd) {
      spans.push_back({tokens[i - 1].span.begin, tokens[i].span.end});
    }
  }
  return spans;
}

// What an erased window leaves behind: brackets around nothing, and commas at the ends.
void tidy(std::string& text) {
  for (const std::string_view empty : {"()", "( )", "（）", "（ ）"}) {
    for (size_t at = text.find(empty); at != std::string::npos; at = text.find(empty)) {
      text.erase(at, empty.size());
    }
  }
  constexpr std::string_view kEdges = " ,;";
  const size_t first = text.find_first_not_of(kEdges);
  text = first == std::string::npos ? std::string()
                                    : text.substr(first, text.find_last_not_of(kEdges) - first + 1);
}

std::string without_window(std::string_view label, const model::Metric& metric) {
  const std::vector<Span> spans = windows_in(label, metric);
  if (spans.empty()) return std::string(label);
  std::string text(label);
  for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
    text.erase(span->begin, span->end - span->begin);
  }
  tidy(text);
  return text.empty() ? std::string(label) : text;
}

}  // namespace

std::string label_without_window(const model::App& app, const model::Metric& metric,
                                 std::string_view locale) {
  return without_window(app.text_for(metric.label, locale), metric);
}

LocalizedText window_words(const model::Window& window) {
  using enum model::WindowPeriod;
  if (!window.period) {
    if (window.days == 1) return {"今天", "today"};
    const std::string days = std::to_string(window.days);
    return {"近 " + days + " 天", "last " + days + " days"};
  }
  switch (*window.period) {
    case kWeek:
      return window.before ? LocalizedText{"上周", "last week"}
                           : LocalizedText{"本周", "this week"};
    case kMonth:
      return window.before ? LocalizedText{"上月", "last month"}
                           : LocalizedText{"本月", "this month"};
    case kQuarter:
      return window.before ? LocalizedText{"上季度", "last quarter"}
                           : LocalizedText{"本季度", "this quarter"};
    case kYear:
      return window.before ? LocalizedText{"去年", "last year"}
                           : LocalizedText{"今年", "this year"};
  }
  return {};
}

Vocabulary::Vocabulary(const model::App& app, std::string_view locale,
                       const std::function<bool(const model::Metric&)>& may_tell)
    : app_(app), locale_(locale) {
  for (const model::Metric& metric : app.metrics) {
    if (!may_tell(metric)) continue;
    Word word{&metric, {}};
    const auto add = [&](std::string_view text) {
      std::string name = phrase_name(text);
      const bool known = std::find(word.names.begin(), word.names.end(), name) != word.names.end();
      if (!name.empty() && !known) word.names.push_back(std::move(name));
    };
    const auto add_label = [&](std::string_view text) {
      add(text);
      add(without_window(text, metric));
    };
    add_label(app.text_for(metric.label, locale));
    for (const std::string& other : app.locales) add_label(app.text_for(metric.label, other));
    for (const std::string& synonym : metric.synonyms) add_label(synonym);
    metrics_.push_back(std::move(word));
  }
}

std::vector<std::string> Vocabulary::all_names() const {
  std::vector<std::string> names;
  for (const Word& word : metrics_) names.insert(names.end(), word.names.begin(), word.names.end());
  return names;
}

}  // namespace tollgate::insight
