// Which metric a name means.
#pragma once

#include <vector>

#include "tollgate/insight/question.h"

namespace tollgate::insight {

struct NameHints {
  std::string name;  // as phrase_name gives it
  std::optional<model::Window> window;
  NumberUnit unit = NumberUnit::kNone;
};

struct NameMatch {
  const model::Metric* metric = nullptr;
  double likeness = 0;  // of the names alone
  double score = 0;     // with what else the person said
};

inline constexpr double kLikeEnough = 0.6;
inline constexpr double kNearEnough = 0.25;
inline constexpr double kTellsApart = 0.04;

// All metrics, the best first.
std::vector<NameMatch> match_metrics(const NameHints& hints, const Vocabulary& words);

// The metric with the window instead of its own; its id is free in the app. nullopt where there is
// no date to narrow it by.
std::optional<model::Metric> with_window(const model::App& app, const model::Metric& metric,
                                         const model::Window& window);

}  // namespace tollgate::insight
