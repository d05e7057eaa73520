// A line in which somebody asks for groups in their own words, read against an app's metrics.
//
//   Vocabulary words(app, "zh-CN", may_tell);
//   Question question = read_question("近30天新签合同额<5万且客户数>15", words);
//   question.parts[0].state;                  // kUnderstood
//   question.filter->when.text;               // "signed_amount_30d < 50000 and customer_count >
//   15"
//
// Names are compared with the labels and synonyms of metrics by their characters. A window picks
// the metric that has it, or derives one (`metrics`). What is not understood is a part with the
// nearest names; what may mean two things is a part with a choice. The filter holds what was
// understood.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/insight/phrase.h"
#include "tollgate/model/app.h"

namespace tollgate::insight {

// What a person may name, and under which names.
class Vocabulary {
 public:
  // Metrics of which `may_tell` is false are not there. The app must outlive it.
  Vocabulary(const model::App& app, std::string_view locale,
             const std::function<bool(const model::Metric&)>& may_tell);

  struct Word {
    const model::Metric* metric = nullptr;
    std::vector<std::string> names;  // as phrase_name gives them, the label first
  };
  const std::vector<Word>& metrics() const { return metrics_; }
  const model::App& app() const { return app_; }
  const std::string& locale() const { return locale_; }
  // What the lexer looks for first.
  std::vector<std::string> all_names() const;

 private:
  const model::App& app_;
  std::string locale_;
  std::vector<Word> metrics_;
};

// The metric's label without the window that it names: "Newly signed in 30 days" → "Newly signed".
std::string label_without_window(const model::App& app, const model::Metric& metric,
                                 std::string_view locale);
// "近 30 天", "this month".
LocalizedText window_words(const model::Window& window);

enum class PartState : uint8_t {
  kUnderstood,
  kGuessed,     // the name is near, not the same
  kUnfinished,  // a metric without a condition
  kAmbiguous,
  kUnknown,
};

struct PartChoice {
  std::string label;
  std::string text;  // the whole line, with this part said so
};

struct QuestionPart {
  Span span;  // bytes of the line
  PartState state = PartState::kUnderstood;
  std::string metric;  // an id of the app or of Question::metrics; "" where there is none
  bool negated = false;
  std::optional<Comparison> comparison;
  std::optional<Decimal> number;
  std::optional<Decimal> upper;         // of a range, whose lower end is `number`
  std::string group_by;                 // of the part that says what groups are made by
  std::string label;                    // of what it groups by
  std::optional<PhraseKind> joined_by;  // how it hangs on the part before
  std::optional<LocalizedText> problem;
  std::string code;  // of the problem: question.unknown_name, …
  std::vector<PartChoice> choices;
};

struct Question {
  std::vector<QuestionPart> parts;
  std::vector<model::Metric> metrics;  // derived, which the app does not have
  // Over metrics of the app and those; nullopt where nothing was understood.
  std::optional<model::QuickFilter> filter;
};

// Characters that are read; where there are more, a part says so (question.too_long).
inline constexpr size_t kMaxQuestionChars = 200;
Question read_question(std::string_view text, const Vocabulary& words);

}  // namespace tollgate::insight
