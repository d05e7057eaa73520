#include "expression_uses.h"

#include <set>

#include "effects/effects.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/model/value_types.h"
#include "widgets/widgets.h"

namespace tollgate::lint {

using feel::Type;
using namespace model;

namespace {

class Collector {
 public:
  Collector(const App& app, Scopes& scopes) : app_(app), scopes_(scopes) {}

  std::vector<ExpressionUse> collect() && {
    if (app_.users) {
      maybe(app_.users->role, scopes_.record(app_.users->entity), Type::string());
    }
    for (const Role& role : app_.roles) collect_permissions(role);
    for (const Entity& entity : app_.entities) {
      maybe(entity.title, scopes_.record(entity.id));
      for (const FollowUp& follow_up : entity.follow_ups) collect_follow_up(entity, follow_up);
      for (const Field& field : entity.fields) collect_field(entity.id, field, nullptr);
    }
    for (const Form& form : app_.forms) collect_form(form);
    for (const Scorecard& scorecard : app_.scorecards) collect_scorecard(scorecard);
    for (const Workflow& workflow : app_.workflows) collect_workflow(workflow);
    for (const Automation& automation : app_.automations) collect_automation(automation);
    for (const View& view : app_.views) collect_view(view);
    for (const Metric& metric : app_.metrics) collect_metric(metric);
    for (const Dashboard& dashboard : app_.dashboards) {
      for (const DashboardFilter& filter : dashboard.filters) {
        maybe(filter.default_value, scopes_.user(), value_type(filter.entity, filter.field));
      }
      for (const Widget& widget : dashboard.widgets) collect_widget(widget);
    }
    for (const QuickFilter& filter : app_.quick_filters) collect_quick_filter(filter);
    return std::move(uses_);
  }

 private:
  void expression(const Expression& e, const KnownScope& scope,
                  std::optional<Type> expected = std::nullopt) {
    uses_.push_back({e.text, e.pointer, 0, &scope, std::move(expected)});
  }
  void test(const Expression& e, const KnownScope& scope) { expression(e, scope, Type::boolean()); }
  void maybe(const std::optional<Expression>& e, const KnownScope& scope,
             std::optional<Type> expected = std::nullopt) {
    if (e) expression(*e, scope, std::move(expected));
  }
  void condition(const std::optional<Condition>& c, const KnownScope& scope) {
    if (c && c->expression) test(*c->expression, scope);
  }
  void message(const Message& m, const KnownScope& scope) {
    for (const auto& [locale, text] : m.text.by_locale) {
      for (const MessagePart& part : split_message(text)) {
        if (!part.is_expression) continue;
        uses_.push_back({part.text, pointer_child(m.pointer, locale), part.offset, &scope, {}});
      }
    }
  }

  std::optional<Type> value_type(const std::string& entity_id, const std::string& field_id) const {
    const Entity* entity = app_.find_entity(entity_id);
    const Field* field = entity != nullptr ? entity->find_field(field_id) : nullptr;
    return field != nullptr ? assignable_type(app_, *field) : std::nullopt;
  }

  void collect_permissions(const Role& role) {
    if (!role.permissions) return;
    for (const EntityPermission& permission : role.permissions->entities) {
      for (const RowPermission* rows :
           {&permission.read, &permission.create, &permission.update, &permission.remove}) {
        maybe(rows->when, scopes_.record(permission.entity), Type::boolean());
      }
    }
  }

  void collect_field(const std::string& entity, const Field& field, const Field* list) {
    const KnownScope& scope =
        list != nullptr ? scopes_.list_item(entity, *list) : scopes_.record(entity);
    condition(field.required, scope);
    condition(field.visible, scope);
    condition(field.read_only, scope);
    maybe(field.default_value, scope, assignable_type(app_, field));
    maybe(field.computed, scope, assignable_type(app_, field));
    for (const Validation& validation : field.validations) {
      test(validation.test, scope);
      message(validation.message, scope);
    }
    maybe(field.filter, scopes_.with_item(entity, field.entity, list), Type::boolean());
    // Lists inside lists are refused by field_members; their parts see the outer list alone.
    for (const Field& part : field.fields)
      collect_field(entity, part, list != nullptr ? list : &field);
  }

  void collect_follow_up(const Entity& entity, const FollowUp& follow_up) {
    const KnownScope& scope = scopes_.record(entity.id);
    maybe(follow_up.when, scope, Type::boolean());
    const Form* form = app_.find_form(follow_up.form);
    for (const Assignment& set : follow_up.set) {
      expression(set.value, scope, form ? value_type(form->entity, set.field) : std::nullopt);
    }
  }

  void collect_form(const Form& form) {
    const KnownScope& scope = scopes_.record(form.entity);
    for (const Section& section : form.sections) {
      condition(section.visible, scope);
      for (const FormField& field : section.fields) {
        condition(field.required, scope);
        condition(field.visible, scope);
        condition(field.read_only, scope);
      }
    }
    const Entity* entity = app_.find_entity(form.entity);
    for (const Prefill& prefill : form.prefill) {
      const Field* from = entity != nullptr ? entity->find_field(prefill.from) : nullptr;
      std::string item = from != nullptr ? from->entity : std::string();
      if (prefill.find) {
        item = prefill.find->entity;
        for (const FindWhere& where : prefill.find->where) {
          expression(where.value, scope, value_type(item, where.field));
        }
        maybe(prefill.find->before, scope, value_type(item, prefill.find->latest));
      }
      const KnownScope& with_item = scopes_.with_item(form.entity, item);
      for (const Assignment& set : prefill.set) {
        expression(set.value, with_item, value_type(form.entity, set.field));
      }
    }
  }

  void collect_scorecard(const Scorecard& scorecard) {
    const KnownScope& scope = scopes_.record(scorecard.entity);
    maybe(scorecard.when, scope, Type::boolean());
    for (const Criterion& criterion : scorecard.criteria) {
      maybe(criterion.asked, scope, Type::boolean());
      expression(criterion.met, scope);
      message(criterion.advice, scope);
    }
  }

  void collect_workflow(const Workflow& workflow) {
    const KnownScope& scope = scopes_.scored_record(workflow.entity);
    for (const Stage& stage : workflow.stages) {
      for (const Requirement& requirement : stage.requirements) {
        test(requirement.test, scope);
        message(requirement.message, scope);
      }
    }
  }

  void collect_automation(const Automation& automation) {
    const KnownScope& scope = scopes_.scored_record(automation.on.entity);
    maybe(automation.when, scope, Type::boolean());
    for (const Effect& effect : automation.effects) {
      const EffectParts parts = parts_of(app_, automation.on.entity, effect);
      for (const EffectExpression& part : parts.expressions) {
        const KnownScope& seen =
            part.item.empty() ? scope : scopes_.with_item(automation.on.entity, part.item);
        expression(*part.expression, seen,
                   part.field ? assignable_type(app_, *part.field) : std::nullopt);
      }
      for (const Message* part : parts.messages) message(*part, scope);
    }
  }

  void collect_view(const View& view) {
    const KnownScope& scope = scopes_.scored_record(view.entity);
    maybe(view.filter, scope, Type::boolean());
    for (const Column& column : view.columns) maybe(column.value, scope);
    maybe(view.location, scope);
  }

  void collect_metric(const Metric& metric) {
    const KnownScope& scope = scopes_.scored_record(metric.entity);
    const bool numeric = metric.aggregate == Aggregate::kSum ||
                         metric.aggregate == Aggregate::kAverage ||
                         metric.aggregate == Aggregate::kMedian;
    maybe(metric.value, scope, numeric ? std::optional(Type::number()) : std::nullopt);
    maybe(metric.test, scope, Type::boolean());
    maybe(metric.filter, scope, Type::boolean());
    if (metric.among) {
      std::set<std::string> entities{metric.entity};
      grouped_entities(metric.among->metric, entities);
      group_by(Grouping(metric.among->group_by), entities);
    }
  }

  // The entities on whose records a metric's groups are evaluated.
  void grouped_entities(const std::string& metric_id, std::set<std::string>& entities,
                        int depth = 0) const {
    const Metric* metric = app_.find_metric(metric_id);
    if (metric == nullptr) return;
    if (metric->aggregate != Aggregate::kRatio || depth > 0) {
      entities.insert(metric->entity);
      return;
    }
    grouped_entities(metric->numerator, entities, depth + 1);
    grouped_entities(metric->denominator, entities, depth + 1);
  }

  void group_by(const std::optional<Grouping>& grouping, const std::set<std::string>& entities) {
    if (!grouping) return;
    for (const std::string& entity : entities) {
      expression(*grouping, scopes_.scored_record(entity));
      uses_.back().period = grouping->by;
    }
  }

  void collect_widget(const Widget& widget) {
    std::set<std::string> entities;
    const WidgetParts parts = parts_of(widget);
    for (const std::string& metric : parts.metrics) grouped_entities(metric, entities);
    if (const Workflow* workflow = app_.find_workflow(parts.workflow)) {
      entities.insert(workflow->entity);
    }
    group_by(parts.group_by, entities);
    group_by(parts.split_by, entities);
    if (widget.drill) group_by(widget.drill->group_by, entities);
    if (const auto* checks = std::get_if<ChecksWidget>(&widget.kind)) {
      for (const Check& check : checks->checks) collect_check(check);
    }
    if (const auto* coverage = std::get_if<CoverageWidget>(&widget.kind)) {
      if (coverage->dispatch) collect_dispatch(*coverage->dispatch);
    }
  }

  void collect_dispatch(const Dispatch& dispatch) {
    const Metric* records = app_.find_metric(dispatch.records);
    if (records != nullptr && app_.users) {
      maybe(dispatch.who, scopes_.with_item(records->entity, app_.users->entity), Type::boolean());
    }
    std::set<std::string> entities;
    grouped_entities(dispatch.experience, entities);
    grouped_entities(dispatch.load, entities);
    if (dispatch.by) group_by(Grouping(*dispatch.by), entities);
  }

  void collect_check(const Check& check) {
    const KnownScope& scope = scopes_.check(check);
    maybe(check.healthy, scope, Type::boolean());
    maybe(check.at_risk, scope, Type::boolean());
    maybe(check.concerned, scopes_.check_group(check), Type::boolean());
    std::set<std::string> entities;
    for (const std::string& metric : check.metrics) grouped_entities(metric, entities);
    if (check.drill) group_by(check.drill->group_by, entities);
  }

  void collect_quick_filter(const QuickFilter& filter) {
    std::set<std::string> entities;
    for (const std::string& metric : filter.metrics) grouped_entities(metric, entities);
    group_by(Grouping(filter.group_by), entities);
    const KnownScope& scope = scopes_.quick_filter(filter);
    test(filter.when, scope);
    for (const Tag& tag : filter.tags) {
      test(tag.when, scope);
      message(tag.label, scope);
    }
  }

  const App& app_;
  Scopes& scopes_;
  std::vector<ExpressionUse> uses_;
};

}  // namespace

std::vector<ExpressionUse> expression_uses(const App& app, Scopes& scopes) {
  return Collector(app, scopes).collect();
}

}  // namespace tollgate::lint
