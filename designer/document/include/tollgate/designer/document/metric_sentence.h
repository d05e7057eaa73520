// A metric as a sentence with blanks, in the words of who reads it: what may stand in each blank,
// and what stands there.
//
//   MetricSentence sentence = metric_sentence(document, "/metrics/0", "en");
//   // "[Sum] of [Amount] over [Visits]"
//   document.run(FillBlank{"/metrics/0", MetricBlank::kValue, "amount"});
//
// Only blanks that fit the metric's way of counting are there, and only what fits a blank is
// offered: a sum is over numbers. What a metric filters by is a condition like others
// (condition_draft.h) and no blank.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

enum class MetricBlank : uint8_t {
  kAggregate,
  kEntity,
  kValue,        // what is added up; an expression where it is no field
  kNumerator,    // of a ratio: a metric
  kDenominator,  // the same
  kWindow,       // the date that lies in a span of time; "" for all records
  kSpan,         // "days": the last days; else a period of the calendar, such as "month"
  kDays,
  kFormat,
  kDecimals,  // "" for as many as there are
};

struct BlankChoice {
  std::string id;
  std::string label;
  std::string type;  // of a field, for its icon; "" for others
};

// Words that stand there, or a blank.
struct SentencePart {
  std::string words;
  std::optional<MetricBlank> blank;
};

struct MetricSentence {
  std::vector<SentencePart> parts;  // the main clause, in the order of the language
  std::string entity;               // its label
};

MetricSentence metric_sentence(const Json& document, std::string_view metric,
                               std::string_view locale);

// What people call the blank, such as "Way of counting".
std::string blank_name(MetricBlank blank, std::string_view locale);
// What stands in it now: the id of a choice, "" for nothing.
std::string blank_value(const Json& document, std::string_view metric, MetricBlank blank);
// Of kDays none: it is a number.
std::vector<BlankChoice> blank_choices(const Json& document, std::string_view metric,
                                       MetricBlank blank, std::string_view locale);
// Whether kValue holds an expression that is none of its choices.
bool has_formula(const Json& document, std::string_view metric);

// What the metric's groups can be made by: fields and what references lead to. Dates have the type
// "date" or "datetime".
std::vector<ConditionField> grouping_fields(const Json& document, std::string_view metric,
                                            std::string_view locale);

}  // namespace tollgate::designer
