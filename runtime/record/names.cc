#include "tollgate/record/names.h"

#include "tollgate/model/value_types.h"

namespace tollgate::record {
Names::Names(const model::App& app, const model::Entity& entity,
             const std::vector<const model::Field*>& lists)
    : entity_(&entity) {
  const auto add_level = [&](const std::vector<model::Field>& fields, uint32_t level) {
    for (uint32_t i = 0; i < fields.size(); ++i) {
      if (scope_.find(fields[i].id)) continue;  // an inner level's name hides this one
      scope_.add(fields[i].id, model::type_of(app, fields[i]));
      sources_.push_back({SlotSource::Kind::kField, level, i});
    }
  };
  uint32_t level = 0;
  for (size_t i = lists.size(); i-- > 0;) add_level(lists[i]->fields, level++);
  add_level(entity.fields, level);
  specials_ = static_cast<uint32_t>(scope_.size());
  scope_.add("record", model::record_type());
  scope_.add("user", model::user_type(app));
  scope_.add("item", feel::Type::any());
  scope_.add("score", model::score_type(app, entity.id));
  sources_.push_back({SlotSource::Kind::kRecord});
  sources_.push_back({SlotSource::Kind::kUser});
  sources_.push_back({SlotSource::Kind::kItem});
  sources_.push_back({SlotSource::Kind::kScore});
}

}  // namespace tollgate::record
