#include "actions.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/insight/usual_date.h"

namespace tollgate::query {
namespace {

constexpr size_t kMaxActions = 100;
constexpr size_t kMaxOptionsOfAction = 12;

class ActionList {
 public:
  ActionList(const Context& context, const model::Entity& entity)
      : context_(context), entity_(entity) {}

  std::vector<RecordAction> list() {
    for (const model::Scorecard& card : context_.model().scorecards) {
      if (card.entity == entity_.id) add_criteria(card);
    }
    // Options are many: what is said by yes or no is never left out for them.
    for (const model::Field& field : entity_.fields) add_yes_or_evidence(field);
    for (const model::Field& field : entity_.fields) add_choice(field);
    return std::move(actions_);
  }

 private:
  void add(RecordAction action) {
    if (actions_.size() == kMaxActions) return;
    if (!may_tell_of(context_, entity_, action.expression)) return;
    action.entity = &entity_;
    actions_.push_back(std::move(action));
  }

  void add_criteria(const model::Scorecard& card) {
    for (const model::Criterion& criterion : card.criteria) {
      RecordAction action{RecordAction::Kind::kCriterion,
                          "criterion/" + card.id + "/" + criterion.id};
      action.criterion = &criterion;
      if (!criterion.fields.empty()) action.field = entity_.find_field(criterion.fields.front());
      action.expression = "(" + criterion.met.text + "\n) = true";
      action.known = criterion.asked ? "(" + criterion.asked->text + "\n) = true" : "true";
      add(std::move(action));
    }
  }

  std::string place_of(const model::Field& field) const {
    return "/" + entity_.id + "/" + field.id;
  }

  void add_yes_or_evidence(const model::Field& field) {
    const std::string place = place_of(field);
    if (info_of(field.type).shape == model::ValueShape::kBoolean) {
      add({RecordAction::Kind::kYes, "yes" + place, nullptr, &field, nullptr, "",
           field.id + " = true", field.id + " != null"});
    } else if (model::is_evidence(field.type)) {
      add({RecordAction::Kind::kEvidence, "evidence" + place, nullptr, &field, nullptr, "",
           field.id + " != null", "true"});
    }
  }

  // A choice that is computed, as the city of whoever is visited, is nothing that somebody does.
  void add_choice(const model::Field& field) {
    if (!model::is_single_choice(field.type) || field.multiple || field.computed ||
        field.options.size() > kMaxOptionsOfAction || is_stage(field)) {
      return;
    }
    for (const model::Option& option : field.options) {
      add({RecordAction::Kind::kChoice, "choice" + place_of(field) + "=" + option.id, nullptr,
           &field, nullptr, option.id, field.id + " = " + write_json(Json(option.id)),
           field.id + " != null"});
    }
  }

  // A stage is no action, and success is often one.
  bool is_stage(const model::Field& field) const {
    const auto& flows = context_.model().workflows;
    return std::any_of(flows.begin(), flows.end(), [&](const model::Workflow& flow) {
      return flow.entity == entity_.id && flow.stage_field == field.id;
    });
  }

  const Context& context_;
  const model::Entity& entity_;
  std::vector<RecordAction> actions_;
};

}  // namespace

bool may_tell_of(const Context& context, const model::Entity& entity,
                 const std::string& expression) {
  model::Metric share;
  share.entity = entity.id;
  share.aggregate = model::Aggregate::kShare;
  share.test = model::Expression{expression, "/insight"};
  return context.sight->rights().may_some(access::Action::kRead, entity.id) &&
         !context.sight->withholds(share, {});
}

std::vector<RecordAction> actions_of(const Context& context, const model::Entity& entity) {
  return ActionList(context, entity).list();
}

std::optional<RecordAction> action_named(const Context& context, const std::string& id) {
  for (const model::Entity& entity : context.model().entities) {
    for (RecordAction& action : actions_of(context, entity)) {
      if (action.id == id) return std::move(action);
    }
  }
  return std::nullopt;
}

std::string label_of(const Texts& texts, const RecordAction& action) {
  if (action.criterion) return texts.of(action.criterion->label);
  const std::string label = texts.of(action.field->label);
  if (action.kind == RecordAction::Kind::kEvidence) {
    return texts.of(LocalizedText{"有" + label, label + " given"});
  }
  if (action.kind != RecordAction::Kind::kChoice) return label;
  const model::Option* option = action.field->find_option(action.value);
  const std::string value = option ? texts.of(option->label) : action.value;
  return texts.of(LocalizedText{label + "：" + value, label + ": " + value});
}

std::optional<RecordLink> link_between(const Context& context, const model::Entity& from,
                                       const model::Entity& to) {
  const model::App& app = context.model();
  const Texts texts = context.texts();
  const std::string users = app.users ? app.users->entity : "";
  const auto seen = [&](const model::Entity& entity, const model::Field& field) {
    return model::is_reference(field.type) && !field.multiple && field.entity != users &&
           !context.sight->hides(entity.id, field.id);
  };
  if (&from == &to) return RecordLink{"record.id", "record.id", texts.of(from.label)};
  for (const model::Field& field : from.fields) {
    if (seen(from, field) && field.entity == to.id) {
      return RecordLink{field.id, "record.id", texts.of(to.label)};
    }
  }
  for (const model::Field& field : to.fields) {
    if (seen(to, field) && field.entity == from.id) {
      return RecordLink{"record.id", field.id, texts.of(from.label)};
    }
  }
  for (const model::Field& own : from.fields) {
    if (!seen(from, own)) continue;
    for (const model::Field& other : to.fields) {
      if (seen(to, other) && other.entity == own.entity) {
        return RecordLink{own.id, other.id, texts.of(own.label)};
      }
    }
  }
  return std::nullopt;
}

std::vector<const model::Metric*> outcomes_of(const Context& context) {
  const model::App& app = context.model();
  std::vector<std::pair<int, const model::Metric*>> found;
  for (const model::Metric& metric : app.metrics) {
    const model::Entity* entity = app.find_entity(metric.entity);
    if (metric.aggregate != model::Aggregate::kCount || !metric.window || !entity) continue;
    if (!context.sight->rights().may_some(access::Action::kRead, entity->id) ||
        context.sight->withholds(metric, {})) {
      continue;
    }
    int rank = metric.filter ? 1 : 2;
    const model::Workflow* flow = app.workflow_of(entity->id);
    for (const model::Stage& stage : flow ? flow->stages : std::vector<model::Stage>()) {
      const bool won = stage.kind == model::StageKind::kWon || stage.id == flow->stages.back().id;
      if (won && metric.filter &&
          metric.filter->text.find("\"" + stage.id + "\"") != std::string::npos) {
        rank = 0;
      }
    }
    found.emplace_back(rank, &metric);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const model::Metric*> metrics;
  for (const auto& [rank, metric] : found) metrics.push_back(metric);
  return metrics;
}

std::optional<std::string> number_text(double number, int digits) {
  if (!std::isfinite(number) || std::fabs(number) > 1e15) return std::nullopt;
  double scale = 1;
  int64_t whole = 1;
  for (int i = 0; i < digits; ++i) {
    scale *= 10;
    whole *= 10;
  }
  const double scaled = number * scale;
  if (std::fabs(scaled) > 9e17) return Decimal(int64_t(number)).to_text();
  const auto parts = int64_t(scaled < 0 ? std::ceil(scaled - 0.5) : std::floor(scaled + 0.5));
  return divide(Decimal(parts), Decimal(whole)).value_or(Decimal()).to_text();
}

}  // namespace tollgate::query
