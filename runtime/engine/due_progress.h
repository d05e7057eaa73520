// How far run_due() has come, for its next step: a restart begins anew and finds in the store what
// was done.
#pragma once

#include <cstdint>
#include <string>

namespace tollgate::engine {

struct DueProgress {
  // What comes for all records of an entity.
  std::string automation;
  int64_t due_ms = 0;
  std::string after;  // id of the record that was looked at last
  // When the numbers of metrics were looked at: the log's last op, and the day.
  int64_t metrics_at = -1;
  int64_t metrics_day = -1;
  // The same of what dashboards read.
  int64_t dashboards_at = -1;
  int64_t dashboards_day = -1;
};

}  // namespace tollgate::engine
