#include "tollgate/model/value_types.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/base/value_members.h"

namespace tollgate::model {
namespace {

using feel::Type;
using feel::TypeKind;
using Members = std::vector<std::pair<std::string, Type>>;

Type scalar_type(ValueShape shape) {
  switch (shape) {
    case ValueShape::kString:
      return Type::string();
    case ValueShape::kNumber:
      return Type::number();
    case ValueShape::kBoolean:
      return Type::boolean();
    case ValueShape::kDate:
      return TypeKind::kDate;
    case ValueShape::kTime:
      return TypeKind::kTime;
    case ValueShape::kDateTime:
      return TypeKind::kDateTime;
    case ValueShape::kDuration:
      return TypeKind::kDaysTimeDuration;
    default:
      return Type::any();
  }
}

Type member_type(MemberType type) {
  switch (type) {
    case MemberType::kNumber:
      return Type::number();
    case MemberType::kBoolean:
      return Type::boolean();
    case MemberType::kDateTime:
      return TypeKind::kDateTime;
    case MemberType::kPlaces:
      return Type::list_of(Type::context({{"entity", Type::string()},
                                          {"record", Type::string()},
                                          {"field", Type::string()},
                                          {"title", Type::string()}}));
    case MemberType::kTexts:
      return Type::list_of(Type::string());
    case MemberType::kText:
      break;
  }
  return Type::string();
}

Type context_type(std::span<const ValueMember> known) {
  Members members;
  for (const ValueMember& member : known) {
    if (member.in_value) members.emplace_back(member.name, member_type(member.type));
  }
  return Type::context(std::move(members));
}

Type items_type(const App& app, const Field& list, int depth) {
  Members members;
  for (const Field& field : list.fields) {
    members.emplace_back(field.id, type_of(app, field, depth));
  }
  return Type::list_of(Type::context(std::move(members)));
}

}  // namespace

Type type_of(const App& app, const Field& field, int depth) {
  switch (info_of(field.type).shape) {
    case ValueShape::kStrings:
      return Type::list_of(Type::string());
    case ValueShape::kRecord:
      return depth > 0 ? fields_type(app, field.entity, depth - 1) : Type::string();
    case ValueShape::kItems:
      return items_type(app, field, depth);
    case ValueShape::kLocation:
      return context_type(kLocationMembers);
    case ValueShape::kFile: {
      Type file = context_type(kEvidenceMembers);
      return field.multiple ? Type::list_of(std::move(file)) : file;
    }
    default:
      return scalar_type(info_of(field.type).shape);
  }
}

std::optional<Type> assignable_type(const App& app, const Field& field) {
  switch (info_of(field.type).shape) {
    case ValueShape::kRecord:
    case ValueShape::kItems:
    case ValueShape::kLocation:
    case ValueShape::kFile:
      return std::nullopt;
    default:
      return type_of(app, field);
  }
}

Type fields_type(const App& app, std::string_view entity_id, int depth) {
  const Entity* entity = app.find_entity(entity_id);
  if (entity == nullptr) return Type::any();
  if (depth == 0 && !entity->plain_type.is_any()) return entity->plain_type;
  Members members{{"id", Type::string()}};
  for (const Field& field : entity->fields) {
    if (field.id != "id") members.emplace_back(field.id, type_of(app, field, depth));
  }
  return Type::context(std::move(members));
}

void keep_plain_types(App& app) {
  for (Entity& entity : app.entities) entity.plain_type = fields_type(app, entity.id);
}

Type record_type() {
  return Type::context({{"id", Type::string()},
                        {"entity", Type::string()},
                        {"status", Type::string()},
                        {"created_at", TypeKind::kDateTime},
                        {"updated_at", TypeKind::kDateTime},
                        {"stage", Type::string()},
                        {"stage_origin", Type::string()},
                        {"stage_holds", Type::boolean()},
                        {"changed_after", Type::list_of(Type::string())}});
}

Type user_type(const App& app) {
  return app.users ? fields_type(app, app.users->entity) : Type::any();
}

Type score_type(const App& app, std::string_view entity) {
  Members cards;
  for (const Scorecard& card : app.scorecards) {
    if (card.entity != entity) continue;
    cards.emplace_back(card.id, Type::context({{"total", Type::number()},
                                               {"possible", Type::number()},
                                               {"pool", Type::string()}}));
  }
  return Type::context(std::move(cards));
}

}  // namespace tollgate::model
