#include "traits.h"

#include <algorithm>
#include <map>

namespace tollgate::query {
namespace {

constexpr size_t kMaxOfEntity = 24;
constexpr int64_t kUsualDays = 90;
constexpr size_t kMaxOptions = 50;

bool tells_apart(const model::Field& field) {
  if (info_of(field.type).shape == model::ValueShape::kBoolean) return true;
  return model::is_single_choice(field.type) && !field.multiple &&
         field.options.size() <= kMaxOptions;
}

class TraitList {
 public:
  TraitList(const Context& context, const std::vector<const model::Metric*>& metrics,
            std::string group_by)
      : context_(context), app_(context.model()), group_by_(std::move(group_by)) {
    for (const model::Metric* metric : metrics) {
      if (metric->aggregate == model::Aggregate::kRatio) {
        add_metric(app_.find_metric(metric->numerator));
        add_metric(app_.find_metric(metric->denominator));
      } else {
        add_metric(metric);
      }
    }
    // Why a group stands out may show in what the question did not ask of.
    for (const model::Entity& entity : app_.entities) {
      const bool counted =
          std::find(entities_.begin(), entities_.end(), &entity) != entities_.end();
      const bool reads = context_.sight->rights().may_some(access::Action::kRead, entity.id);
      if (!counted && reads && entity.find_field(group_by_)) entities_.push_back(&entity);
    }
  }

  std::vector<RecordTrait> list() {
    for (const model::Entity* entity : entities_) {
      of_entity_ = 0;
      add_fields(*entity);
      add_shares(*entity);
      add_referred(*entity);
    }
    return std::move(traits_);
  }

 private:
  void add_metric(const model::Metric* metric) {
    const model::Entity* entity = metric ? app_.find_entity(metric->entity) : nullptr;
    if (!entity) return;
    if (std::find(entities_.begin(), entities_.end(), entity) == entities_.end()) {
      entities_.push_back(entity);
    }
    if (!metric->window) return;
    std::optional<model::Window>& window = windows_[entity->id];
    const bool wider = !window || (window->field == metric->window->field &&
                                   !metric->window->period && metric->window->days > window->days);
    if (wider) window = metric->window;
  }

  // The records that the filter looks at: those of the widest window; where it has none, those of
  // some months by the date that the app's other metrics go by.
  std::optional<model::Window> window_of(const model::Entity& entity) const {
    const auto found = windows_.find(entity.id);
    if (found != windows_.end()) return found->second;
    for (const model::Metric& metric : app_.metrics) {
      if (metric.entity == entity.id && metric.window) {
        return model::Window{metric.window->field, kUsualDays};
      }
    }
    return std::nullopt;
  }

  model::Metric count_of(const model::Entity& entity) const {
    model::Metric metric;
    metric.entity = entity.id;
    metric.window = window_of(entity);
    return metric;
  }

  void add(RecordTrait trait) {
    std::vector<model::Grouping> group_by = {{model::Expression{group_by_, "/group_by"}}};
    if (trait.kind == RecordTrait::Kind::kChoice) {
      group_by.emplace_back(model::Expression{trait.path, "/trait"});
    }
    if (of_entity_ >= kMaxOfEntity || context_.sight->withholds(trait.metric, group_by)) return;
    ++of_entity_;
    traits_.push_back(std::move(trait));
  }

  void add_fields(const model::Entity& entity) {
    for (const model::Field& field : entity.fields) {
      if (field.id == group_by_ || context_.sight->hides(entity.id, field.id)) continue;
      if (tells_apart(field)) {
        add({RecordTrait::Kind::kChoice,
             "choice/" + entity.id + "/" + field.id,
             &entity,
             count_of(entity),
             field.id,
             &field,
             {}});
      } else if (model::is_evidence(field.type)) {
        RecordTrait trait{RecordTrait::Kind::kMissing,
                          "missing/" + entity.id + "/" + field.id,
                          &entity,
                          count_of(entity),
                          field.id,
                          &field,
                          {}};
        trait.metric.aggregate = model::Aggregate::kShare;
        trait.metric.test = model::Expression{field.id + " = null", "/trait"};
        add(std::move(trait));
      }
    }
  }

  void add_shares(const model::Entity& entity) {
    for (const model::Metric& metric : app_.metrics) {
      if (metric.aggregate != model::Aggregate::kShare || metric.entity != entity.id) continue;
      add({RecordTrait::Kind::kShare,
           "share/" + entity.id + "/" + metric.id,
           &entity,
           metric,
           "",
           nullptr,
           {}});
    }
  }

  void add_referred(const model::Entity& entity) {
    for (const model::Field& reference : entity.fields) {
      const bool people = app_.users && app_.users->entity == reference.entity;
      if (!model::is_reference(reference.type) || reference.id == group_by_ || people) continue;
      const model::Entity* target = app_.find_entity(reference.entity);
      if (!target || target == &entity || context_.sight->hides(entity.id, reference.id)) continue;
      for (const model::Field& field : target->fields) {
        // What a record copies from the one that it refers to is told once.
        if (!tells_apart(field) || entity.find_field(field.id)) continue;
        const std::string path = reference.id + "." + field.id;
        add({RecordTrait::Kind::kChoice, "choice/" + entity.id + "/" + path, &entity,
             count_of(entity), path, &field, reference.label});
      }
    }
  }

  const Context& context_;
  const model::App& app_;
  std::string group_by_;
  std::vector<const model::Entity*> entities_;
  std::map<std::string, std::optional<model::Window>> windows_;
  size_t of_entity_ = 0;
  std::vector<RecordTrait> traits_;
};

}  // namespace

std::vector<RecordTrait> traits_of(const Context& context,
                                   const std::vector<const model::Metric*>& metrics,
                                   const std::string& group_by) {
  return TraitList(context, metrics, group_by).list();
}

}  // namespace tollgate::query
