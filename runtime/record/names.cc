#include "tollgate/record/names.h"

#include <string>
#include <utility>

#include "evidence_values.h"

namespace tollgate::record {
namespace {

using feel::Type;
using feel::TypeKind;
using model::FieldType;

Type entity_type(const model::App& app, const model::Entity& entity, int depth) {
  std::vector<std::pair<std::string, Type>> members{{"id", Type::string()}};
  for (const model::Field& field : entity.fields) {
    if (field.id != "id") members.emplace_back(field.id, type_of(app, field, depth));
  }
  return Type::context(std::move(members));
}

Type record_type() {
  return Type::context({{"id", Type::string()},
                        {"entity", Type::string()},
                        {"status", Type::string()},
                        {"created_at", TypeKind::kDateTime},
                        {"updated_at", TypeKind::kDateTime},
                        {"stage", Type::string()}});
}

Type score_type(const model::App& app, const model::Entity& entity) {
  std::vector<std::pair<std::string, Type>> cards;
  for (const model::Scorecard& card : app.scorecards) {
    if (card.entity != entity.id) continue;
    cards.emplace_back(card.id, Type::context({{"total", Type::number()},
                                               {"possible", Type::number()},
                                               {"pool", Type::string()}}));
  }
  return Type::context(std::move(cards));
}

}  // namespace

Type type_of(const model::App& app, const model::Field& field, int depth) {
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kLongText:
    case FieldType::kChoice:
      return Type::string();
    case FieldType::kNumber:
      return Type::number();
    case FieldType::kBoolean:
      return Type::boolean();
    case FieldType::kDate:
      return TypeKind::kDate;
    case FieldType::kTime:
      return TypeKind::kTime;
    case FieldType::kDateTime:
      return TypeKind::kDateTime;
    case FieldType::kDuration:
      return TypeKind::kDaysTimeDuration;
    case FieldType::kMultiChoice:
      return Type::list_of(Type::string());
    case FieldType::kReference: {
      if (depth <= 0) return Type::string();  // one level: references inside are ids
      const model::Entity* entity = app.find_entity(field.entity);
      return entity == nullptr ? Type::any() : entity_type(app, *entity, depth - 1);
    }
    case FieldType::kList: {
      std::vector<std::pair<std::string, Type>> members;
      for (const model::Field& member : field.fields) {
        members.emplace_back(member.id, type_of(app, member, depth));
      }
      return Type::list_of(Type::context(std::move(members)));
    }
    case FieldType::kLocation:
      return location_type();
    case FieldType::kPhoto:
    case FieldType::kFile:
    case FieldType::kSignature:
    case FieldType::kAudio:
      return field.multiple ? Type::list_of(evidence_type()) : evidence_type();
  }
  return Type::any();
}

Names::Names(const model::App& app, const model::Entity& entity,
             const std::vector<const model::Field*>& lists)
    : entity_(&entity) {
  const auto add_level = [&](const std::vector<model::Field>& fields, uint32_t level) {
    for (uint32_t i = 0; i < fields.size(); ++i) {
      if (scope_.find(fields[i].id)) continue;  // an inner level's name hides this one
      scope_.add(fields[i].id, type_of(app, fields[i]));
      sources_.push_back({SlotSource::Kind::kField, level, i});
    }
  };
  uint32_t level = 0;
  for (size_t i = lists.size(); i-- > 0;) add_level(lists[i]->fields, level++);
  add_level(entity.fields, level);
  specials_ = static_cast<uint32_t>(scope_.size());
  const model::Entity* people = app.users ? app.find_entity(app.users->entity) : nullptr;
  scope_.add("record", record_type());
  scope_.add("user", people == nullptr ? Type::any() : entity_type(app, *people, 0));
  scope_.add("item", Type::any());
  scope_.add("score", score_type(app, entity));
  sources_.push_back({SlotSource::Kind::kRecord});
  sources_.push_back({SlotSource::Kind::kUser});
  sources_.push_back({SlotSource::Kind::kItem});
  sources_.push_back({SlotSource::Kind::kScore});
}

}  // namespace tollgate::record
