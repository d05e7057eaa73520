// What automations wait for comes: times, and metrics that cross a threshold. Whoever has the clock
// calls it, the hub for its apps, a browser's engine that follows no hub while it is open:
//
//   Result<DueStep> step = run_due(engine);
//   // again at once while step->more, else at step->next_ms at the latest, or after a while
//
// What is due becomes ops of the log (ops::AutomationDue) with their effects, a step at a time so
// that others have their turn in between. Each time comes once for a record, whatever happens
// between two steps; of a schedule's times that passed while nothing ran, one comes.
#pragma once

#include <cstdint>
#include <optional>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

struct DueStep {
  int64_t came = 0;                // records for which a time came
  bool more = false;               // something else is due now
  std::optional<int64_t> next_ms;  // the next time that is known, in milliseconds since 1970
};

struct DueWork {
  // Make what dashboards read of records, too, so that nobody who opens one waits for it.
  bool dashboards = false;
};

// Nothing for a device that follows a hub: its times come there. Refused with what the store says.
Result<DueStep> run_due(Engine& engine, const DueWork& work = {});

}  // namespace tollgate::engine
