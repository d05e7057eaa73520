// What groups may differ in: each yes/no and choice field of the records that belong to a group,
// and of those that they refer to; evidence that is missing; the app's own shares. Found in the
// app, not named by it.
#pragma once

#include <string>
#include <vector>

#include "../context.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::query {

struct RecordTrait {
  enum class Kind : uint8_t {
    kChoice,   // by value: a choice, or yes and no
    kMissing,  // evidence that is not there
    kShare,    // a metric of the app
  };
  Kind kind = Kind::kChoice;
  std::string id;  // "choice/visit/customer.level"
  const model::Entity* entity = nullptr;
  model::Metric metric;  // kChoice: counts its records; else a share
  std::string path;      // of the field: "site_photo", "customer.level"; "" for a share
  const model::Field* field = nullptr;  // at the path's end
  model::Text through;                  // the reference's label, of a path
};

// Those that the viewer may be told, at most 24 an entity: first of the entities that the metrics
// count, then of all others that have the field of the groups.
std::vector<RecordTrait> traits_of(const Context& context,
                                   const std::vector<const model::Metric*>& metrics,
                                   const std::string& group_by);

}  // namespace tollgate::query
