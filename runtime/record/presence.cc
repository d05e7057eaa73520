#include "tollgate/record/presence.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace tollgate::record {

using feel::Value;

bool reads_viewer(const ConditionRule& condition, const Names& names) {
  if (!condition.rule) return false;
  if (condition.rule->reads_clock) return true;
  for (const feel::Dependency& d : condition.rule->program.dependencies()) {
    if (d.slot == names.user()) return true;
  }
  return false;
}

bool FieldPresence::moves() const {
  return std::any_of(places.begin(), places.end(),
                     [](const PlaceRule& place) { return !place.is_constant(); });
}

namespace {

bool holds(const ConditionRule& condition, std::span<const Value> slots,
           const RuleContext& context) {
  if (!condition.rule) return condition.constant;
  const Outcome outcome = run_boolean(*condition.rule, slots, context);
  return outcome.failure.has_value() || outcome.value.is_true();
}

bool is_there(const FieldPresence& field, std::span<const Value> slots,
              const RuleContext& context) {
  if (!field.can_be_hidden()) return true;
  return std::any_of(field.places.begin(), field.places.end(),
                     [&](const PlaceRule& place) { return shows(place, slots, context); });
}

// The slots that conditions inside an item read, from the item and the record around it.
void fill_item_slots(const FieldPresence& list, const Value& item, const RecordView& view,
                     std::vector<Value>& slots) {
  for (uint32_t slot : list.item_slots) {
    const SlotSource& source = list.item_names->source(slot);
    switch (source.kind) {
      case SlotSource::Kind::kField:
        if (source.level > 0) {
          slots[slot] = view.slots[source.index];
        } else {
          const Value* cell = item.find(list.cells[source.index].model->id);
          slots[slot] = cell == nullptr ? Value::null() : *cell;
        }
        break;
      case SlotSource::Kind::kRecord:
        slots[slot] = view.slots[view.names->record()];
        break;
      default:
        slots[slot] = Value::null();
    }
  }
}

// Without the cells that are hidden; the same value when there are none.
Value without_hidden_cells(const FieldPresence& list, uint32_t index, const RecordView& view,
                           const RuleContext& context, Hidden& hidden) {
  const Value& value = view.slots[index];
  if (!value.is_list()) return value;
  std::vector<Value> items(value.as_list().begin(), value.as_list().end());
  std::vector<Value> slots(list.item_names->size());
  bool any = false;
  for (uint32_t i = 0; i < items.size(); ++i) {
    for (uint32_t number : list.cell_order) {
      const FieldPresence& cell = list.cells[number];
      const Value* held = items[i].find(cell.model->id);
      if (held == nullptr || held->is_null()) continue;
      fill_item_slots(list, items[i], view, slots);
      if (is_there(cell, slots, context)) continue;
      hidden.cells.push_back({index, i, number});
      std::vector<std::pair<std::string, Value>> members;
      for (const FieldPresence& other : list.cells) {
        const Value* kept = items[i].find(other.model->id);
        if (kept == nullptr) continue;
        members.emplace_back(other.model->id, &other == &cell ? Value::null() : *kept);
      }
      items[i] = Value::context(std::move(members));
      any = true;
    }
  }
  return any ? Value::list(std::move(items)) : value;
}

}  // namespace

bool shows(const PlaceRule& place, std::span<const Value> slots, const RuleContext& context) {
  return holds(place.section, slots, context) && holds(place.field, slots, context);
}

Hidden Presence::hide(RecordView& view, const RuleContext& context) const {
  Hidden hidden;
  for (uint32_t index : order_) {
    const FieldPresence& field = fields_[index];
    if (view.slots[index].is_null()) continue;
    if (!is_there(field, view.slots, context)) {
      view.slots[index] = Value::null();
      hidden.fields.push_back(index);
    } else if (!field.cell_order.empty()) {
      view.slots[index] = without_hidden_cells(field, index, view, context, hidden);
    }
  }
  return hidden;
}

void remove_hidden(Json& values, const model::Entity& entity, const Hidden& hidden) {
  for (uint32_t index : hidden.fields) values.erase(entity.fields[index].id);
  for (const Hidden::Cell& cell : hidden.cells) {
    const model::Field& list = entity.fields[cell.list];
    const auto items = values.find(list.id);
    if (items == values.end() || !items->is_array() || cell.item >= items->size()) continue;
    Json& item = (*items)[cell.item];
    if (item.is_object()) item.erase(list.fields[cell.cell].id);
  }
}

}  // namespace tollgate::record
