// Sets a reference of several records to one person, as if somebody had changed it in each form.
#pragma once

#include <string>
#include <vector>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

struct Assignment {
  std::string entity;
  std::string field;  // a reference
  std::vector<std::string> records;
  std::string person;  // record id
};

// All of them in one group of ops, or none: what is computed from the field follows, and
// automations run. Refused: engine.no_app, api.unknown_entity, api.unknown_field,
// api.unknown_record, and as Engine::commit refuses what the caller may not write.
Result<Outcome> assign(Engine& engine, const Assignment& assignment, const Caller& caller);

}  // namespace tollgate::engine
