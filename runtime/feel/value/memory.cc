#include "tollgate/feel/memory.h"

namespace tollgate::feel {

void exceed_memory() { throw LimitExceeded{Limit::kMemory}; }

}  // namespace tollgate::feel
