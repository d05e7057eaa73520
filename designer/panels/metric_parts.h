// Parts of a metric's editor in files of their own.
#pragma once

#include <string>

#include "card.h"
#include "panels.h"

namespace tollgate::designer {

// metric_comparison.cc: the number beside that of the period before, or of another metric, which is
// chosen in a blank of the sentence. Nothing of the document. `answer` is what metric.read gave of
// the metric.
void comparison_blank(DesignSession& session, const std::string& metric, const LiveAnswer& answer,
                      Flow& flow);
void comparison_number(DesignSession& session, const std::string& metric, const LiveAnswer& answer);

}  // namespace tollgate::designer
