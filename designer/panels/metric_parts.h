// Parts of a metric's editor in files of their own.
#pragma once

#include <string>

#include "panels.h"

namespace tollgate::designer {

// metric_comparison.cc: the number beside that of the period before, or of another metric, which is
// chosen there. Nothing of the document. `answer` is what metric.read gave of the metric.
void metric_comparison(DesignSession& session, const std::string& metric, const LiveAnswer& answer);

}  // namespace tollgate::designer
