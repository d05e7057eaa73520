// Which fields of a record are there. A field that its conditions hide does not exist for rules:
// everything that reads the record sees null instead of its value, whatever is stored.
//
//   Presence presence = Presence::compile(app, *app.find_entity("visit"), problems);
//   Hidden hidden = presence.hide(view, context);   // the slots of hidden fields are null now
//   remove_hidden(values, entity, hidden);          // the same for the record on the wire
//
// A field is there when a form that has it shows it, section and all; a field that no form has,
// when its own condition holds; a member of a list's item, when its own condition holds. Conditions
// see the others as rules do: what depends on a hidden field sees null. Conditions that read
// `user`, now() or today() are about whoever looks, not about the record: they hide nothing here.
// Nor is a workflow's stage ever hidden. Fields whose visibility depends on itself (lint refuses
// them; a document from before may have them) are always there. Source: docs/app-document.md, "When
// rules apply".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"
#include "tollgate/record/names.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::record {

// Whether the condition looks at the person or the moment instead of the record.
bool reads_viewer(const ConditionRule& condition, const Names& names);

// One place that shows a field. Conditions that read the viewer are constants here: true.
struct PlaceRule {
  const model::Form* form = nullptr;  // nullptr: no form has the field
  ConditionRule section;
  ConditionRule field;

  bool is_constant() const { return !section.rule && !field.rule; }
};

struct FieldPresence {
  const model::Field* model = nullptr;
  std::vector<PlaceRule> places;     // any of them shows it; none: it is always there
  std::vector<FieldPresence> cells;  // lists
  std::unique_ptr<Names> item_names;
  std::vector<uint32_t> cell_order;  // cells that can be hidden, each behind what it reads
  std::vector<uint32_t> item_slots;  // what their conditions read

  bool can_be_hidden() const { return !places.empty(); }
  // It can be there or not: no constant says which.
  bool moves() const;
};

// What was hidden in one record.
struct Hidden {
  struct Cell {
    uint32_t list = 0;  // places in the entity's fields, the list's value, the list's fields
    uint32_t item = 0;
    uint32_t cell = 0;
  };
  std::vector<uint32_t> fields;
  std::vector<Cell> cells;

  bool empty() const { return fields.empty() && cells.empty(); }
};

class Presence {
 public:
  // What does not compile is reported and hides nothing.
  static Presence compile(const model::App& app, const model::Entity& entity,
                          Diagnostics& problems);

  // In the entity's order.
  const std::vector<FieldPresence>& fields() const { return fields_; }
  // Records of most entities are what they hold.
  bool hides_nothing() const { return order_.empty(); }

  Hidden hide(RecordView& view, const RuleContext& context) const;

 private:
  friend class PresenceCompiler;
  std::vector<FieldPresence> fields_;
  std::vector<uint32_t>
      order_;  // fields that can be hidden or hold such, each behind what it reads
};

// Whether the place shows its field to rules that see `slots`. A condition that fails shows it:
// better a field too many than one that nobody can fill in.
bool shows(const PlaceRule& place, std::span<const feel::Value> slots, const RuleContext& context);

// Takes the hidden values out of the record on the wire.
void remove_hidden(Json& values, const model::Entity& entity, const Hidden& hidden);

}  // namespace tollgate::record
