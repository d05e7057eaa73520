// From the document to rules that say which fields are there, in an order in which they can be
// asked.
#include <algorithm>
#include <map>
#include <span>

#include "tollgate/record/presence.h"

namespace tollgate::record {
namespace {

// Seen values as nodes of a graph: the record's fields first, then the cells of its lists.
struct SeenNode {
  FieldPresence* presence = nullptr;
  std::vector<uint32_t> by_value;     // what the value is made of: a computation, a list's cells
  std::vector<uint32_t> by_presence;  // what says whether it is there
};

template <typename Rules>
void add_reads(const Rules& rule, const Names& names, uint32_t first_cell,
               std::vector<uint32_t>& into) {
  if (!rule) return;
  for (const feel::Dependency& d : rule->program.dependencies()) {
    const SlotSource& source = names.source(d.slot);
    if (source.kind != SlotSource::Kind::kField) continue;
    const bool is_cell = first_cell != 0 && source.level == 0;
    into.push_back(is_cell ? first_cell + source.index : source.index);
  }
}

}  // namespace

class PresenceCompiler {
 public:
  PresenceCompiler(const model::App& app, const model::Entity& entity, Diagnostics& problems)
      : app_(app), entity_(entity), problems_(problems), names_(app, entity) {}

  Presence run() && {
    Presence presence;
    compile_fields(presence.fields_);
    if (!any_can_be_hidden(presence.fields_)) return presence;
    make_nodes(presence.fields_);
    // What is left after all that can be asked first and all that nobody asks: circles.
    for (uint32_t node : left_over()) {
      SeenNode& seen = nodes_[node];
      if (!seen.by_presence.empty()) {
        seen.presence->places.clear();
        seen.by_presence.clear();
      }
    }
    put_in_order(presence);
    return presence;
  }

 private:
  // A section's condition is asked for each of its fields, a field's for each of its places.
  ConditionRule condition(const std::optional<model::Condition>& condition, const Names& names) {
    if (!condition || !condition->expression) return made(condition, names);
    const auto [at, is_new] = made_.try_emplace(&*condition->expression);
    if (is_new) at->second = made(condition, names);
    return at->second;
  }
  ConditionRule made(const std::optional<model::Condition>& condition, const Names& names) {
    ConditionRule rule = compile_condition(condition, true, names.scope(), problems_);
    if (reads_viewer(rule, names)) return {true, std::nullopt};
    return rule;
  }

  // A place that always shows the field leaves nothing to ask.
  void add_place(FieldPresence& field, PlaceRule place, bool& always) {
    const bool shown = place.is_constant() && place.section.constant && place.field.constant;
    always = always || shown;
    field.places.push_back(std::move(place));
  }

  void compile_fields(std::vector<FieldPresence>& fields) {
    const model::Workflow* workflow = app_.workflow_of(entity_.id);
    model::App::FieldPlaces all = app_.places_in(entity_.id);
    for (const model::Field& model : entity_.fields) {
      FieldPresence& field = fields.emplace_back();
      field.model = &model;
      bool always = workflow != nullptr && workflow->stage_field == model.id;
      const std::vector<model::FieldPlace>& places = all[model.id];
      for (const model::FieldPlace& place : places) {
        add_place(field,
                  {place.form, condition(place.section->visible, names_),
                   condition(place.field->visible ? place.field->visible : model.visible, names_)},
                  always);
      }
      if (places.empty()) add_place(field, {nullptr, {}, condition(model.visible, names_)}, always);
      if (always) field.places.clear();
      if (model::is_list(model.type)) compile_cells(field);
    }
  }

  void compile_cells(FieldPresence& list) {
    list.item_names = std::make_unique<Names>(app_, entity_, std::vector{list.model});
    for (const model::Field& model : list.model->fields) {
      FieldPresence& cell = list.cells.emplace_back();
      cell.model = &model;
      bool always = false;
      add_place(cell, {nullptr, {}, condition(model.visible, *list.item_names)}, always);
      if (always) cell.places.clear();
    }
  }

  static bool any_can_be_hidden(const std::vector<FieldPresence>& fields) {
    return std::any_of(fields.begin(), fields.end(), [](const FieldPresence& field) {
      return field.can_be_hidden() || any_can_be_hidden(field.cells);
    });
  }

  void make_nodes(std::vector<FieldPresence>& fields) {
    for (FieldPresence& field : fields) nodes_.push_back({&field, {}, {}});
    for (uint32_t i = 0; i < fields.size(); ++i) {
      FieldPresence& field = fields[i];
      read(nodes_[i], names_, 0);
      const auto first = static_cast<uint32_t>(nodes_.size());
      first_cell_.push_back(first);
      for (uint32_t c = 0; c < field.cells.size(); ++c) {
        nodes_[i].by_value.push_back(first + c);
        nodes_.push_back({&field.cells[c], {}, {}});
      }
      for (uint32_t c = 0; c < field.cells.size(); ++c) {
        read(nodes_[first + c], *field.item_names, first);
      }
    }
  }

  void read(SeenNode& node, const Names& names, uint32_t first_cell) {
    if (node.presence->model->computed) {
      Diagnostics ignored;  // the form's rules report it
      add_reads(compile_rule(*node.presence->model->computed, names.scope(), ignored), names,
                first_cell, node.by_value);
    }
    for (const PlaceRule& place : node.presence->places) {
      add_reads(place.section.rule, names, first_cell, node.by_presence);
      add_reads(place.field.rule, names, first_cell, node.by_presence);
    }
  }

  // Nodes in an order in which each comes behind what it reads; those of circles, and behind them,
  // are missing. `backwards` goes against the arrows.
  std::vector<uint32_t> peeled(bool backwards) const {
    std::vector<std::vector<uint32_t>> readers(nodes_.size());
    std::vector<size_t> waits_for(nodes_.size());
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      for (const auto* reads : {&nodes_[i].by_value, &nodes_[i].by_presence}) {
        for (uint32_t other : *reads) {
          readers[backwards ? i : other].push_back(backwards ? other : i);
          ++waits_for[backwards ? other : i];
        }
      }
    }
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (waits_for[i] == 0) order.push_back(i);
    }
    for (size_t next = 0; next < order.size(); ++next) {
      for (uint32_t reader : readers[order[next]]) {
        if (--waits_for[reader] == 0) order.push_back(reader);
      }
    }
    return order;
  }

  std::vector<uint32_t> left_over() const {
    std::vector<bool> peeled_off(nodes_.size());
    for (bool backwards : {false, true}) {
      for (uint32_t node : peeled(backwards)) peeled_off[node] = true;
    }
    std::vector<uint32_t> left;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (!peeled_off[i]) left.push_back(i);
    }
    return left;
  }

  void put_in_order(Presence& presence) {
    const std::vector<uint32_t> order = peeled(false);
    std::vector<size_t> rank(nodes_.size(), nodes_.size());
    for (size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    const auto by_rank = [&](uint32_t a, uint32_t b) { return rank[a] < rank[b]; };
    for (uint32_t i = 0; i < presence.fields_.size(); ++i) {
      FieldPresence& field = presence.fields_[i];
      order_cells(field, std::span(rank).subspan(first_cell_[i]));
      if (field.can_be_hidden() || !field.cell_order.empty()) presence.order_.push_back(i);
    }
    std::stable_sort(presence.order_.begin(), presence.order_.end(), by_rank);
  }

  // `rank` begins with that of the list's first cell.
  void order_cells(FieldPresence& list, std::span<const size_t> rank) {
    std::vector<std::pair<size_t, uint32_t>> ranked;
    for (uint32_t c = 0; c < list.cells.size(); ++c) {
      const FieldPresence& cell = list.cells[c];
      if (!cell.can_be_hidden()) continue;
      ranked.emplace_back(rank[c], c);
      for (const PlaceRule& place : cell.places) {
        if (!place.field.rule) continue;
        for (const feel::Dependency& d : place.field.rule->program.dependencies()) {
          list.item_slots.push_back(d.slot);
        }
      }
    }
    std::sort(ranked.begin(), ranked.end());
    for (const auto& [at, cell] : ranked) list.cell_order.push_back(cell);
  }

  const model::App& app_;
  const model::Entity& entity_;
  Diagnostics& problems_;
  Names names_;
  std::map<const model::Expression*, ConditionRule> made_;
  std::vector<SeenNode> nodes_;
  std::vector<uint32_t> first_cell_;  // by field: the node of its first cell, if it has cells
};

Presence Presence::compile(const model::App& app, const model::Entity& entity,
                           Diagnostics& problems) {
  return PresenceCompiler(app, entity, problems).run();
}

}  // namespace tollgate::record
