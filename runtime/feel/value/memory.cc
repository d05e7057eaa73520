#include "tollgate/feel/memory.h"

namespace tollgate::feel {

void exceed_memory() { throw LimitExceeded{Limit::kMemory}; }
void exceed_steps() { throw LimitExceeded{Limit::kSteps}; }

}  // namespace tollgate::feel
