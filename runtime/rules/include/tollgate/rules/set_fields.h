// What a set_field effect writes into a record: the field, and what is computed from it.
//
//   FieldSetter setter(app, record, setting);
//   for (const automation::SetField& set : …) write(setter.set(set));   // each sees the ones
//   before
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

#include "tollgate/automation/effects.h"
#include "tollgate/form/session.h"
#include "tollgate/rules/compiled_app.h"
#include "tollgate/rules/setting.h"

namespace tollgate::rules {

struct FieldWrite {
  std::string field;
  Json value;  // on the wire; null: none
};

// Whether setting a field of such records may change another one.
bool computes(const model::Entity& entity);

// Computed fields of the record whose stored values are not what its other values make, with what
// they make: what was computed elsewhere and came with the record may be stale or made up. A hidden
// one may also be null.
std::vector<FieldWrite> stale_computed(const CompiledApp& app, const Record& record,
                                       const Setting& setting);

class FieldSetter {
 public:
  // `app` and what the setting names must outlive it.
  FieldSetter(const CompiledApp& app, const Record& record, const Setting& setting);

  // The effect's field comes first.
  std::vector<FieldWrite> set(const automation::SetField& effect);

 private:
  const model::Entity* entity_;
  std::optional<form::FormSession> form_;  // where something is computed
};

}  // namespace tollgate::rules
