// Containers of fields and their nodes in the graph.
#include <nlohmann/json.hpp>

#include "session_impl.h"

namespace tollgate::form {

using record::SlotSource;

std::unique_ptr<Container> FormSession::Impl::make_container(const ContainerRules& rules,
                                                             Container* parent, Field* list) {
  auto container = std::make_unique<Container>();
  container->rules = &rules;
  container->parent = parent;
  container->list = list;
  container->values.resize(parent == nullptr ? rules.names.size() : rules.fields.size());
  container->fields.resize(rules.fields.size());
  for (uint32_t i = 0; i < rules.fields.size(); ++i) {
    Field& field = container->fields[i];
    field.rules = &rules.fields[i];
    field.owner = container.get();
    field.index = i;
    field.access = access_of(*field.rules, list);
    field.visible = field.rules->is_placed && field.rules->visible.constant && !field.is_withheld();
    field.present = !field.rules->presence->can_be_hidden();
    field.required = field.rules->required.constant;
    field.read_only = field.rules->read_only.constant || field.rules->is_stage ||
                      field.model().computed.has_value() ||
                      field.access != model::FieldAccess::kFull;
    field.validation_findings.resize(field.rules->validations.size());
  }
  return container;
}

NodeId FormSession::Impl::add_node(NodeKind kind, Field* field, uint32_t number, bool reads_clock) {
  const NodeId node = graph_.add_node();
  if (nodes_.size() <= node) nodes_.resize(node + 1);
  nodes_[node] = {kind, field, number, reads_clock};
  if (kind != NodeKind::kInput) graph_.invalidate(node);
  return node;
}

void FormSession::Impl::make_nodes(Container& container) {
  const auto clock = [](const std::optional<record::Rule>& rule) {
    return rule && rule->reads_clock;
  };
  for (Field& field : container.fields) {
    const FieldRules& rules = *field.rules;
    const NodeKind kind = rules.computed ? NodeKind::kComputed
                          : rules.items  ? NodeKind::kList
                                         : NodeKind::kInput;
    field.own_node = field.seen_node = add_node(kind, &field, 0, clock(rules.computed));
    const bool moves = rules.presence->moves();
    // A list is made of what its items show, and is itself there or not, in one.
    if (moves && kind != NodeKind::kList) field.seen_node = add_node(NodeKind::kSeen, &field);
    if (rules.filter)
      field.filter_node = add_node(NodeKind::kFilter, &field, 0, clock(rules.filter));
    const bool section_moves = rules.is_placed && sections_[rules.section].node != kNoNode;
    const bool list_moves = container.list != nullptr && container.list->visible_node != kNoNode;
    if (moves || (rules.is_placed && (rules.visible.rule || section_moves || list_moves))) {
      field.visible_node = add_node(NodeKind::kVisible, &field, 0, clock(rules.visible.rule));
    } else if (container.list != nullptr) {
      field.visible = field.visible && container.list->visible;
    }
    if (!rules.is_placed) continue;
    if (rules.required.rule) {
      field.required_node = add_node(NodeKind::kRequired, &field, 0, clock(rules.required.rule));
    }
    if (rules.read_only.rule) {
      field.read_only_node = add_node(NodeKind::kReadOnly, &field, 0, clock(rules.read_only.rule));
    }
    for (uint32_t i = 0; i < rules.validations.size(); ++i) {
      const ValidationRule& validation = rules.validations[i];
      field.validation_nodes.push_back(
          add_node(NodeKind::kValidation, &field, i,
                   validation.test.reads_clock || validation.message.reads_clock()));
    }
    field.findings_node = add_node(NodeKind::kFindings, &field);
  }
}

std::vector<NodeId> FormSession::Impl::inputs_of(const Container& container,
                                                 std::span<const uint32_t> slots) const {
  std::vector<NodeId> inputs;
  for (uint32_t slot : slots) {
    const SlotSource& source = container.rules->names.source(slot);
    if (source.kind == SlotSource::Kind::kRecord || source.kind == SlotSource::Kind::kUser) {
      inputs.push_back(record_node_);
    }
    if (source.kind != SlotSource::Kind::kField) continue;
    const Container* level = &container;
    for (uint32_t up = 0; up < source.level; ++up) level = level->parent;
    inputs.push_back(level->fields[source.index].seen_node);
  }
  return inputs;
}

std::vector<NodeId> FormSession::Impl::inputs_of(const Container& container,
                                                 const record::Rule& rule) const {
  std::vector<uint32_t> slots;
  for (const feel::Dependency& d : rule.program.dependencies()) slots.push_back(d.slot);
  return inputs_of(container, slots);
}

void FormSession::Impl::wire(Container& container) {
  const auto set = [&](NodeId node, const std::optional<record::Rule>& rule,
                       std::initializer_list<NodeId> more = {}) {
    if (node == kNoNode) return;
    std::vector<NodeId> inputs = rule ? inputs_of(container, *rule) : std::vector<NodeId>();
    for (NodeId input : more) {
      if (input != kNoNode) inputs.push_back(input);
    }
    graph_.set_inputs(node, std::move(inputs));
  };
  const NodeId list_visible = container.list == nullptr ? kNoNode : container.list->visible_node;
  for (Field& field : container.fields) {
    const FieldRules& rules = *field.rules;
    if (rules.computed) set(field.own_node, rules.computed);
    if (field.seen_node != field.own_node) {
      graph_.set_inputs(field.seen_node, {field.own_node, field.visible_node});
    }
    set(field.filter_node, rules.filter, {field.seen_node});
    wire_visible(field, list_visible);
    if (!rules.is_placed) continue;
    set(field.required_node, rules.required.rule);
    set(field.read_only_node, rules.read_only.rule);
    std::vector<NodeId> findings{field.seen_node};
    for (NodeId node :
         {field.visible_node, field.required_node, field.read_only_node, field.filter_node}) {
      if (node != kNoNode) findings.push_back(node);
    }
    for (size_t i = 0; i < rules.validations.size(); ++i) {
      std::vector<NodeId> inputs = inputs_of(container, rules.validations[i].test);
      const std::vector<NodeId> more =
          inputs_of(container, rules.validations[i].message.slots_read());
      inputs.insert(inputs.end(), more.begin(), more.end());
      graph_.set_inputs(field.validation_nodes[i], std::move(inputs));
      findings.push_back(field.validation_nodes[i]);
    }
    graph_.set_inputs(field.findings_node, std::move(findings));
  }
}

void FormSession::Impl::wire_visible(Field& field, NodeId list_visible) {
  if (field.visible_node == kNoNode) return;
  const FieldRules& rules = *field.rules;
  std::vector<NodeId> inputs;
  const auto read = [&](const record::ConditionRule& condition) {
    if (!condition.rule) return;
    const std::vector<NodeId> more = inputs_of(*field.owner, *condition.rule);
    inputs.insert(inputs.end(), more.begin(), more.end());
  };
  if (rules.is_placed) {
    read(rules.visible);
    for (NodeId node : {sections_[rules.section].node, list_visible}) {
      if (node != kNoNode) inputs.push_back(node);
    }
  }
  for (const record::PlaceRule& place : rules.presence->places) {
    read(place.section);
    read(place.field);
  }
  graph_.set_inputs(field.visible_node, std::move(inputs));
  if (rules.items && !rules.computed) wire_list(field);
}

void FormSession::Impl::wire_list(Field& list) {
  std::vector<NodeId> inputs;
  if (list.rules->presence->moves()) inputs.push_back(list.visible_node);
  for (const auto& item : list.items) {
    for (const Field& member : item->fields) inputs.push_back(member.seen_node);
  }
  graph_.set_inputs(list.seen_node, std::move(inputs));
  graph_.invalidate(list.seen_node);
}

void FormSession::Impl::remove_nodes(Container& container) {
  const auto remove = [&](NodeId& node) {
    if (node == kNoNode) return;
    graph_.remove_node(node);
    nodes_[node] = {};
    node = kNoNode;
  };
  for (Field& field : container.fields) {
    for (auto& item : field.items) remove_nodes(*item);
    std::erase(open_defaults_, &field);
    remove(field.findings_node);
    for (NodeId& node : field.validation_nodes) remove(node);
    remove(field.filter_node);
    remove(field.read_only_node);
    remove(field.required_node);
    remove(field.visible_node);
    if (field.seen_node != field.own_node) remove(field.seen_node);
    remove(field.own_node);
  }
}

// A default may read other fields and their defaults: for one propagation the field is computed.
void FormSession::Impl::start_defaults(Container& container) {
  for (Field& field : container.fields) {
    if (!field.rules->initial || field.rules->computed) continue;
    if (!field.own.is_null() || !field.text.empty() || !field.items.empty()) continue;
    nodes_[field.own_node].kind = NodeKind::kInitial;
    graph_.set_inputs(field.own_node, inputs_of(container, *field.rules->initial));
    graph_.invalidate(field.own_node);
    open_defaults_.push_back(&field);
  }
}

void FormSession::Impl::end_defaults() {
  for (Field* field : std::exchange(open_defaults_, {})) {
    nodes_[field->own_node].kind = field->rules->items ? NodeKind::kList : NodeKind::kInput;
    graph_.set_inputs(field->own_node, {});
    if (!field->rules->items) continue;
    const feel::Value items = std::exchange(field->own, {});
    apply_items(*field, items, Origin::kDefault);
    wire_list(*field);
  }
}

void FormSession::Impl::touch_all(Container& container) {
  each_field(container, [](Field& field) { field.changed = kAllBits; });
}

}  // namespace tollgate::form
