// Which names an expression over a record may use, and the slots that hold them.
//
//   Names names(app, *app.find_entity("visit"));
//   names.scope().find("customer");                // slot of the field
//   std::vector<feel::Value> slots(names.size());  // fields first, in the entity's order
//   slots[names.user()] = ...;
//
// Inside a list item the item's fields come first, then those of what encloses it; a name that is
// already taken hides the outer one.
#pragma once

#include <cstdint>
#include <vector>

#include "tollgate/feel/scope.h"
#include "tollgate/model/app.h"

namespace tollgate::record {

// Where a slot's value comes from.
struct SlotSource {
  enum class Kind : uint8_t { kField, kRecord, kUser, kItem, kScore };
  Kind kind = Kind::kField;
  uint32_t level = 0;  // fields: 0 is the innermost list item (or the record), 1 what encloses it
  uint32_t index = 0;  // fields: the place in that level's list of fields
};

class Names {
 public:
  Names(const model::App& app, const model::Entity& entity) : Names(app, entity, {}) {}
  // The names inside an item of `lists`, from the outermost list field to the innermost.
  Names(const model::App& app, const model::Entity& entity,
        const std::vector<const model::Field*>& lists);

  const model::Entity& entity() const { return *entity_; }
  const feel::Scope& scope() const { return scope_; }
  size_t size() const { return scope_.size(); }
  const SlotSource& source(uint32_t slot) const { return sources_[slot]; }
  // For the record's own names: the slot of its field number `index` is `index`.
  uint32_t record() const { return specials_; }
  uint32_t user() const { return specials_ + 1; }
  uint32_t item() const { return specials_ + 2; }
  uint32_t score() const { return specials_ + 3; }

 private:
  const model::Entity* entity_;
  feel::Scope scope_;
  std::vector<SlotSource> sources_;
  uint32_t specials_ = 0;
};

}  // namespace tollgate::record
