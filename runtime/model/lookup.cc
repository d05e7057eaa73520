// Finding things by id. Most lists are short; whoever looks up often keeps the pointer. Those that
// can be long have an index.
#include "tollgate/model/app.h"

namespace tollgate::model {
namespace {

template <typename T>
const T* find_by_id(const std::vector<T>& items, std::string_view id) {
  for (const T& item : items) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

constexpr auto id_of = [](const auto& item) -> std::string_view { return item.id; };
constexpr auto entity_of = [](const EntityPermission& permission) -> std::string_view {
  return permission.entity;
};
constexpr auto field_of = [](const FieldPermission& permission) -> std::string_view {
  return permission.field;
};

template <typename T>
const T* find_by_entity(const std::vector<T>& items, std::string_view entity) {
  for (const T& item : items) {
    if (item.entity == entity) return &item;
  }
  return nullptr;
}

}  // namespace

const Option* Field::find_option(std::string_view option_id) const {
  return options_by_id.find(options, id_of, option_id);
}
const Field* Field::find_field(std::string_view field_id) const {
  return find_by_id(fields, field_id);
}
const Field* Entity::find_field(std::string_view field_id) const {
  return fields_by_id.find(fields, id_of, field_id);
}

const FieldPermission* EntityPermission::find_field(std::string_view field_id) const {
  return fields_by_id.find(fields, field_of, field_id);
}
const EntityPermission* Permissions::find_entity(std::string_view entity_id) const {
  return by_entity.find(entities, entity_of, entity_id);
}

const FormField* Form::find_field(std::string_view field_id) const {
  for (const Section& section : sections) {
    for (const FormField& field : section.fields) {
      if (field.field == field_id) return &field;
    }
  }
  return nullptr;
}

const Criterion* Scorecard::find_criterion(std::string_view criterion_id) const {
  return find_by_id(criteria, criterion_id);
}
const Pool* Scorecard::find_pool(std::string_view pool_id) const {
  return find_by_id(pools, pool_id);
}

const Stage* Workflow::find_stage(std::string_view stage_id) const {
  return find_by_id(stages, stage_id);
}
int Workflow::index_of(std::string_view stage_id) const {
  const Stage* stage = find_stage(stage_id);
  return stage == nullptr ? -1 : static_cast<int>(stage - stages.data());
}
const Transition* Workflow::find_transition(std::string_view from, std::string_view to) const {
  for (const Transition& transition : transitions) {
    if (transition.from == from && transition.to == to) return &transition;
  }
  return nullptr;
}

const Widget* Dashboard::find_widget(std::string_view widget_id) const {
  return find_by_id(widgets, widget_id);
}

const Role* App::find_role(std::string_view role_id) const { return find_by_id(roles, role_id); }
const Entity* App::find_entity(std::string_view entity_id) const {
  return find_by_id(entities, entity_id);
}
const Form* App::find_form(std::string_view form_id) const { return find_by_id(forms, form_id); }
const Scorecard* App::find_scorecard(std::string_view scorecard_id) const {
  return find_by_id(scorecards, scorecard_id);
}
const Workflow* App::find_workflow(std::string_view workflow_id) const {
  return find_by_id(workflows, workflow_id);
}
const Automation* App::find_automation(std::string_view automation_id) const {
  return find_by_id(automations, automation_id);
}
const View* App::find_view(std::string_view view_id) const { return find_by_id(views, view_id); }
const Metric* App::find_metric(std::string_view metric_id) const {
  return find_by_id(metrics, metric_id);
}
const Dashboard* App::find_dashboard(std::string_view dashboard_id) const {
  return find_by_id(dashboards, dashboard_id);
}
const QuickFilter* App::find_quick_filter(std::string_view filter_id) const {
  return find_by_id(quick_filters, filter_id);
}

bool App::has_permissions() const {
  for (const Role& role : roles) {
    if (role.permissions) return true;
  }
  return false;
}

const Workflow* App::workflow_of(std::string_view entity_id) const {
  return find_by_entity(workflows, entity_id);
}
const Form* App::form_of(std::string_view entity_id) const {
  return find_by_entity(forms, entity_id);
}

App::FieldPlaces App::places_in(std::string_view entity_id) const {
  FieldPlaces places;
  for (const Form& form : forms) {
    if (form.entity != entity_id) continue;
    for (const Section& section : form.sections) {
      for (const FormField& field : section.fields) {
        places[field.field].push_back({&form, &section, &field});
      }
    }
  }
  return places;
}

const Scorecard* App::scorecard_with_pool(std::string_view pool_id, const Pool** pool) const {
  for (const Scorecard& scorecard : scorecards) {
    if (const Pool* found = scorecard.find_pool(pool_id)) {
      if (pool != nullptr) *pool = found;
      return &scorecard;
    }
  }
  return nullptr;
}

const Entity* App::entity_set_by(const SetField& set, std::string_view entity_id) const {
  const Entity* entity = find_entity(entity_id);
  if (entity == nullptr || set.record.empty()) return entity;
  const Field* reference = entity->find_field(set.record);
  if (reference == nullptr || !is_reference(reference->type)) return nullptr;
  return find_entity(reference->entity);
}

const std::string& App::text_for(const Text& text, std::string_view locale) const {
  return text.in(locale, locales.empty() ? std::string_view() : locales.front());
}

}  // namespace tollgate::model
