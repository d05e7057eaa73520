#include "tollgate/feel/memory.h"

namespace tollgate::feel {

void exceed_memory() { throw LimitExceeded{Limit::kMemory}; }
void exceed_work() { throw LimitExceeded{Limit::kWork}; }

}  // namespace tollgate::feel
