// What stands when two people changed one field without knowing of each other.
//
//   Merged merged = merge(base, theirs, ours, Later::kOurs);
//   merged.value;        // what stands
//   merged.contested;    // both changed the same part: one of them yields
//
// `base`: what both had seen. Objects are merged member by member, files and positions as a whole.
// Lists of the same length are
// merged item by item; else what we took out of the base and what we put in is done to theirs, so
// that no item of either is lost.
#pragma once

#include "tollgate/base/json.h"

namespace tollgate::sync {

enum class Later { kOurs, kTheirs };

struct Merged {
  Json value;
  bool contested = false;
};

Merged merge(const Json& base, const Json& theirs, const Json& ours, Later later);

}  // namespace tollgate::sync
