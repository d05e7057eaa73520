// Which computed fields and defaults read which fields: a cycle has no first value.
#include <string>
#include <utility>
#include <vector>

#include "compiled_form.h"
#include "tollgate/graph/graph.h"

namespace tollgate::form {
namespace {

using graph::NodeId;
using record::SlotSource;

// One node for each field of the record and of its lists' items (whatever the number of items).
struct Static {
  FieldRules* rules = nullptr;
  std::string path;
};

struct Level {
  ContainerRules* rules = nullptr;
  std::vector<NodeId> nodes;
};

class CycleCheck {
 public:
  CycleCheck(CompiledForm& form, bool with_defaults) : with_defaults_(with_defaults) {
    std::vector<Level> levels;
    add_container(*form.root, "", levels);
    std::vector<Level> path;
    wire_container(*form.root, path);
  }

  std::vector<const Static*> find() {
    std::vector<const Static*> cycle;
    for (NodeId node : graph_.find_cycle()) cycle.push_back(&fields_[node]);
    return cycle;
  }

 private:
  void add_container(ContainerRules& container, const std::string& prefix,
                     std::vector<Level>& levels) {
    Level level{&container, {}};
    for (FieldRules& field : container.fields) {
      const NodeId node = graph_.add_node();
      fields_.push_back({&field, prefix + field.model->id});
      level.nodes.push_back(node);
    }
    nodes_.emplace_back(&container, level.nodes);
    for (FieldRules& field : container.fields) {
      if (field.items) add_container(*field.items, prefix + field.model->id + "/", levels);
    }
  }

  const std::vector<NodeId>& nodes_of(const ContainerRules* container) const {
    for (const auto& [rules, nodes] : nodes_) {
      if (rules == container) return nodes;
    }
    return nodes_.front().second;
  }

  void wire_container(ContainerRules& container, std::vector<Level>& outer) {
    outer.push_back({&container, nodes_of(&container)});
    for (size_t i = 0; i < container.fields.size(); ++i) {
      FieldRules& field = container.fields[i];
      std::vector<NodeId> inputs;
      const auto read = [&](const std::optional<record::Rule>& rule) {
        if (!rule) return;
        for (const feel::Dependency& d : rule->program.dependencies()) {
          const SlotSource& source = container.names.source(d.slot);
          if (source.kind != SlotSource::Kind::kField) continue;
          const Level& level = outer[outer.size() - 1 - source.level];
          inputs.push_back(level.nodes[source.index]);
        }
      };
      read(field.computed);
      if (with_defaults_) {
        read(field.initial);
        // A hidden field is null for the default that reads it.
        for (const record::PlaceRule& place : field.presence->places) {
          read(place.section.rule);
          read(place.field.rule);
        }
      }
      if (field.items) {
        wire_container(*field.items, outer);
        const std::vector<NodeId>& members = nodes_of(field.items.get());
        inputs.insert(inputs.end(), members.begin(), members.end());
      }
      graph_.set_inputs(outer.back().nodes[i], std::move(inputs));
    }
    outer.pop_back();
  }

  bool with_defaults_;
  graph::Graph graph_;
  std::vector<Static> fields_;  // by node
  std::vector<std::pair<const ContainerRules*, std::vector<NodeId>>> nodes_;
};

// People know a field by its label, those who write the document by its id.
LocalizedText named(const FieldRules& field, const std::string& path) {
  return {"“" + field.label.zh + "”（" + path + "）", "“" + field.label.en + "” (" + path + ")"};
}

LocalizedText joined(const std::vector<const Static*>& cycle) {
  LocalizedText text;
  for (const Static* field : cycle) {
    const LocalizedText name = named(*field->rules, field->path);
    const char* arrow = text.zh.empty() ? "" : " → ";
    text.zh += arrow + name.zh;
    text.en += arrow + name.en;
  }
  return text;
}

}  // namespace

void check_cycles(CompiledForm& form, Diagnostics& problems) {
  std::vector<const Static*> cycle;
  {
    CycleCheck check(form, false);
    cycle = check.find();
    if (!cycle.empty()) {
      const LocalizedText path = joined(cycle);
      problems.push_back(make_error(
          "form.cycle",
          {"计算字段互相依赖，永远算不出来：" + path.zh + "。请让其中一个不再依赖下一个。",
           "Computed fields depend on each other in a circle: " + path.en +
               ". Let one of them no longer read the next."},
          {.source = form.entity->id,
           .pointer = cycle[0]->rules->computed ? cycle[0]->rules->computed->pointer
                                                : cycle[0]->rules->model->pointer}));
      return;
    }
  }
  // A default is only a start value: one that would close a circle gives way.
  for (;;) {
    CycleCheck check(form, true);
    cycle = check.find();
    if (cycle.empty()) return;
    FieldRules* with_default = nullptr;
    for (const Static* field : cycle) {
      if (field->rules->initial) with_default = field->rules;
    }
    if (with_default == nullptr) return;
    const LocalizedText path = joined(cycle);
    const LocalizedText field = named(*with_default, with_default->model->id);
    problems.push_back(make_warning(
        "form.default_cycle",
        {"默认值互相依赖：" + path.zh + "；" + field.zh + "的默认值不起作用。",
         "Defaults depend on each other: " + path.en + "; that of " + field.en + " is left out."},
        {.source = form.entity->id, .pointer = with_default->initial->pointer}));
    with_default->initial.reset();
  }
}

}  // namespace tollgate::form
