// When something happens and a condition holds, effects follow; effects are data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/effects.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

enum class TriggerEvent {
  kRecordSaved,
  kRecordCompleted,
  kStageEntered,
  kPoolEntered,
  kConditionMet,  // first by any save, of a draft too: once for each record
};
std::string_view name_of(TriggerEvent event);

struct Trigger {
  TriggerEvent event = TriggerEvent::kRecordSaved;
  std::string entity;
  std::string stage;                // stage_entered: "" is any stage
  std::string pool;                 // pool_entered: "" is any pool
  std::vector<std::string> fields;  // only when one of these changed; empty: always
  std::string pointer;
};

struct Automation {
  std::string id;
  Text label;
  Trigger on;
  std::optional<Expression> when;
  std::vector<Effect> effects;
  std::string pointer;
};

}  // namespace tollgate::model
